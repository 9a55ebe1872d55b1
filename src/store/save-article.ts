import type { ArticleState } from "../article/article-record.ts";
import { slugOf } from "../article/draft-slug.ts";
import { findDueTime, isHeldHere } from "../article/lifecycle.ts";
import { DEFAULT_WINDOW_SIZE } from "../feed/build-feed.ts";
import { NEWS_PERIOD_MS } from "../feed/lists/news-sitemap.ts";
import { listAllNames } from "../feed/publishing/media/article-media.ts";
import { listReplacedMedia, MEDIA_GRACE_MS } from "../feed/publishing/media/media-state.ts";
import type {
  ArticleChange,
  DroppedAlias,
  SavedChange,
  SaveProblem,
  StoredArticle,
} from "../feed/publishing/publication-store.ts";
import { decideVisibleOrder, isRedated } from "../feed/publishing/visible-order.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { KEEP_MEDIA } from "./media/d1-media.ts";
import { listStoredMedia, listUses } from "./media/media-rows.ts";
import { NOTE_USES } from "./media/media-uses.ts";
import { rowsOf, writeChangeTime } from "./rows.ts";
import {
  LARGEST_WINDOW,
  writeMoveCatalogue,
  writeMoveHeads,
  writeRank,
  writeRefreshNextDue,
  writeTouchPages,
  writeWindowSize,
} from "./statements/memberships.ts";
import { findRefusal, type Refusal, writeRefusal } from "./statements/refusals.ts";

/**
 * Saves one change as one batch: log, article, memberships, heads, media and aliases move together or not at all.
 * Costs depend on the feeds the article is in, never on how much is stored.
 */
export async function saveArticle(db: D1Database, change: ArticleChange): Promise<Result<SavedChange, SaveProblem>> {
  const { record, source, previous, logKind } = change;
  // Every statement reads this as `?1`. Numbers in it are INTEGER in SQL, while one that is bound by itself is REAL.
  const values = listValues(change);
  const value = JSON.stringify(values);
  const bind = (sql: string) => db.prepare(sql).bind(value);
  const texts = [record.html, record.text, source, record.markdown ?? null];
  const statements = [
    bind(previous === undefined ? CREATION_GUARD : EDIT_GUARD),
    ...(logKind === undefined ? [] : [bind(LOG)]),
    db.prepare(previous === undefined ? INSERT_ARTICLE : UPDATE_ARTICLE).bind(value, ...texts),
    ...listMoveStatements(change, values).map(bind),
    ...mediaStatements(db, change),
    ...linkStatements(db, change),
    ...listAliasStatements(change, values).map(bind),
    ...toolStatements(db, change),
    ...(change.hold === undefined ? [] : [bind(HOLDS[change.hold.by])]),
    ...(logKind === "publish" ? [bind(BELOW_WINDOW)] : []),
  ];
  try {
    const results = await db.batch<SavedRow>(statements);
    const rows = results.flatMap((result) => rowsOf<SavedRow>(result));
    return succeed({
      revision: rows.find((row) => row.revision !== undefined)?.revision ?? 0,
      isBelowWindow: rows.some((row) => row.is_below === 1),
      droppedAliases: rows.flatMap(({ alias, holder }) =>
        alias === undefined || holder === undefined ? [] : [{ alias, holder }],
      ),
    });
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === undefined) throw error;
    return fail(await explainRefusal(bind, change, refusal));
  }
}

/** A row that a statement of the batch returns: the article's revision, that it is below the window, or an address that another article has. */
interface SavedRow extends Partial<DroppedAlias> {
  readonly revision?: number;
  readonly is_below?: number;
}

function listValues(change: ArticleChange) {
  const {
    record,
    previous,
    writtenDate,
    contentHash,
    profileHash,
    editionAt,
    logKind,
    isQuiet,
    aliases,
    formerSlug,
    hold,
  } = change;
  const { html, text, markdown, facets, revision, ...columns } = record;
  const formerly = previous && slugOf(previous.record);
  const former = formerly !== undefined && slugOf(record) !== undefined && formerly !== record.slug ? [formerly] : [];
  return {
    ...columns,
    ...listMoves(change),
    // The column `kind` knows three; a fourth is a dialect of one of them.
    ...(record.kind === "mdx" && { kind: "markdown", dialect: "mdx" }),
    dueAt: findDueTime(record.state, record.publishedAt, record.expiresAt),
    facets: JSON.stringify(facets),
    contentHash,
    writtenDate,
    editionAt,
    profileHash,
    logKind,
    isQuiet,
    isFirst: logKind === "publish" && isUnknown(previous),
    aliases: [...new Set([...former, ...aliases])],
    formerSlug,
    ...(hold?.by === "walk" && { holdMessage: hold.message }),
    previous: previous && {
      state: previous.record.state,
      slug: previous.record.slug,
      revision: previous.record.revision,
      contentHash: previous.contentHash,
      editionAt: previous.editionAt,
    },
  };
}

/** No reader has had the article, and it was not held back here: only then may its date alone make it quiet. */
function isUnknown(previous: StoredArticle | undefined): boolean {
  return previous === undefined || (previous.record.revision === 0 && !isHeldHere(previous.record));
}

/** Into which feeds the article goes, and which it leaves. */
function listMoves({ record, previous, feeds }: ArticleChange) {
  const isVisible = isShown(record.state);
  const joined = isVisible || record.state === "scheduled" ? feeds : [];
  const names = joined.map(({ name }) => name);
  const before = previous?.feeds ?? [];
  const wasVisible = previous !== undefined && isShown(previous.record.state);
  const gone = wasVisible ? before.filter((name) => !isVisible || !names.includes(name)) : [];
  return {
    isVisible,
    visibleOrder: decideVisibleOrder(record, previous),
    isRedated: isRedated(record, previous),
    feeds: joined,
    touched: [...new Set([...before, ...names])],
    joins: !wasVisible || names.some((name) => !before.includes(name)),
    leaves: before.some((name) => !names.includes(name)),
    gone,
    places: previous?.places ?? [],
    isReworked: previous?.record.state !== record.state || previous.record.updatedAt !== record.updatedAt,
  };
}

/** A retracted article keeps its place: first as a notice, then as a tombstone. */
function isShown(state: ArticleState): boolean {
  return state === "published" || state === "retracted";
}

const LATEST = "(SELECT max(revision) FROM revisions)";

/** The profile that the article's feeds were decided by is no longer the publication's. */
const HAS_OTHER_PROFILE = "?1 ->> 'profileHash' <> (SELECT profile_hash FROM site)";

/** A former address of another article counts as taken: who follows it must get there. One that was stored so stays. */
const SLUG_GUARD = [
  "slug-taken",
  `EXISTS (SELECT 1 FROM articles WHERE slug = ?1 ->> 'slug' AND id <> ?1 ->> 'id')
    OR (?1 ->> 'slug' IS NOT ?1 ->> '$.previous.slug'
      AND EXISTS (SELECT 1 FROM aliases WHERE alias = ?1 ->> 'slug' AND article_id <> ?1 ->> 'id' AND yields = 0))`,
] as const;

const CREATION_GUARD = writeRefusal(
  ["conflict", `${HAS_OTHER_PROFILE} OR EXISTS (SELECT 1 FROM articles WHERE key = ?1 ->> 'key')`],
  ["id-taken", "EXISTS (SELECT 1 FROM articles WHERE id = ?1 ->> 'id')"],
  SLUG_GUARD,
);

/** Another writer changed the article since it was read. */
const EDIT_GUARD = writeRefusal(
  [
    "conflict",
    `${HAS_OTHER_PROFILE} OR NOT EXISTS (SELECT 1 FROM articles WHERE id = ?1 ->> 'id'
      AND content_hash = ?1 ->> '$.previous.contentHash' AND revision = ?1 ->> '$.previous.revision'
      AND edition_at IS ?1 ->> '$.previous.editionAt' AND state = ?1 ->> '$.previous.state')`,
  ],
  SLUG_GUARD,
);

const LOG = `INSERT INTO revisions (article_id, kind, at)
  VALUES (?1 ->> 'id', ?1 ->> 'logKind', ?1 ->> 'changedAt')`;

/** The newest article of the main feed besides this one. */
const NEWEST_ORDER = `(SELECT m.visible_order FROM memberships m
  WHERE m.feed = 'main' AND m.visible_order IS NOT NULL AND m.article_id <> ?1 ->> 'id' ORDER BY m.visible_order DESC LIMIT 1)`;

/** An article of long ago is no news beside one that readers have had since: an import, or the filling of a gap. */
const QUIET_REVISION = `CASE WHEN ?1 ->> 'isQuiet'
    OR (?1 ->> 'isFirst' AND ?1 ->> 'publishedAt' < ?1 ->> 'changedAt' - ${NEWS_PERIOD_MS} AND ?1 ->> 'publishedAt' < ${NEWEST_ORDER})
  THEN ${LATEST} END`;

const INSERT_ARTICLE = `INSERT INTO articles (id, key, slug, state, revision, quiet_revision, content_hash, edition_at, published_at,
    written_date, updated_at, changed_at, expires_at, due_at, kind, language, title, summary, canonical_url, facets, dialect, html, text, source, markdown)
  VALUES (?1 ->> 'id', ?1 ->> 'key', ?1 ->> 'slug', ?1 ->> 'state',
    CASE WHEN ?1 ->> 'logKind' IS NULL THEN 0 ELSE ${LATEST} END,
    CASE WHEN ?1 ->> 'logKind' IS NOT NULL THEN ${QUIET_REVISION} END, ?1 ->> 'contentHash', ?1 ->> 'editionAt',
    ?1 ->> 'publishedAt', ?1 ->> 'writtenDate', ?1 ->> 'updatedAt', ?1 ->> 'changedAt', ?1 ->> 'expiresAt', ?1 ->> 'dueAt', ?1 ->> 'kind',
    ?1 ->> 'language', ?1 ->> 'title', ?1 ->> 'summary', ?1 ->> 'canonicalUrl', ?1 ->> 'facets', ?1 ->> 'dialect', ?2, ?3, ?4, ?5)
  RETURNING revision`;

/** The sitemap shows when an article changed: where no head moves, that must not move either. */
const UPDATE_ARTICLE = `UPDATE articles SET
    key = CASE WHEN EXISTS (SELECT 1 FROM articles o WHERE o.key = ?1 ->> 'key' AND o.id <> ?1 ->> 'id')
      THEN key ELSE ?1 ->> 'key' END, slug = ?1 ->> 'slug', state = ?1 ->> 'state',
    revision = CASE WHEN ?1 ->> 'logKind' IS NULL THEN revision ELSE ${LATEST} END,
    changed_at = CASE WHEN ?1 ->> 'logKind' IS NULL THEN changed_at
      ELSE ${writeChangeTime("changed_at", "?1 ->> 'changedAt'")} END,
    quiet_revision = CASE WHEN ?1 ->> 'logKind' IS NULL THEN quiet_revision ELSE ${QUIET_REVISION} END,
    content_hash = ?1 ->> 'contentHash', edition_at = ?1 ->> 'editionAt', published_at = ?1 ->> 'publishedAt',
    written_date = coalesce(?1 ->> 'writtenDate', written_date),
    updated_at = ?1 ->> 'updatedAt', expires_at = ?1 ->> 'expiresAt', due_at = ?1 ->> 'dueAt', kind = ?1 ->> 'kind',
    language = ?1 ->> 'language', title = ?1 ->> 'title', summary = ?1 ->> 'summary',
    canonical_url = ?1 ->> 'canonicalUrl', facets = ?1 ->> 'facets', dialect = ?1 ->> 'dialect', html = ?2, text = ?3, source = ?4,
    markdown = ?5
  WHERE id = ?1 ->> 'id' RETURNING revision`;

/** A feed's title is part of documents whose heads this change may not move: only the profile can change one that is known. */
const DECLARE_FEEDS = `INSERT INTO feeds (feed, title, changed_at)
  SELECT value ->> 'name', value ->> 'title', ?1 ->> 'changedAt' FROM json_each(?1, '$.feeds') WHERE true
  ON CONFLICT (feed) DO UPDATE SET title = excluded.title
    WHERE feeds.title = '' OR (feeds.last_position = 0 AND feeds.declared = 0 AND ?1 ->> 'isVisible')`;

const LEAVE_FEEDS = `DELETE FROM memberships WHERE article_id = ?1 ->> 'id'
  AND feed NOT IN (SELECT value ->> 'name' FROM json_each(?1, '$.feeds'))`;

const JOIN_FEEDS = `INSERT INTO memberships (feed, article_id, position, visible_order, due_at)
  SELECT f.feed, ?1 ->> 'id', CASE WHEN ?1 ->> 'isVisible' THEN f.last_position + 1 END,
    CASE WHEN ?1 ->> 'isVisible' THEN ?1 ->> 'visibleOrder' END, ?1 ->> 'dueAt'
  FROM json_each(?1, '$.feeds') j JOIN feeds f ON f.feed = j.value ->> 'name' WHERE true
  ON CONFLICT (feed, article_id) DO UPDATE SET due_at = excluded.due_at,
    position = CASE WHEN excluded.position IS NOT NULL THEN coalesce(memberships.position, excluded.position) END,
    visible_order = CASE WHEN excluded.position IS NULL OR memberships.position IS NULL OR ?1 ->> 'isRedated'
      THEN excluded.visible_order ELSE memberships.visible_order END`;

const TOUCH_PAGES = writeTouchPages(
  `SELECT ?1 ->> 'id' AS article_id, ${LATEST} AS revision, ?1 ->> 'changedAt' AS changed_at`,
);

/** Its former place in a window, among the other articles. */
const WAS_SHOWN = `EXISTS (SELECT 1 FROM json_each(?1, '$.places') p WHERE p.value ->> 'feed' = t.feed AND t.size > ${writeRank(
  {
    feed: "t.feed",
    articleId: "?1 ->> 'id'",
    visibleOrder: "p.value ->> 'visibleOrder'",
    position: "p.value ->> 'position'",
  },
  LARGEST_WINDOW,
)})`;

const IS_SHOWN = `EXISTS (SELECT 1 FROM memberships m
  WHERE m.feed = t.feed AND m.article_id = ?1 ->> 'id' AND m.position IS NOT NULL AND t.size > ${writeRank(
    { feed: "t.feed", articleId: "?1 ->> 'id'", visibleOrder: "m.visible_order", position: "m.position" },
    LARGEST_WINDOW,
  )})`;

function writeArticleHeads(wasShown: string): string {
  return writeMoveHeads(`WITH touched AS MATERIALIZED (
      SELECT j.value AS feed, ${writeWindowSize("j.value")} AS size FROM json_each(?1, '$.touched') j),
    placed AS MATERIALIZED (SELECT t.*, ${wasShown} AS was_shown, ${IS_SHOWN} AS is_shown,
      EXISTS (SELECT 1 FROM memberships m JOIN feeds f ON f.feed = m.feed
        WHERE m.feed = t.feed AND m.article_id = ?1 ->> 'id' AND m.position = f.last_position + 1) AS joined,
      t.feed IN (SELECT value FROM json_each(?1, '$.gone')) AS gone
      FROM touched t)
    SELECT feed, ${LATEST} AS revision, ?1 ->> 'changedAt' AS changed_at, size, joined, gone,
    was_shown OR is_shown AS shown,
    (SELECT a.quiet_revision IS NOT a.revision FROM articles a WHERE a.id = ?1 ->> 'id') AS told,
    was_shown <> is_shown OR (is_shown AND ?1 ->> 'isReworked') AS reworked,
    was_shown AND (NOT is_shown OR ?1 ->> 'state' = 'retracted') AS departed, gone OR ?1 ->> 'state' = 'retracted' AS withdrawn
    FROM placed`);
}

/** A new article has been in no window. */
const MOVE_HEADS = { first: writeArticleHeads("0"), next: writeArticleHeads(WAS_SHOWN) } as const;

/** For what is new to readers: whether the main feed has a whole window of newer articles. */
const BELOW_WINDOW = `SELECT 1 AS is_below FROM memberships m
  WHERE m.feed = 'main' AND m.article_id = ?1 ->> 'id' AND m.position IS NOT NULL AND ${writeRank(
    { feed: "m.feed", articleId: "m.article_id", visibleOrder: "m.visible_order", position: "m.position" },
    String(DEFAULT_WINDOW_SIZE),
  )} >= ${DEFAULT_WINDOW_SIZE}`;

const MOVE_CATALOGUE = writeMoveCatalogue(
  LATEST,
  "(?1 ->> 'changedAt')",
  "?1 ->> 'state' = 'retracted' OR json_array_length(?1, '$.gone') > 0",
);

const REFRESH_NEXT_DUE = writeRefreshNextDue("SELECT value FROM json_each(?1, '$.touched')");

/**
 * The statements that this change needs: D1 takes a tenth of a millisecond for each. Pages are updated twice where the article leaves
 * some: those, and then those that it is on. An article that is put under an embargo leaves its pages too, and keeps its memberships.
 */
function listMoveStatements(
  change: ArticleChange,
  { joins, leaves, gone, dueAt }: ReturnType<typeof listValues>,
): string[] {
  const { previous, logKind } = change;
  const isLogged = logKind !== undefined;
  const hadDueTime = previous !== undefined && previous.record.expiresAt !== undefined;
  const wasScheduled = previous?.record.state === "scheduled";
  return [
    ...(joins ? [DECLARE_FEEDS] : []),
    ...(isLogged && (leaves || gone.length > 0) ? [TOUCH_PAGES] : []),
    ...(leaves ? [LEAVE_FEEDS] : []),
    JOIN_FEEDS,
    ...(isLogged ? [TOUCH_PAGES, MOVE_HEADS[previous === undefined ? "first" : "next"], MOVE_CATALOGUE] : []),
    ...(dueAt !== undefined || hadDueTime || wasScheduled ? [REFRESH_NEXT_DUE] : []),
  ];
}

/** Whether the article's folder lacks this edition. */
function toolStatements(db: D1Database, { record, toolEdition, previous }: ChangeWithTool): D1PreparedStatement[] {
  if (toolEdition === undefined) return [];
  if (toolEdition !== "none") {
    const insert = "INSERT OR REPLACE INTO tool_editions (article_id, tool, base_hash) VALUES (?1, ?2, ?3)";
    return [db.prepare(insert).bind(record.id, toolEdition.tool, toolEdition.baseHash ?? null)];
  }
  if (previous?.toolEdition === undefined) return [];
  return [db.prepare("DELETE FROM tool_editions WHERE article_id = ?1").bind(record.id)];
}

type ChangeWithTool = Pick<ArticleChange, "record" | "toolEdition" | "previous">;

const REPLACE_MEDIA = `INSERT INTO replaced_media (article_id, name, served_until)
  SELECT ?1, value, ?3 FROM json_each(?2) WHERE true
  ON CONFLICT (article_id, name) DO UPDATE SET served_until = excluded.served_until`;

function mediaStatements(db: D1Database, change: ArticleChange): D1PreparedStatement[] {
  const { record, previous, media } = change;
  const before = previous === undefined ? [] : listAllNames(previous.media);
  const after = listAllNames(media);
  if (before.length === 0 && after.length === 0) return [];
  const shown = [
    ...(previous?.record.state === "published" ? before : []),
    ...(record.state === "published" ? after : []),
  ];
  const now = record.changedAt;
  return [
    db.prepare(KEEP_MEDIA).bind(JSON.stringify(listStoredMedia(media)), now),
    db
      .prepare(REPLACE_MEDIA)
      .bind(record.id, JSON.stringify(listReplacedMedia(previous, change)), now + MEDIA_GRACE_MS),
    db.prepare("DELETE FROM article_media WHERE article_id = ?1").bind(record.id),
    db
      .prepare(
        `INSERT INTO article_media (article_id, path, name, texts)
         SELECT ?1, value ->> 'path', value ->> 'name', value ->> 'texts' FROM json_each(?2)`,
      )
      .bind(record.id, JSON.stringify(listUses(media))),
    db.prepare(NOTE_USES).bind(JSON.stringify([...before, ...after]), JSON.stringify(shown), now),
  ];
}

function linkStatements(db: D1Database, { record, previous, links }: ArticleChange): D1PreparedStatement[] {
  const insert = `INSERT INTO article_links (article_id, link, slug)
    SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2)`;
  return [
    ...(previous === undefined || previous.links.size === 0
      ? []
      : [db.prepare("DELETE FROM article_links WHERE article_id = ?1").bind(record.id)]),
    ...(links.size === 0 ? [] : [db.prepare(insert).bind(record.id, JSON.stringify([...links]))]),
  ];
}

/** Addresses that lead to another article already, as its former or as its present one, and that article's key. */
const FIND_DROPPED_ALIASES = `SELECT j.value AS alias, h.key AS holder
  FROM json_each(?1, '$.aliases') j CROSS JOIN aliases l ON l.alias = j.value JOIN articles h ON h.id = l.article_id
  WHERE h.id <> ?1 ->> 'id' AND l.yields = 0
  UNION
  SELECT j.value, h.key FROM json_each(?1, '$.aliases') j CROSS JOIN articles h ON h.slug = j.value
  WHERE h.id <> ?1 ->> 'id'`;

const LEAVE_SLUG = "DELETE FROM aliases WHERE alias = ?1 ->> 'slug' AND (article_id = ?1 ->> 'id' OR yields = 1)";

const KEEP_ALIASES = `INSERT INTO aliases (alias, article_id) SELECT j.value, ?1 ->> 'id' FROM json_each(?1, '$.aliases') j
  WHERE NOT EXISTS (SELECT 1 FROM articles h WHERE h.slug = j.value AND h.id <> ?1 ->> 'id')
  ON CONFLICT (alias) DO UPDATE SET article_id = excluded.article_id, yields = 0
    WHERE aliases.yields = 1 OR aliases.article_id = excluded.article_id`;

/** The address by a former version's rule gives way to any other claim. */
const KEEP_FORMER_SLUG = `INSERT INTO aliases (alias, article_id, yields) SELECT ?1 ->> 'formerSlug', ?1 ->> 'id', 1
  WHERE NOT EXISTS (SELECT 1 FROM articles h WHERE h.slug = ?1 ->> 'formerSlug') ON CONFLICT (alias) DO NOTHING`;

/** An address once given leads here for ever: a former slug, and the paths that the article had on its former site. */
function listAliasStatements(
  { previous }: ArticleChange,
  { slug, aliases, formerSlug }: ReturnType<typeof listValues>,
): string[] {
  return [
    ...(slug === previous?.record.slug ? [] : [LEAVE_SLUG]),
    ...(aliases.length === 0 ? [] : [FIND_DROPPED_ALIASES, KEEP_ALIASES]),
    ...(formerSlug === undefined ? [] : [KEEP_FORMER_SLUG]),
  ];
}

/** In the batch that takes the article out: a walk and its publisher may do so at once. */
const HOLDS = {
  walk: `INSERT INTO held_back (key, content_hash, at, message)
    VALUES (?1 ->> 'key', ?1 ->> 'contentHash', ?1 ->> 'changedAt', ?1 ->> 'holdMessage')
    ON CONFLICT (key) DO UPDATE SET content_hash = excluded.content_hash, at = excluded.at, message = excluded.message`,
  publisher: "DELETE FROM held_back WHERE key = ?1 ->> 'key'",
} as const;

const HOLDER_QUERIES = {
  "id-taken": "SELECT key FROM articles WHERE id = ?1 ->> 'id'",
  "slug-taken": `SELECT key FROM articles WHERE slug = ?1 ->> 'slug' AND id <> ?1 ->> 'id'
    UNION ALL SELECT h.key FROM aliases l JOIN articles h ON h.id = l.article_id WHERE l.alias = ?1 ->> 'slug'`,
} as const;

async function explainRefusal(
  bind: (sql: string) => D1PreparedStatement,
  { record: { id, slug } }: ArticleChange,
  reason: Refusal,
): Promise<SaveProblem> {
  if (reason === "conflict") return { reason };
  const holder = await bind(HOLDER_QUERIES[reason]).first<{ key: string }>();
  // It has gone meanwhile: another try will tell.
  if (holder === null) return { reason: "conflict" };
  return reason === "id-taken" ? { reason, id, holder: holder.key } : { reason, slug, holder: holder.key };
}
