import type { FeedName } from "../../feed/feed-names.ts";
import type { PodcastGuidRequest } from "../../feed/podcast/guid-store.ts";

/** Reads `?1`: a list of {@link PodcastGuidRequest}. A guid that is given replaces the stored one; any other is for life. */
const SETTLE = `INSERT INTO podcast_guids (feed, guid)
  SELECT r.value ->> 'feed', coalesce(
    r.value ->> 'given',
    (SELECT g.guid FROM podcast_guids g JOIN json_each(r.value, '$.former') f ON f.value = g.feed LIMIT 1),
    r.value ->> 'minted') AS settled
  FROM json_each(?1) r WHERE settled IS NOT NULL
  ON CONFLICT (feed) DO UPDATE SET guid = excluded.guid
    WHERE EXISTS (SELECT 1 FROM json_each(?1) r WHERE r.value ->> 'feed' = excluded.feed AND r.value ->> 'given' IS NOT NULL)`;

const READ = "SELECT feed, guid FROM podcast_guids WHERE feed IN (SELECT value ->> 'feed' FROM json_each(?1))";

export async function settlePodcastGuids(
  db: D1Database,
  requests: readonly PodcastGuidRequest[],
): Promise<ReadonlyMap<FeedName, string>> {
  const value = JSON.stringify(requests);
  const [, rows] = await db.batch<{ feed: FeedName; guid: string }>([
    db.prepare(SETTLE).bind(value),
    db.prepare(READ).bind(value),
  ]);
  return new Map((rows?.results ?? []).map(({ feed, guid }) => [feed, guid]));
}
