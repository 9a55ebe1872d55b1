import { decideMediaState, type MediaState, type MediumFacts } from "../../feed/publishing/media/media-state.ts";
import { writeUserNames } from "./media-uses.ts";

/** A due article counts as announced: it is public from its second on, even before a poll announces it. */
const IS_PUBLIC = `(a.state = 'published' AND (a.due_at IS NULL OR a.due_at > ?2)
  OR a.state = 'scheduled' AND a.due_at <= ?2 AND (a.expires_at IS NULL OR a.expires_at > ?2))`;
const IS_WAITING = "(a.state = 'draft' OR a.state = 'scheduled' AND a.due_at > ?2)";

const USER_NAMES = writeUserNames("m.name");

function writeUse(condition: string): string {
  return `EXISTS (SELECT 1 FROM article_media u JOIN articles a ON a.id = u.article_id
    WHERE u.name IN ${USER_NAMES} AND ${condition})`;
}

/** The cases are asked one after the other: most pictures are decided by the first article. */
const FACTS_QUERY = `SELECT m.kept, m.was_public, m.successor IS NOT NULL AS is_retired,
  EXISTS (SELECT 1 FROM site, ${USER_NAMES} n WHERE instr(site.profile, n.name) > 0) AS is_in_profile,
  CASE WHEN ${writeUse(IS_PUBLIC)} THEN 'public' WHEN ${writeUse(IS_WAITING)} THEN 'waiting'
    WHEN ${writeUse("true")} THEN 'past' END AS best_use,
  EXISTS (SELECT 1 FROM replaced_media r JOIN articles a ON a.id = r.article_id
    WHERE r.name IN ${USER_NAMES} AND r.served_until > ?2 AND ${IS_PUBLIC}) AS is_replaced
  FROM media m WHERE m.name = ?1`;

interface FactsRow {
  kept: number;
  was_public: number;
  is_retired: number;
  is_in_profile: number;
  best_use: Exclude<MediumFacts["use"], undefined> | null;
  is_replaced: number;
}

/** Whether readers may have a medium now. */
export async function findMediaState(db: D1Database, name: string, now: number): Promise<MediaState> {
  const row = await db.prepare(FACTS_QUERY).bind(name, now).first<FactsRow>();
  return decideMediaState(row === null ? undefined : toFacts(row));
}

function toFacts(row: FactsRow): MediumFacts {
  return {
    isKept: row.kept === 1,
    isInProfile: row.is_in_profile === 1,
    use: row.best_use ?? undefined,
    isReplaced: row.is_replaced === 1,
    wasPublic: row.was_public === 1,
    isRetired: row.is_retired === 1,
  };
}

/** Its object is not in the bucket: the manifest asks for it. Written once, however often it is asked for. */
export async function noteLostMedium(db: D1Database, name: string, now: number): Promise<void> {
  const query = "UPDATE media SET lost_at = ?2 WHERE name = ?1 AND lost_at IS NULL AND successor IS NULL";
  await db.prepare(query).bind(name, now).run();
}
