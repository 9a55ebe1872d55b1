import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { isSourceKey } from "../src/article/is-source-key.ts";
import { type ManifestLine, nameOf } from "./api-client.ts";
import type { StoredArticles } from "./article-links.ts";
import type { AttachmentFolder } from "./attachment-folder.ts";
import type { FileEditions } from "./file-editions.ts";
import { isMoved } from "./find-moves.ts";
import type { MediaFolder } from "./media-folder.ts";
import type { PreparedArticle } from "./prepared-article.ts";
import type { LocalPublication } from "./publication.ts";
import { isOutdated, isUnpulled } from "./tools/plan-pulls.ts";

// Compares a folder with the store's manifest.

export type OutcomeName = "created" | "updated" | "unchanged" | "failed";

export type Counts = Record<OutcomeName, number>;

export interface Plan {
  /** Oldest first. */
  readonly changed: readonly PreparedArticle[];
  /** Those of them that are sent for the sake of a new cover alone. */
  readonly redrawn: ReadonlySet<PreparedArticle>;
  readonly retracted: readonly PreparedArticle[];
  readonly counts: Counts;
}

/** Lists the articles to send, oldest first, and the retracted ones, which are not sent. */
export function planArticles(
  articles: readonly PreparedArticle[],
  known: ReadonlyMap<string, ManifestLine>,
  editions: FileEditions,
  { redrawsCovers = false }: { readonly redrawsCovers?: boolean } = {},
): Plan {
  const readable = articles.filter(({ article }) => article !== undefined);
  const differing = readable.filter((prepared) => {
    const stored = known.get(nameOf(prepared.file.key));
    const isLost = stored?.lacksImages === true;
    return (
      isLost ||
      isMoved(prepared, stored) ||
      stored?.contentHash !== prepared.contentHash ||
      isLaterEdition(prepared, stored, editions)
    );
  });
  const isCovered = ({ cover }: PreparedArticle) => redrawsCovers && cover !== undefined;
  const isDiffering = new Set(differing);
  const redrawn = new Set(readable.filter((prepared) => isCovered(prepared) && !isDiffering.has(prepared)));
  // A retracted article returns by `edgewire restore` only, never by an edit.
  const isOwn = (prepared: PreparedArticle) => !isOutdated(prepared, known.get(nameOf(prepared.file.key)));
  const isRetracted = ({ file }: PreparedArticle) => known.get(nameOf(file.key))?.state === "retracted";
  const changed = [...differing, ...redrawn]
    .filter((prepared) => !isRetracted(prepared) && isOwn(prepared))
    .sort(byDate);
  const counts = {
    created: 0,
    updated: 0,
    unchanged: readable.length - changed.length,
    failed: articles.length - readable.length,
  };
  return { changed, redrawn, retracted: differing.filter(isRetracted), counts };
}

/** The articles that the publication has as they are here. */
export function listUnchanged(articles: readonly PreparedArticle[], { changed }: Plan): PreparedArticle[] {
  const differing = new Set(changed);
  return articles.filter((prepared) => prepared.article !== undefined && !differing.has(prepared));
}

/**
 * An edit that was undone by a commit, while the edit itself was never published: the store must know that what it has is newer, or
 * a late publisher of that edit would be taken for the newest.
 */
function isLaterEdition(prepared: PreparedArticle, { editionAt }: ManifestLine, editions: FileEditions): boolean {
  if (typeof editionAt !== "number") return false;
  const committedAt = editions.dateOfCommit(listFiles(prepared));
  return committedAt !== undefined && committedAt > editionAt;
}

/** The article's file, and those beside it that it shows or offers. */
export function listFiles({ file }: PreparedArticle): string[] {
  const folder = dirname(file.path);
  return [file.path, ...listPlaces(file.media, folder), ...listPlaces(file.attachments, folder)];
}

/** Beside the file that names them, or wherever else they were found: in a static folder, or under another spelling. */
function listPlaces(files: MediaFolder | AttachmentFolder, folder: string): string[] {
  const recordings = "recordings" in files ? files.recordings.keys() : [];
  return [...files.used.keys(), ...recordings].flatMap((path) => {
    const beside = join(folder, path);
    return existsSync(beside) ? [beside] : (files.placeOf(path) ?? []);
  });
}

export function dateSite(
  { sitePath, peoplePaths, siteMedia }: LocalPublication,
  editions: FileEditions,
  { force }: { readonly force: boolean },
): number {
  const images = listPlaces(siteMedia, dirname(sitePath));
  return force ? Date.now() : editions.dateOf([sitePath, ...peoplePaths, ...images]);
}

/**
 * Finds published articles whose files are gone from the folder. An unreadable file still counts as present, articles of followed
 * sources never had one, and those of writing tools have none before they are pulled.
 */
export function findMissing(
  known: ReadonlyMap<string, ManifestLine>,
  articles: readonly PreparedArticle[],
): ManifestLine[] {
  const files = new Set(articles.map(({ file }) => nameOf(file.key)));
  return [...known].flatMap(([name, line]) =>
    !files.has(name) &&
    !isSourceKey(line.key) &&
    !isUnpulled(line) &&
    (line.state === "published" || line.state === "scheduled")
      ? [line]
      : [],
  );
}

/** The articles of the publication that the folder may link to. */
export function listStored({ articles }: LocalPublication, known: ReadonlyMap<string, ManifestLine>): StoredArticles {
  const slugs = articles.flatMap(({ file }): [string, string][] => {
    const slug = known.get(nameOf(file.key))?.slug ?? null;
    return slug === null ? [] : [[file.key, slug]];
  });
  const names = new Set(articles.map(({ file }) => nameOf(file.key)));
  const others = [...known].flatMap(([name, line]) => (names.has(name) ? [] : [line]));
  return { slugs: new Map(slugs), others };
}

function byDate(a: PreparedArticle, b: PreparedArticle): number {
  return (a.article?.publishedAt ?? 0) - (b.article?.publishedAt ?? 0);
}
