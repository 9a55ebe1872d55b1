import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalTag, isWebAddress } from "../../src/article/front-matter/yaml-schema.ts";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { describePodcast } from "../../src/import/describe-podcast.ts";
import { lineOfText } from "../../src/import/plain-text.ts";
import type { SourceFeed, SourceLabel, SourcePerson } from "../../src/import/source-feed.ts";
import type { SourcePodcast } from "../../src/import/source-podcast.ts";
import { renderYaml } from "../../src/import/write-article-text.ts";
import { cleanLine } from "../../src/lib/text.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { isTimeZone } from "../../src/lib/zoned-dates.ts";
import { MediaFolder } from "../media-folder.ts";
import { createMediaRoots } from "../media-roots.ts";

const HEADER =
  "# The publication's profile, made from what was imported. The articles/site.yaml that edgewire comes with explains what else it may say.\n\n";

export interface Site {
  readonly path: string;
  /** Undefined if there is no site.yaml yet. */
  readonly profile: SiteProfile | undefined;
}

/** Reads the folder's site.yaml, which an import leaves as it is. */
export function openSite(folder: string): Site {
  const path = join(folder, "site.yaml");
  if (!existsSync(path)) return { path, profile: undefined };
  const { profile, findings } = readSiteProfile(
    readFileSync(path),
    new MediaFolder({ roots: createMediaRoots(folder, undefined), folder: "", name: "site" }),
  );
  if (profile !== undefined) return { path, profile };
  const [{ line, message } = { line: 1, message: "it cannot be read" }] = findings;
  throw new UsageError(`Mend ${path}:${line} before importing: ${message}`);
}

/** A profile from what the feed says of itself, for a folder that has none. */
export function makeSite(feed: SourceFeed): { readonly text: string; readonly profile: SiteProfile } {
  const full = renderFields(feed);
  // Invalid settings of the old site must not fail the import: fall back to the title alone.
  for (const fields of [full, { title: full.title }, { title: "Imported articles" }]) {
    const text = HEADER + renderYaml(fields);
    const { profile } = readSiteProfile(text);
    if (profile !== undefined) return { text, profile };
  }
  throw new Error("A profile with nothing but a title could not be read");
}

function renderFields(feed: SourceFeed) {
  const homePage = feed.homePage !== undefined && isWebAddress(feed.homePage) ? feed.homePage : undefined;
  return {
    title: lineOfText(feed.title) ?? (homePage === undefined ? "Imported articles" : new URL(homePage).hostname),
    description: lineOfText(feed.description),
    language: canonicalTag(feed.language ?? ""),
    time_zone: feed.timeZone !== undefined && isTimeZone(feed.timeZone) ? feed.timeZone : undefined,
    home_page: homePage,
    author: feed.author && describeAuthor(feed.author),
    copyright: lineOfText(feed.copyright),
    logo: feed.logo !== undefined && isWebAddress(feed.logo) ? feed.logo : undefined,
    categories: describeLabels(feed.categories),
    tags: describeLabels(feed.tags ?? []),
    feeds: feed.podcast && [describePodcastFeed(feed, feed.podcast)],
  };
}

/** The whole publication: an imported podcast has no other articles. */
function describePodcastFeed({ title, description }: SourceFeed, podcast: SourcePodcast): object {
  const described = { title: lineOfText(title), description: lineOfText(description) };
  const texts = Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined));
  return { name: "podcast", ...texts, podcast: describePodcast(podcast) };
}

function describeAuthor({ name, url }: SourcePerson): object | string | undefined {
  const clean = lineOfText(name);
  return clean !== undefined && url !== undefined && isWebAddress(url) ? { name: clean, url } : clean;
}

function describeLabels(labels: readonly SourceLabel[]): object[] | undefined {
  const slugs = new Set<string>();
  const unique = labels.flatMap(({ name, slug }) => {
    if (slugs.has(slug)) return [];
    slugs.add(slug);
    return [{ name: cleanLine(name), slug }];
  });
  return unique.length > 0 ? unique : undefined;
}
