import { pageRange } from "../../feed/archive.ts";
import type { FeedName } from "../../feed/feed-names.ts";
import type { ArchiveHeadRow, ArchiveSnapshot } from "../../feed/publishing/publication-store.ts";
import { ARTICLE_COLUMNS, type EntryRow, HEAD_QUERY, rowsOf, SITE_QUERY, toEntry, toSiteAndHead } from "../rows.ts";

interface PageHeadRow {
  revision: number;
  changed_at: number;
  contents_at: number | null;
  next_due_at: number | null;
}

/** The page's own head: its last change, and when one of its articles falls due. */
const PAGE_QUERY = `SELECT revision, changed_at, contents_at,
    (SELECT min(m.due_at) FROM memberships m WHERE m.feed = ?1 AND m.position BETWEEN ?3 AND ?4) AS next_due_at
  FROM archive_pages WHERE feed = ?1 AND page = ?2`;

const RANGE_QUERY = `SELECT m.position, a.quiet_revision IS a.revision AS is_quiet, ${ARTICLE_COLUMNS},
    CASE WHEN EXISTS (SELECT 1 FROM site, json_each(site.profile, '$.feeds')
      WHERE 'feeds/' || (value ->> 'name') = ?1 AND value ->> 'hasMarkdown') THEN a.markdown END AS markdown
  FROM memberships m JOIN articles a ON a.id = m.article_id
  WHERE m.feed = ?1 AND m.position BETWEEN ?2 AND ?3
  ORDER BY a.published_at DESC, m.position DESC`;

/** One consistent look at an archive page. */
export async function findArchive(db: D1Database, name: FeedName, page: number): Promise<ArchiveSnapshot> {
  const { first, last } = pageRange(page);
  const [site, head, own, window] = await db.batch([
    ...headStatements(db, name, page),
    db.prepare(RANGE_QUERY).bind(name, first, last),
  ]);
  return {
    ...toSiteAndHead(site, head),
    page: rowsOf<PageHeadRow>(own).map(toPageHead)[0],
    window: rowsOf<EntryRow>(window).map(toEntry),
  };
}

/** The same without its articles. */
export async function findArchiveHead(
  db: D1Database,
  name: FeedName,
  page: number,
): Promise<Omit<ArchiveSnapshot, "window">> {
  const [site, head, own] = await db.batch(headStatements(db, name, page));
  return {
    ...toSiteAndHead(site, head),
    page: rowsOf<PageHeadRow>(own).map(toPageHead)[0],
  };
}

function headStatements(db: D1Database, name: FeedName, page: number): D1PreparedStatement[] {
  const { first, last } = pageRange(page);
  return [
    db.prepare(SITE_QUERY),
    db.prepare(HEAD_QUERY).bind(name),
    db.prepare(PAGE_QUERY).bind(name, page, first, last),
  ];
}

function toPageHead(row: PageHeadRow): ArchiveHeadRow {
  return {
    revision: row.revision,
    changedAt: row.changed_at,
    contentsAt: row.contents_at ?? undefined,
    nextDueAt: row.next_due_at ?? undefined,
  };
}
