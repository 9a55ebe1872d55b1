import type { ArticleRecord, ArticleState } from "../article/article-record.ts";
import { findDueTime } from "../article/lifecycle.ts";
import { ARCHIVE_PAGE_SIZE } from "../feed/archive.ts";
import type { ArticleChange, SaveProblem } from "../feed/publishing/publication-store.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { writePageOf } from "./rows.ts";

const IS_PROFILE = "(?20 IS NULL OR (SELECT profile_hash FROM site) = ?20)";
/** The column `kind` knows three; a fourth is a dialect of one of them. */
const KIND = "CASE ?11 WHEN 'mdx' THEN 'markdown' ELSE ?11 END";
const DIALECT = "CASE ?11 WHEN 'mdx' THEN 'mdx' END";
const LATEST = "(SELECT max(revision) FROM revisions)";

/**
 * Saves one change as one batch: log, article, memberships, heads, media and aliases move together or not at all.
 * Costs depend on the feeds the article is in, never on how much is stored.
 */
export async function saveArticle(
  db: D1Database,
  change: ArticleChange,
): Promise<Result<{ readonly revision: number }, SaveProblem>> {
  const statements = [
    ...logStatements(db, change),
    articleStatement(db, change),
    ...membershipStatements(db, change),
    ...mediaStatements(db, change),
    ...linkStatements(db, change),
    ...aliasStatements(db, change),
    db.prepare("SELECT revision FROM articles WHERE id = ?1").bind(change.record.id),
  ];
  try {
    const results = await db.batch<{ revision: number }>(statements);
    return succeed({ revision: results.at(-1)?.results[0]?.revision ?? 0 });
  } catch (error) {
    return explainFailure(db, change.record, error);
  }
}

function logStatements(db: D1Database, { record, logKind }: ArticleChange): D1PreparedStatement[] {
  if (logKind === undefined) return [];
  const sql = "INSERT INTO revisions (article_id, kind, at) VALUES (?1, ?2, ?3)";
  return [db.prepare(sql).bind(record.id, logKind, record.changedAt)];
}

/** The slug becomes NULL, which fails the batch, if the profile changed since the article's feeds were decided by it. */
const INSERT_ARTICLE = `INSERT INTO articles (id, key, slug, state, revision, content_hash, published_at, updated_at,
    changed_at, expires_at, due_at, kind, language, title, summary, canonical_url, facets, html, text, source, dialect)
  VALUES (?1, ?2, CASE WHEN ${IS_PROFILE} THEN ?3 END, ?4, __REVISION__, ?5, ?6, ?7, ?8, ?9, ?10, ${KIND}, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
    ${DIALECT})`;

/** The same, and if another writer changed the article since it was read. */
const UPDATE_ARTICLE = `UPDATE articles SET key = ?2,
    slug = CASE WHEN ${IS_PROFILE} AND content_hash = ?21 AND revision = ?22 THEN ?3 END,
    state = ?4, revision = __REVISION__, content_hash = ?5, published_at = ?6, updated_at = ?7, changed_at = ?8,
    expires_at = ?9, due_at = ?10, kind = ${KIND}, language = ?12, title = ?13, summary = ?14, canonical_url = ?15,
    facets = ?16, html = ?17, text = ?18, source = ?19, dialect = ${DIALECT}
  WHERE id = ?1`;

function articleStatement(db: D1Database, change: ArticleChange): D1PreparedStatement {
  const { record, previous, contentHash, source, logKind, profileHash } = change;
  // The sitemap shows it: where no head moves, it must not move either.
  const changedAt = logKind === undefined ? (previous?.record.changedAt ?? record.changedAt) : record.changedAt;
  const values = [
    record.id,
    record.key,
    record.slug,
    record.state,
    contentHash,
    record.publishedAt,
    record.updatedAt,
    changedAt,
    record.expiresAt ?? null,
    dueTime(record) ?? null,
    record.kind,
    record.language,
    record.title,
    record.summary,
    record.canonicalUrl ?? null,
    JSON.stringify(record.facets),
    record.html,
    record.text,
    source,
    profileHash ?? null,
  ];
  if (previous === undefined) {
    return db.prepare(INSERT_ARTICLE.replace("__REVISION__", logKind === undefined ? "0" : LATEST)).bind(...values);
  }
  const sql = UPDATE_ARTICLE.replace("__REVISION__", logKind === undefined ? "revision" : LATEST);
  return db.prepare(sql).bind(...values, previous.contentHash, previous.record.revision);
}

function dueTime(record: ArticleRecord): number | undefined {
  return findDueTime(record.state, record.publishedAt, record.expiresAt);
}

function membershipStatements(db: D1Database, change: ArticleChange): D1PreparedStatement[] {
  const { record, previous, logKind } = change;
  const isVisible = isShown(record.state);
  const feeds = isVisible || record.state === "scheduled" ? change.feeds : [];
  const names = feeds.map(({ name }) => name);
  const before = previous?.feeds ?? [];
  const touched = JSON.stringify([...new Set([...before, ...names])]);
  const wasVisible = previous !== undefined && isShown(previous.record.state);
  const left = wasVisible ? before.filter((name) => !isVisible || !names.includes(name)) : [];
  const touchPages = logKind === undefined ? [] : [db.prepare(TOUCH_PAGES).bind(record.id, record.changedAt)];
  // What was taken back has left every feed, whatever notice stands there: nothing from before may go out again.
  const departed = record.state === "retracted" ? before : left;
  const moveHeads = db
    .prepare(MOVE_HEADS)
    .bind(record.id, touched, JSON.stringify(left), record.changedAt, JSON.stringify(departed));
  return [
    db.prepare(DECLARE_FEEDS).bind(JSON.stringify(feeds), record.changedAt),
    // The pages it stood on, and then those it stands on.
    ...touchPages,
    db.prepare(LEAVE_FEEDS).bind(record.id, JSON.stringify(names)),
    db.prepare(JOIN_FEEDS).bind(record.id, JSON.stringify(names), Number(isVisible), dueTime(record) ?? null),
    ...touchPages,
    ...(logKind === undefined ? [] : [moveHeads]),
    db.prepare(REFRESH_NEXT_DUE).bind(touched),
  ];
}

/** A retracted article keeps its place: a notice stands there, then a tombstone. */
function isShown(state: ArticleState): boolean {
  return state === "published" || state === "retracted";
}

/** A feed's title stands in documents whose heads this change may not move: only the profile can change it. */
const DECLARE_FEEDS = `INSERT INTO feeds (feed, title, changed_at)
  SELECT value ->> 'name', value ->> 'title', ?2 FROM json_each(?1) WHERE true
  ON CONFLICT (feed) DO NOTHING`;

const LEAVE_FEEDS = "DELETE FROM memberships WHERE article_id = ?1 AND feed NOT IN (SELECT value FROM json_each(?2))";

const JOIN_FEEDS = `INSERT INTO memberships (feed, article_id, position, due_at)
  SELECT f.feed, ?1, CASE ?3 WHEN 1 THEN f.last_position + 1 END, ?4
  FROM json_each(?2) j JOIN feeds f ON f.feed = j.value WHERE true
  ON CONFLICT (feed, article_id) DO UPDATE SET due_at = excluded.due_at,
    position = CASE WHEN excluded.position IS NOT NULL THEN coalesce(memberships.position, excluded.position) END`;

/** An article changes its own page; one that fills a page gives the page before a `next-archive`. */
const TOUCH_PAGES = `INSERT INTO archive_pages (feed, page, revision, changed_at)
  SELECT feed, page, ${LATEST}, ?2 FROM (
    SELECT feed, ${writePageOf("position")} AS page
    FROM memberships WHERE article_id = ?1 AND position IS NOT NULL
    UNION
    SELECT m.feed, m.position / ${ARCHIVE_PAGE_SIZE} - 1
    FROM memberships m JOIN feeds f ON f.feed = m.feed
    WHERE m.article_id = ?1 AND m.position = f.last_position + 1 AND m.position % ${ARCHIVE_PAGE_SIZE} = 0)
  WHERE page > 0
  ON CONFLICT (feed, page) DO UPDATE SET revision = excluded.revision,
    changed_at = max(archive_pages.changed_at, excluded.changed_at)`;

const MOVE_HEADS = `UPDATE feeds SET
    revision = ${LATEST},
    changed_at = max(changed_at, ?4),
    count = count + joined.yes - (feed IN (SELECT value FROM json_each(?3))),
    last_position = last_position + joined.yes,
    departed_revision = CASE WHEN feed IN (SELECT value FROM json_each(?5)) THEN ${LATEST} ELSE departed_revision END
  FROM (
    SELECT j.value AS name, EXISTS (SELECT 1 FROM memberships m JOIN feeds f ON f.feed = m.feed
      WHERE m.feed = j.value AND m.article_id = ?1 AND m.position = f.last_position + 1) AS yes
    FROM json_each(?2) j) AS joined
  WHERE feeds.feed = joined.name`;

const REFRESH_NEXT_DUE = `UPDATE feeds SET
    next_due_at = (SELECT min(m.due_at) FROM memberships m WHERE m.feed = feeds.feed AND m.due_at IS NOT NULL)
  WHERE feed IN (SELECT value FROM json_each(?1))`;

/** Its bytes are stored before; without this row nobody can ask for them. */
export const KEEP_MEDIA = `INSERT INTO media (name, media_type, size_bytes, width, height)
  SELECT value ->> 'name', value ->> 'mediaType', value ->> 'sizeBytes', value ->> 'width', value ->> 'height'
  FROM json_each(?1) WHERE true ON CONFLICT (name) DO NOTHING`;

function mediaStatements(db: D1Database, { record, media }: ArticleChange): D1PreparedStatement[] {
  const uses = JSON.stringify([...media].map(([path, medium]) => ({ path, ...medium })));
  return [
    db.prepare(KEEP_MEDIA).bind(uses),
    db.prepare("DELETE FROM article_media WHERE article_id = ?1").bind(record.id),
    db
      .prepare(
        `INSERT INTO article_media (article_id, path, name)
         SELECT ?1, value ->> 'path', value ->> 'name' FROM json_each(?2)`,
      )
      .bind(record.id, uses),
  ];
}

function linkStatements(db: D1Database, { record, links }: ArticleChange): D1PreparedStatement[] {
  const insert = `INSERT INTO article_links (article_id, link, slug)
    SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2)`;
  return [
    db.prepare("DELETE FROM article_links WHERE article_id = ?1").bind(record.id),
    ...(links.size === 0 ? [] : [db.prepare(insert).bind(record.id, JSON.stringify([...links]))]),
  ];
}

/** An address once given leads here for ever: a former slug, and the paths the article brought from its former home. */
function aliasStatements(
  db: D1Database,
  { record, previous, aliases, formerSlug }: ArticleChange,
): D1PreparedStatement[] {
  const former = previous !== undefined && previous.record.slug !== record.slug ? [previous.record.slug] : [];
  const all = [...new Set([...former, ...aliases])];
  if (all.length === 0 && formerSlug === undefined) return [];
  return [
    db.prepare("DELETE FROM aliases WHERE alias = ?1").bind(record.slug),
    db
      .prepare(
        `INSERT INTO aliases (alias, article_id) SELECT value, ?1 FROM json_each(?2) WHERE true
         ON CONFLICT (alias) DO UPDATE SET article_id = excluded.article_id, yields = 0`,
      )
      .bind(record.id, JSON.stringify(all)),
    db
      .prepare(
        `INSERT INTO aliases (alias, article_id, yields) SELECT ?2, ?1, 1 WHERE ?2 IS NOT NULL
         ON CONFLICT (alias) DO NOTHING`,
      )
      .bind(record.id, formerSlug ?? null),
  ];
}

async function explainFailure(
  db: D1Database,
  { id, key, slug }: ArticleRecord,
  error: unknown,
): Promise<Result<never, SaveProblem>> {
  const message = String(error);
  if (/UNIQUE constraint failed: articles\.key|NOT NULL constraint failed: articles\.slug/.test(message)) {
    return fail({ reason: "conflict" });
  }
  if (!/UNIQUE constraint failed: articles\.(slug|id)/.test(message)) throw error;
  const query = "SELECT key, id FROM articles WHERE (slug = ?1 OR id = ?2) AND key <> ?3";
  const holder = await db.prepare(query).bind(slug, id, key).first<{ key: string; id: string }>();
  if (holder === null) return fail({ reason: "conflict" });
  if (holder.id === id) return fail({ reason: "id-taken", id, holder: holder.key });
  return fail({ reason: "slug-taken", slug, holder: holder.key });
}
