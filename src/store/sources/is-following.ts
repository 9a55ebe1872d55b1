/** Whether a source is followed, or was until site.yaml changed. */
export async function isFollowing(db: D1Database): Promise<boolean> {
  return (await db.prepare("SELECT 1 FROM sources LIMIT 1").first()) !== null;
}
