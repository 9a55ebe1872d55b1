import { decodeSource } from "../../src/article/decode-source.ts";
import { canonicalTag } from "../../src/article/front-matter/yaml-schema.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { mintPodcastGuid } from "../../src/feed/podcast/mint-podcast-guid.ts";
import { findOwnHost } from "../../src/import/old-address.ts";
import { createArticleFinder, type FindArticlePath } from "../../src/import/own-links.ts";
import { type PlacedEntry, placeEntries } from "../../src/import/place-entries.ts";
import { prepareBody, renderBody } from "../../src/import/prepare-body.ts";
import { readSoundExport } from "../../src/import/read-sound-export.ts";
import type { Loss, SourceFeed, SourceLabel } from "../../src/import/source-feed.ts";
import type { LoadedSource } from "../../src/import/source-formats.ts";
import type { SourcePodcast } from "../../src/import/source-podcast.ts";
import { renderArticle } from "../../src/import/write-article-text.ts";
import type { Progress } from "../progress.ts";
import type { Fetch } from "../public-fetch.ts";
import { carryImages } from "./carry-images.ts";
import { readExistingArticles } from "./existing-articles.ts";
import { createImageLoader, type LoadImage } from "./fetch-image.ts";
import { readSource } from "./read-source.ts";
import type { ImportReport } from "./report.ts";
import { makeSite, openSite, type Site } from "./site-file.ts";
import { createFileWriter, type ImportedArticle, type WriteFile, writeArticle } from "./write-article.ts";

export interface ImportPorts {
  readonly fetch: Fetch;
  /** In the place of one that writes, for a dry run. */
  readonly writeFile?: WriteFile;
  /** Shows how far it has come; pictures take their time. */
  readonly createProgress?: (total: number) => Pick<Progress, "step" | "stop">;
}

export interface ImportRequest {
  /** A file or an address. */
  readonly source: string;
  /** The publication's folder; created if it does not exist. */
  readonly folder: string;
  readonly withImages: boolean;
  /** Where the old site is, if the source does not say. */
  readonly site: string | undefined;
}

const CONCURRENCY = 4;
/** Pictures inside a text (`data:`) make it large before they are taken out. */
const MAX_BODY = 16 * 1024 * 1024;

/** Turns a feed or an export into articles. Nothing is written before all of it was understood. */
export async function importFeed(request: ImportRequest, ports: ImportPorts): Promise<ImportReport> {
  const { source, folder, withImages } = request;
  const loaded = await readSource(source, ports.fetch);
  const site = openSite(folder);
  const parsed =
    readSoundExport(loaded, source) ?? (await parseAny(loaded, source, request.site ?? site.profile?.homePage));
  const feed = { ...parsed, podcast: parsed.podcast && (await settleGuid(parsed.podcast, source)) };
  const made = makeSite(feed);
  const profile = site.profile ?? made.profile;
  const existing = readExistingArticles(folder, profile);
  const { placed, existingCount, refused } = placeEntries(feed, existing);
  const write = ports.writeFile ?? createFileWriter();
  const findArticle = createArticleFinder(placed, findOwnHost(feed));
  if (site.profile === undefined) write(site.path, made.text);
  const load = createImageLoader(withImages ? ports.fetch : undefined);
  const progress = ports.createProgress?.(placed.length);
  const language = readLanguage(feed.language);
  const outcomes = await mapAll(placed, async (one) => {
    const outcome = await importEntry(one, language, profile, { folder, load, write, findArticle });
    progress?.step(outcome.path ?? one.key);
    return outcome;
  });
  progress?.stop();
  const { format, title } = feed;
  return {
    source,
    format,
    title,
    folder,
    created: outcomes.flatMap(({ path }) => path ?? []),
    existingCount,
    refused: [...refused, ...outcomes.flatMap((outcome) => outcome.refused ?? [])],
    losses: [
      ...[...feed.losses, ...listLostSlugs(feed, site)].map((loss) => ({ ...loss, path: source })),
      ...outcomes.flatMap(({ path, losses }) => losses.map((loss) => ({ ...loss, path: path ?? source }))),
    ],
    siteFile: site.profile === undefined ? site.path : undefined,
  };
}

async function parseAny(loaded: LoadedSource, source: string, site: string | undefined): Promise<SourceFeed> {
  const { parseSource } = await import("../../src/import/source-formats.ts");
  return parseSource(loaded, source, site);
}

/** A podcast that says no guid has that of its address, which its directories have minted. */
async function settleGuid(podcast: SourcePodcast, source: string): Promise<SourcePodcast> {
  const address = podcast.address ?? (URL.canParse(source) ? source : undefined);
  if (podcast.guid !== undefined || address === undefined) return podcast;
  return { ...podcast, guid: await mintPodcastGuid(address) };
}

interface Outcome {
  readonly path: string | undefined;
  readonly losses: readonly Loss[];
  readonly refused?: ImportReport["refused"][number];
}

interface ImportTarget {
  readonly folder: string;
  readonly load: LoadImage;
  readonly write: WriteFile;
  readonly findArticle: FindArticlePath;
}

async function importEntry(
  placed: PlacedEntry,
  feedLanguage: string | undefined,
  profile: SiteProfile,
  { folder, load, write, findArticle }: ImportTarget,
): Promise<Outcome> {
  const { entry } = placed;
  const label = `"${entry.title ?? placed.key}"`;
  const refuse = (message: string): Outcome => ({ path: undefined, losses: [], refused: { label, message } });
  const sizeInSource = entry.html?.length ?? 0;
  if (sizeInSource > MAX_BODY) return refuse(`its text has ${sizeInSource} characters, at most ${MAX_BODY} are read`);
  const body = prepareBody(placed, findArticle);
  const { names, files, image, headImage, losses } = await carryImages(entry, body.imageAddresses, load);
  const language = readLanguage(entry.language) ?? feedLanguage;
  const article: ImportedArticle = {
    placed,
    image,
    language: language === profile.language ? undefined : language,
    body: renderBody(body, names, headImage),
    files,
  };
  // Skip an article that the publisher would refuse.
  const text = renderArticle(article);
  const decoded = decodeSource(Buffer.from(text));
  if (!decoded.ok) return refuse(decoded.problem.message);
  return {
    path: writeArticle(folder, article, text, write),
    losses: [...entry.losses, ...placed.losses, ...body.losses, ...losses],
  };
}

/** Most entries have no language, and the runtime throws for an empty tag, which is slow. */
function readLanguage(tag: string | undefined): string | undefined {
  return tag === undefined ? undefined : canonicalTag(tag);
}

/** Addresses such as `/category/news-views/` use slugs, which only site.yaml can define. */
function listLostSlugs(feed: SourceFeed, { profile }: Site): Loss[] {
  if (profile === undefined) return [];
  return [
    ...describeLostSlugs("category", feed.categories, profile.categories),
    ...describeLostSlugs("tag", feed.tags ?? [], profile.tags ?? []),
  ];
}

function describeLostSlugs(field: string, labels: readonly SourceLabel[], known: readonly SourceLabel[]): Loss[] {
  const slugs = new Set(known.map(({ slug }) => slug));
  return labels
    .filter(({ slug }) => !slugs.has(slug))
    .map(({ name, slug }) => {
      const message = `"${name}" had the slug "${slug}": name both in site.yaml to keep its address`;
      return { field, message };
    });
}

/** Runs a few at a time; results are in the order of the items. */
async function mapAll<Item, Value>(items: readonly Item[], work: (item: Item) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) values[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return values;
}
