import { OUTSIDE } from "../feed/feed-names.ts";
import type {
  ListReader,
  NewsHeadSnapshot,
  NewsRow,
  NewsSnapshot,
  OutsideSnapshot,
  PageRow,
  PartHeadSnapshot,
  PartRow,
  PartSnapshot,
  SitemapSnapshot,
} from "../feed/lists/list-reader.ts";
import { MAX_NEWS_ARTICLES } from "../feed/lists/news-sitemap.ts";
import { MAX_OUTSIDE_PAGES, PART_ARCHIVE_PAGES, PART_POSITIONS } from "../feed/lists/sitemap-parts.ts";
import { IS_IN_MAIN } from "./lists/d1-periods.ts";
import { type FeedRow, HEAD_QUERY, rowsOf, SITE_QUERY, toHead, toSiteAndHead } from "./rows.ts";

/** The lists of the main feed for crawlers. */
export function createListReader(db: D1Database): ListReader {
  return {
    findSitemapHead: () => findSitemapHead(db),
    findSitemap: () => findSitemap(db),
    findOutside: () => findOutside(db),
    findPartHead: (part) => findPartHead(db, part),
    findPart: (part) => findPart(db, part),
    findNewsHead: (since) => findNewsHead(db, since),
    findNews: (since) => findNews(db, since),
  };
}

function headStatements(db: D1Database): D1PreparedStatement[] {
  return [db.prepare(SITE_QUERY), db.prepare(HEAD_QUERY).bind("main")];
}

const PAGES_QUERY = `SELECT a.slug, a.changed_at AS changedAt FROM memberships m JOIN articles a ON a.id = m.article_id
  WHERE m.feed = 'main' AND m.position BETWEEN ?1 AND ?2 AND a.state = 'published' ORDER BY m.position DESC`;

const ONE_PART_QUERY = `SELECT * FROM (${PAGES_QUERY})
  WHERE (SELECT last_position FROM feeds WHERE feed = 'main') <= ?2`;

const HOLDS_PAGES = `EXISTS (SELECT 1 FROM memberships m JOIN articles a ON a.id = m.article_id
  WHERE m.feed = 'main' AND m.position BETWEEN (part - 1) * ${PART_POSITIONS} + 1 AND part * ${PART_POSITIONS}
    AND a.state = 'published')`;

/** The pages of the archive know when one of their articles changed or left: 25 times fewer rows than articles. */
const PART_HEADS = `SELECT (page - 1) / ${PART_ARCHIVE_PAGES} + 1 AS part, max(revision) AS revision,
    max(changed_at) AS changedAt FROM archive_pages WHERE feed = 'main'`;

const PARTS_QUERY = `SELECT part, changedAt FROM (${PART_HEADS} GROUP BY part) WHERE ${HOLDS_PAGES} ORDER BY part`;

const PART_QUERY = `SELECT revision, changedAt
  FROM (${PART_HEADS} AND page BETWEEN ?1 AND ?2) WHERE part IS NOT NULL AND ${HOLDS_PAGES}`;

const OUTSIDE_PAGES_QUERY = `SELECT a.slug, a.changed_at AS changedAt FROM memberships m JOIN articles a ON a.id = m.article_id
  WHERE m.feed = '${OUTSIDE}' AND m.position > 0 AND a.state = 'published' ORDER BY m.position DESC LIMIT ${MAX_OUTSIDE_PAGES}`;

function outsideStatements(db: D1Database): D1PreparedStatement[] {
  return [...headStatements(db), db.prepare(HEAD_QUERY).bind(OUTSIDE)];
}

function toOutside([site, head, outside, pages]: readonly D1Result[]): OutsideSnapshot {
  return {
    ...toSiteAndHead(site, head),
    outside: rowsOf<FeedRow>(outside).map(toHead)[0],
    outsidePages: rowsOf<PageRow>(pages),
  };
}

async function findSitemapHead(db: D1Database): Promise<OutsideSnapshot> {
  return toOutside(await db.batch(outsideStatements(db)));
}

async function findOutside(db: D1Database): Promise<OutsideSnapshot> {
  return toOutside(await db.batch([...outsideStatements(db), db.prepare(OUTSIDE_PAGES_QUERY)]));
}

async function findSitemap(db: D1Database): Promise<SitemapSnapshot> {
  const [site, head, outside, outsidePages, pages, parts] = await db.batch([
    ...outsideStatements(db),
    db.prepare(OUTSIDE_PAGES_QUERY),
    db.prepare(ONE_PART_QUERY).bind(1, PART_POSITIONS),
    db.prepare(PARTS_QUERY),
  ]);
  return {
    ...toOutside([site, head, outside, outsidePages].filter((result) => result !== undefined)),
    pages: rowsOf<PageRow>(pages),
    parts: rowsOf<PartRow>(parts),
  };
}

interface PartHeadRow {
  revision: number;
  changedAt: number;
}

function partStatements(db: D1Database, part: number): D1PreparedStatement[] {
  const [first, last] = [(part - 1) * PART_ARCHIVE_PAGES + 1, part * PART_ARCHIVE_PAGES];
  return [...headStatements(db), db.prepare(PART_QUERY).bind(first, last)];
}

async function findPartHead(db: D1Database, number: number): Promise<PartHeadSnapshot> {
  const [site, head, part] = await db.batch(partStatements(db, number));
  return { ...toSiteAndHead(site, head), part: rowsOf<PartHeadRow>(part)[0] };
}

async function findPart(db: D1Database, number: number): Promise<PartSnapshot> {
  const [site, head, part, pages] = await db.batch([
    ...partStatements(db, number),
    db.prepare(PAGES_QUERY).bind((number - 1) * PART_POSITIONS + 1, number * PART_POSITIONS),
  ]);
  return { ...toSiteAndHead(site, head), part: rowsOf<PartHeadRow>(part)[0], pages: rowsOf<PageRow>(pages) };
}

const NEWS_HEAD_QUERY = `SELECT
  (SELECT min(published_at) FROM (SELECT published_at FROM articles a
    WHERE ${IS_IN_MAIN} AND published_at > ?1 ORDER BY published_at DESC LIMIT ${MAX_NEWS_ARTICLES})) AS oldestAt,
  (SELECT max(published_at) FROM articles a WHERE ${IS_IN_MAIN} AND published_at <= ?1) AS lastLeftAt`;

const NEWS_QUERY = `SELECT slug, language, published_at AS publishedAt, title,
    iif(facets ->> '$.image.role' = 'photograph', facets ->> '$.image.url', NULL) AS image FROM articles a
  WHERE ${IS_IN_MAIN} AND published_at > ?1 ORDER BY published_at DESC, id LIMIT ${MAX_NEWS_ARTICLES}`;

interface NewsHeadRow {
  oldestAt: number | null;
  lastLeftAt: number | null;
}

function newsStatements(db: D1Database, since: number): D1PreparedStatement[] {
  return [...headStatements(db), db.prepare(NEWS_HEAD_QUERY).bind(since)];
}

function toNewsHead([site, head, news]: readonly D1Result[]): NewsHeadSnapshot {
  const [row] = rowsOf<NewsHeadRow>(news);
  return {
    ...toSiteAndHead(site, head),
    oldestAt: row?.oldestAt ?? undefined,
    lastLeftAt: row?.lastLeftAt ?? undefined,
  };
}

async function findNewsHead(db: D1Database, since: number): Promise<NewsHeadSnapshot> {
  return toNewsHead(await db.batch(newsStatements(db, since)));
}

async function findNews(db: D1Database, since: number): Promise<NewsSnapshot> {
  const results = await db.batch([...newsStatements(db, since), db.prepare(NEWS_QUERY).bind(since)]);
  return { ...toNewsHead(results), articles: rowsOf<NewsRow>(results[3]) };
}
