import { fieldOf } from "../../src/article/front-matter/key-names.ts";
import { readYaml, type YamlPath } from "../../src/article/front-matter/read-yaml.ts";
import { readColours } from "../../src/article/images/read-colours.ts";
import { openSource } from "../../src/article/open-source.ts";
import { ARTWORK_WANTED } from "../../src/article/profile/podcast/read-podcast.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { isPodcast, type PodcastFeed } from "../../src/feed/podcast/podcast-feed.ts";
import { lintPodcast } from "../../src/health/podcast/lint-podcast.ts";
import type { PodcastFault, PodcastRuleRow } from "../../src/health/podcast/podcast-fault.ts";
import type { Finding } from "../../src/lib/finding.ts";
import { parseXml } from "../../src/lib/parse-xml.ts";
import type { PreparedArticle } from "../prepared-article.ts";
import type { LocalPublication } from "../publication.ts";
import { CURES } from "./cures.ts";
import { listEpisodes, renderPodcast } from "./render-podcast.ts";

/** Adds a finding for each rule of directories that a podcast breaks, at the line to mend. None of it keeps an article from its readers. */
export async function checkPodcasts(publication: LocalPublication, now: number): Promise<LocalPublication> {
  const { profile } = publication;
  let checked = publication;
  for (const [index, feed] of (profile?.feeds ?? []).entries()) {
    if (profile !== undefined && isPodcast(feed)) checked = await checkPodcast(checked, { feed, index, profile }, now);
  }
  return checked;
}

interface PlacedPodcast {
  readonly feed: PodcastFeed;
  /** Its place among the feeds of site.yaml. */
  readonly index: number;
  readonly profile: SiteProfile;
}

async function checkPodcast(
  publication: LocalPublication,
  podcast: PlacedPodcast,
  now: number,
): Promise<LocalPublication> {
  const { feed, profile } = podcast;
  const episodes = listEpisodes(publication.articles, feed, profile, now);
  const xml = await renderPodcast(
    feed,
    episodes.map(({ record }) => record),
    profile,
  );
  const root = parseXml(xml);
  if (!root.ok) throw new Error(`The podcast "${feed.name}" is not well-formed: ${root.problem.message}`);
  const faults = lintPodcast(xml, root.value);
  const ofSite = faults
    .filter(({ item }) => item === undefined)
    .map((fault) => placeInSite(fault, publication, podcast));
  const byArticle = new Map<PreparedArticle, Finding[]>();
  for (const { prepared } of episodes) byArticle.set(prepared, []);
  // Two episodes may have one guid: faults come in the order of the items.
  const items = episodes.map(({ prepared, record }) => ({ prepared, id: record.id }));
  for (const fault of faults) {
    const { item } = fault;
    if (item === undefined) continue;
    const holders = items.filter(({ id }) => id === item.guid);
    const holder = fault.rule.id.endsWith("of its own") ? holders.at(-1) : holders[0];
    if (holder !== undefined) byArticle.get(holder.prepared)?.push(placeInArticle(fault, holder.prepared, podcast));
  }
  const articles = publication.articles.map((prepared) => {
    const found = byArticle.get(prepared) ?? [];
    return found.length === 0 ? prepared : { ...prepared, findings: [...prepared.findings, ...found] };
  });
  const siteFindings = [...publication.siteFindings, ...ofSite, ...checkColours(publication, podcast)];
  return { ...publication, articles, siteFindings };
}

function placeInSite(fault: PodcastFault, { siteText }: LocalPublication, podcast: PlacedPodcast): Finding {
  const path: YamlPath = ["feeds", podcast.index, ...fault.rule.field.split(".").filter(Boolean)];
  return describeFault(fault, lineInSite(siteText, path), podcast);
}

function lineInSite(siteText: string, path: YamlPath): number | undefined {
  const tree = readYaml(siteText, 1);
  return tree.ok ? tree.value.lineOf(path) : undefined;
}

function placeInArticle(fault: PodcastFault, { file }: PreparedArticle, podcast: PlacedPodcast): Finding {
  const opened = openSource(file.body, file.kind, podcast.profile.timeZone);
  const field = fieldOf(fault.rule.field);
  const line = opened.ok && field !== undefined ? opened.value.frontMatter.lineOf(field) : undefined;
  return describeFault(fault, line ?? 1, podcast);
}

function describeFault({ rule, found }: PodcastFault, line: number | undefined, { feed }: PlacedPodcast): Finding {
  const message = `The podcast "${feed.name}" must have ${rule.wanted} (${rule.by}), found ${found}${describeCure(rule)}`;
  return { severity: "warning", reason: "podcast-rule", line, message };
}

function describeCure({ field }: PodcastRuleRow): string {
  const cure = CURES[field];
  return cure === undefined ? "" : `; write ${cure}`;
}

/** The publishers' worker measures a picture and does not see its colours. */
function checkColours({ siteMedia, siteText }: LocalPublication, { feed, index }: PlacedPodcast): Finding[] {
  const artwork = [...siteMedia.used].find(([, { medium }]) => feed.podcast.image?.endsWith(`/${medium.name}`));
  const colours = artwork === undefined ? "RGB" : readColours(artwork[1].bytes);
  if (colours === "RGB") return [];
  const message = `"feeds[${index}].podcast.image" must be ${ARTWORK_WANTED} in RGB, found "${artwork?.[0]}" in ${colours}`;
  return [
    {
      severity: "warning",
      reason: "podcast-artwork",
      line: lineInSite(siteText, ["feeds", index, "podcast", "image"]),
      message,
    },
  ];
}
