import Papa from "papaparse";
import type { ArchiveFiles } from "../read-archive.ts";
import { readSourceDates } from "../source-dates.ts";
import { emptyFeed, type Loss, type SourceEntry, type SourceFeed } from "../source-feed.ts";

const TABLE = /(?:^|\/)posts\.csv$/;

export function isSubstackExport(files: ArchiveFiles): boolean {
  return [...files.keys()].some((path) => TABLE.test(path));
}

type Row = Readonly<Record<string, string | undefined>>;

/** Substack's archive: `posts.csv` names the posts, `posts/<post_id>.html` has their texts. */
export function readSubstack(files: ArchiveFiles, site: string | undefined): SourceFeed {
  const [, table = ""] = [...files].find(([path]) => TABLE.test(path)) ?? [];
  const { data } = Papa.parse<Row>(table, { header: true, skipEmptyLines: true });
  const bodies = new Map([...files].map(([path, html]) => [path.replace(/^.*\//, "").replace(/\.html$/, ""), html]));
  const home = site?.replace(/\/+$/, "");
  return {
    ...emptyFeed("Substack export"),
    homePage: site,
    entries: data.map((row) => readPost(row, bodies.get(row.post_id ?? ""), home)),
  };
}

function readPost(row: Row, html: string | undefined, home: string | undefined): SourceEntry {
  const { post_id: id = "", title, subtitle, audience = "", podcast_url: podcast } = row;
  const slug = id.split(".").slice(1).join(".") || undefined;
  const dates = readSourceDates([row.post_date || undefined], []);
  const isForAll = audience === "everyone" || audience === "";
  return {
    id: `urn:substack:${id}`,
    link: home === undefined || slug === undefined ? undefined : `${home}/p/${encodeURIComponent(slug)}`,
    slug,
    title: title || undefined,
    ...dates,
    draft: row.is_published?.toLowerCase() !== "true" || !isForAll,
    authors: [],
    categories: [],
    tags: [],
    summary: subtitle || undefined,
    html,
    image: undefined,
    ...(podcast ? { recordings: [podcast] } : {}),
    losses: [...dates.losses, ...(isForAll ? [] : [describeAudience(audience)])],
  };
}

function describeAudience(audience: string): Loss {
  return { field: "audience", message: `only for ${audience}: imported as a draft` };
}
