import type { StoredRecording } from "../../audience/read-downloads.ts";

interface RecordingRow {
  name: string;
  article: string | null;
  size_bytes: number;
  duration_seconds: number | null;
}

/** The recordings of these names that an article uses: of several articles the first that is public. */
export async function findRecordings(
  db: D1Database,
  names: readonly string[],
): Promise<ReadonlyMap<string, StoredRecording>> {
  if (names.length === 0) return new Map();
  const query = `SELECT m.name, m.size_bytes, m.measures ->> 'durationSeconds' AS duration_seconds,
      (SELECT a.id FROM article_media u JOIN articles a ON a.id = u.article_id WHERE u.name = m.name
       ORDER BY a.state <> 'published', a.published_at, a.id LIMIT 1) AS article
    FROM json_each(?1) j CROSS JOIN media m ON m.name = j.value`;
  const { results } = await db.prepare(query).bind(JSON.stringify(names)).all<RecordingRow>();
  return new Map(
    results.flatMap(({ name, article, size_bytes: sizeBytes, duration_seconds }): [string, StoredRecording][] =>
      article === null ? [] : [[name, { article, sizeBytes, durationSeconds: duration_seconds ?? undefined }]],
    ),
  );
}

/** Titles and slugs of public articles by their ids. */
export async function findTitled(
  db: D1Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly title: string; readonly slug: string }>> {
  if (ids.length === 0) return new Map();
  const query = `SELECT a.id, a.title, a.slug FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value WHERE a.state = 'published'`;
  const { results } = await db
    .prepare(query)
    .bind(JSON.stringify(ids))
    .all<{ id: string; title: string; slug: string }>();
  return new Map(results.map(({ id, title, slug }) => [id, { title, slug }]));
}
