import type { ArticleFacets, ArticleRecord, ArticleState } from "../article/article-record.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { ARCHIVE_PAGE_SIZE } from "../feed/archive.ts";
import { type FeedName, OUTSIDE } from "../feed/feed-names.ts";
import type { FeedHeadRow, Site, WindowRow } from "../feed/publishing/publication-store.ts";

// The rows as D1 returns them, and their way into the model. The casts are D1's: it types no column.

/** The columns of an article that every list needs, in one place so that every query names the same. */
export const LISTED_COLUMNS = `a.id, a.key, a.slug, a.state, a.revision, a.published_at, a.updated_at, a.changed_at,
  a.expires_at, coalesce(a.dialect, a.kind) AS kind, a.language, a.title, a.summary, a.canonical_url, a.facets`;

/** Those and the article's text. */
export const ARTICLE_COLUMNS = `${LISTED_COLUMNS}, a.html, a.text`;

export interface ArticleRow {
  id: string;
  key: string;
  slug: string;
  state: ArticleState;
  revision: number;
  published_at: number;
  updated_at: number;
  changed_at: number;
  expires_at: number | null;
  kind: ArticleRecord["kind"];
  language: string;
  title: string;
  summary: string;
  canonical_url: string | null;
  facets: string;
  html: string;
  text: string;
  /** Absent where a query does not ask for it. */
  markdown?: string | null;
}

export function toRecord(row: ArticleRow): ArticleRecord {
  return {
    id: row.id,
    key: row.key,
    slug: row.slug,
    state: row.state,
    revision: row.revision,
    publishedAt: row.published_at,
    updatedAt: row.updated_at,
    changedAt: row.changed_at,
    expiresAt: row.expires_at ?? undefined,
    kind: row.kind,
    language: row.language,
    title: row.title,
    summary: row.summary,
    canonicalUrl: row.canonical_url ?? undefined,
    facets: readFacets(row.facets),
    html: row.html,
    text: row.text,
    ...(row.markdown && { markdown: row.markdown }),
  };
}

/** An article in a feed, and whether its last change was saved quietly. */
export interface EntryRow extends ArticleRow {
  position: number;
  is_quiet: number;
}

export function toEntry(row: EntryRow): WindowRow {
  return { position: row.position, isQuiet: row.is_quiet === 1, record: toRecord(row) };
}

/** When the next article of any feed appears or expires. */
export const NEXT_DUE_QUERY = "SELECT min(due_at) AS due_at FROM articles WHERE due_at IS NOT NULL";

export function toNextDue(result: D1Result | undefined): number | undefined {
  return rowsOf<{ due_at: number | null }>(result)[0]?.due_at ?? undefined;
}

export const SITE_QUERY = `SELECT database_id, authority, profile_hash, changed_at, recomputed_key, epoch_mark, epoch_since, edition_at,
    catalogue_revision, catalogue_changed_at, catalogue_departed_revision, profile
  FROM site WHERE only_row = 1`;

export interface SiteRow {
  database_id: string;
  authority: string | null;
  profile_hash: string;
  changed_at: number;
  recomputed_key: string | null;
  epoch_mark: string;
  epoch_since: number;
  edition_at: number | null;
  catalogue_revision: number;
  catalogue_changed_at: number;
  catalogue_departed_revision: number;
  profile: string | null;
}

export function toSite(row: SiteRow | undefined): Site {
  if (row === undefined) throw new Error("The database has no site row: are its migrations applied?");
  return {
    databaseId: row.database_id,
    authority: row.authority ?? undefined,
    profileHash: row.profile_hash,
    changedAt: row.changed_at,
    recomputedKey: row.recomputed_key ?? undefined,
    editionAt: row.edition_at ?? undefined,
    epochRecord: { mark: row.epoch_mark, since: row.epoch_since },
    catalogue: {
      revision: row.catalogue_revision,
      changedAt: row.catalogue_changed_at,
      departedRevision: row.catalogue_departed_revision,
    },
    profile: row.profile === null ? undefined : (JSON.parse(row.profile) as SiteProfile),
  };
}

/** Selects the feeds that lists name: all but those of tags. Their names come after every other, so that one range of the key is read. */
export const IS_LISTED_FEED = `f.feed < 'tags/' AND f.feed <> '${OUTSIDE}'`;

export const FEED_COLUMNS = `feed, title, revision, entries_revision, changed_at, contents_at, next_due_at, count,
  last_position, departed_revision, declared, retired, successor`;

export interface FeedRow {
  feed: FeedName;
  title: string;
  revision: number;
  entries_revision: number;
  changed_at: number;
  contents_at: number | null;
  next_due_at: number | null;
  count: number;
  last_position: number;
  departed_revision: number;
  declared: number;
  retired: number;
  successor: FeedName | null;
}

/** Former versions wrote 0 for the size of an image that could not be measured. */
function readFacets(text: string): ArticleFacets {
  const facets = JSON.parse(text) as ArticleFacets;
  const { image } = facets;
  return image?.sizeBytes === 0 ? { ...facets, image: { ...image, sizeBytes: undefined } } : facets;
}

export function toHead(row: FeedRow): FeedHeadRow {
  return {
    name: row.feed,
    title: row.title,
    revision: row.revision,
    entriesRevision: row.entries_revision,
    changedAt: row.changed_at,
    contentsAt: row.contents_at ?? undefined,
    nextDueAt: row.next_due_at ?? undefined,
    count: row.count,
    lastPosition: row.last_position,
    departedRevision: row.departed_revision,
    declared: row.declared === 1,
    retired: row.retired === 1,
    successor: row.successor ?? undefined,
  };
}

export const HEAD_QUERY = `SELECT ${FEED_COLUMNS} FROM feeds WHERE feed = ?1`;

/** Maps the results of {@link SITE_QUERY} and {@link HEAD_QUERY} from one batch. */
export function toSiteAndHead(site: D1Result | undefined, head: D1Result | undefined) {
  return { site: toSite(rowsOf<SiteRow>(site)[0]), head: rowsOf<FeedRow>(head).map(toHead)[0] };
}

/**
 * The time that a changed row takes, in SQL of two integers: that of the change, but never a second that readers may have been told
 * for the row as it was. A clock that was set back gives the second after it.
 */
export function writeChangeTime(former: string, at: string): string {
  return `CASE WHEN ${at} / 1000 < ${former} / 1000 THEN (${former} / 1000 + 1) * 1000 ELSE max(${former}, ${at}) END`;
}

/** The archive page of a position, in SQL of an expression that gives it. SQLite divides whole numbers into whole ones. */
export function writePageOf(position: string): string {
  return `(${position} + ${ARCHIVE_PAGE_SIZE - 1}) / ${ARCHIVE_PAGE_SIZE}`;
}

/** D1 types a batch's results as unknown rows: the caller names the shape its own query selects. */
export function rowsOf<Row>(result: D1Result | undefined): Row[] {
  return (result?.results ?? []) as Row[];
}
