import { articlePath } from "../article/article-path.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import type {
  FailingSubscription,
  PublicationFigures,
  PublicationIdentity,
  PushFigures,
  ScheduledArticle,
} from "../audience/report.ts";
import { themeOf } from "../feed/theme.ts";
import { DAY_MS } from "../lib/dates.ts";
import { rowsOf } from "./rows.ts";

const WEEK_MS = 7 * DAY_MS;
const SHOWN = 10;

const PROFILE_QUERY = "SELECT profile FROM site WHERE only_row = 1";

interface ProfileRow {
  profile: string | null;
}

export async function readPublicationIdentity(db: D1Database): Promise<PublicationIdentity> {
  return identityOf((await db.prepare(PROFILE_QUERY).first<ProfileRow>()) ?? undefined);
}

/** The titles of public articles by their slugs. */
export async function readTitles(db: D1Database, slugs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (slugs.length === 0) return new Map();
  const query = `SELECT a.slug, a.title FROM json_each(?1) j CROSS JOIN articles a ON a.slug = j.value WHERE a.state = 'published'`;
  const { results } = await db.prepare(query).bind(JSON.stringify(slugs)).all<{ slug: string; title: string }>();
  return new Map(results.map(({ slug, title }) => [slug, title]));
}

function profileOf(row: ProfileRow | undefined): SiteProfile | undefined {
  // Stored by edgewire itself, from a profile that was read and found right.
  return row?.profile == null ? undefined : (JSON.parse(row.profile) as SiteProfile);
}

function identityOf(row: ProfileRow | undefined): PublicationIdentity {
  const profile = profileOf(row);
  return { title: profile?.title ?? "A publication to be", theme: themeOf(profile ?? {}) };
}

/** The publication's figures for the dashboard. */
export async function readPublicationFigures(db: D1Database, now: number): Promise<PublicationFigures> {
  const [site, feeds, newest, scheduled] = await db.batch([
    db.prepare(PROFILE_QUERY),
    db.prepare("SELECT feed, title FROM feeds"),
    db.prepare(
      // A CROSS JOIN keeps its order: the first row of the window's index that fits is enough.
      `SELECT a.title, a.slug, r.revision, r.at FROM memberships m
       CROSS JOIN articles a ON a.id = m.article_id CROSS JOIN revisions r ON r.article_id = a.id
       WHERE m.feed = 'main' AND m.visible_order IS NOT NULL AND r.kind = 'publish' AND a.state = 'published'
       ORDER BY m.visible_order DESC, m.position DESC, r.revision DESC LIMIT 1`,
    ),
    db.prepare(
      `SELECT title, due_at AS at FROM articles WHERE state = 'scheduled' AND due_at IS NOT NULL ORDER BY due_at LIMIT ${SHOWN}`,
    ),
  ]);
  const profile = profileOf(rowsOf<ProfileRow>(site)[0]);
  const [article] = rowsOf<{ title: string; slug: string; revision: number; at: number }>(newest);
  return {
    ...identityOf(rowsOf<ProfileRow>(site)[0]),
    feedTitles: new Map(rowsOf<{ feed: string; title: string }>(feeds).map(({ feed, title }) => [feed, title])),
    newest: article && { ...article, path: articlePath(article.slug) },
    push: await readPushFigures(db, now),
    failingSources: await listFailingSources(db, now),
    sourcesWithoutPages: await listWithoutPages(db),
    takesMicropub: profile?.takesMicropub === true,
    timeZone: profile?.timeZone ?? "UTC",
    scheduled: rowsOf<ScheduledArticle>(scheduled),
  };
}

/** Sources that have failed for a week: until then it may pass. */
async function listFailingSources(db: D1Database, now: number): Promise<PublicationFigures["failingSources"]> {
  const query = `SELECT name, rule ->> 'from' AS "from", state ->> 'problem' AS problem, state ->> 'failingSince' AS since
    FROM sources WHERE state ->> 'failingSince' <= ?1 ORDER BY since LIMIT 50`;
  const { results } = await db
    .prepare(query)
    .bind(now - WEEK_MS)
    .all<PublicationFigures["failingSources"][number]>();
  return results;
}

/** Among the fifty newest entries of each source that asks for pages. */
async function listWithoutPages(db: D1Database): Promise<PublicationFigures["sourcesWithoutPages"]> {
  const query = `SELECT s.name, count(*) AS articles, max(e.problem) AS problem FROM sources s
    JOIN source_entries e ON e.key IN (SELECT key FROM source_entries WHERE source = s.name ORDER BY published_at DESC LIMIT 50)
    WHERE s.rule ->> 'content' = 'page' AND e.outcome = 'published' AND e.problem IS NOT NULL
    GROUP BY s.name ORDER BY s.name LIMIT 50`;
  const { results } = await db.prepare(query).all<PublicationFigures["sourcesWithoutPages"][number]>();
  return results;
}

/** Undefined where the publication has no hub: then it has no tables for one either. */
async function readPushFigures(db: D1Database, now: number): Promise<PushFigures | undefined> {
  const tables = "SELECT count(*) AS found FROM sqlite_master WHERE name IN ('subscriptions', 'delivery_days')";
  if ((await db.prepare(tables).first<{ found: number }>())?.found !== 2) return undefined;
  const row = await db
    .prepare(
      `SELECT (SELECT count(*) FROM subscriptions WHERE expires_at > ?1) AS subscriptions,
         (SELECT count(*) FROM subscriptions WHERE expires_at > ?1 AND attempts > 0) AS retrying,
         (SELECT count(*) FROM dead_letters WHERE at > ?2) AS failures,
         (SELECT coalesce(sum(delivered), 0) FROM delivery_days WHERE day > ?3) AS delivered,
         (SELECT coalesce(sum(failed), 0) FROM delivery_days WHERE day > ?3) AS failedTries`,
    )
    .bind(now, now - WEEK_MS, Math.floor((now - WEEK_MS) / DAY_MS))
    .first<Omit<PushFigures, "failing">>();
  return row === null ? undefined : { ...row, failing: await listFailing(db, now) };
}

const FAILING_QUERY = `SELECT s.host, s.feed, s.attempts, s.last_status AS lastStatus, s.next_try_at AS nextTryAt
  FROM subscriptions s WHERE s.expires_at > ?1 AND s.attempts > 0 ORDER BY s.attempts DESC, s.id LIMIT ${SHOWN}`;

interface FailingRow extends Pick<FailingSubscription, "host" | "feed" | "attempts"> {
  readonly lastStatus: string | null;
  readonly nextTryAt: number | null;
}

/** Names the host alone: the callback's address is a capability. */
async function listFailing(db: D1Database, now: number): Promise<readonly FailingSubscription[]> {
  const { results } = await db.prepare(FAILING_QUERY).bind(now).all<FailingRow>();
  return results.map((row) => ({
    ...row,
    lastStatus: row.lastStatus ?? undefined,
    nextTryAt: row.nextTryAt ?? undefined,
  }));
}
