/** The names under which articles and the profile use a medium, as a subquery: its own, and those of the pictures it is a size of. */
export function writeUserNames(name: string): string {
  return `(SELECT ${name} AS name UNION ALL SELECT s.main FROM picture_sizes s WHERE s.name = ${name} AND s.main <> s.name)`;
}

/** Whether an article in any state, or the profile, uses the medium of the outer query. */
export const IS_USED = `(EXISTS (SELECT 1 FROM article_media u WHERE u.name IN ${writeUserNames("media.name")})
  OR EXISTS (SELECT 1 FROM site, ${writeUserNames("media.name")} n WHERE instr(site.profile, n.name) > 0))`;

/**
 * After a change of what uses these media: since when each is unused, and whether readers have seen it. `?1`: their names, `?2`: of
 * these, those that readers are or were shown, `?3`: now.
 */
export const NOTE_USES = `UPDATE media SET
    unused_since = CASE WHEN ${IS_USED} THEN NULL ELSE coalesce(unused_since, ?3) END,
    was_public = max(was_public, name IN (SELECT value FROM json_each(?2)))
  WHERE name IN (SELECT value FROM json_each(?1))`;
