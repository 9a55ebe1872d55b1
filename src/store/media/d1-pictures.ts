import { isMedium, type Medium } from "../../article/article.ts";
import type { PictureKey } from "../../article/images/picture-sizes.ts";
import type { ReceivedSize } from "../../feed/publishing/publication-store.ts";
import { groupSizes, type SizeRow, toMedium, withSizes } from "./media-rows.ts";

/** Of {@link SizeRow}: `s` a row of picture_sizes, `m` its medium. */
export const SIZE_COLUMNS = "s.main, s.original, s.part, m.name, m.media_type, m.size_bytes, m.width, m.height";

/** The sizes of pictures by a JSON list of the names in one column. */
export function findSizes(column: "s.main" | "s.original"): string {
  return `SELECT ${SIZE_COLUMNS} FROM picture_sizes s JOIN media m ON m.name = s.name
    WHERE ${column} IN (SELECT value FROM json_each(?1))`;
}

/** One that has lost a size is made again as a whole. */
const FIND_PICTURES = `SELECT ${SIZE_COLUMNS} FROM json_each(?1) j JOIN picture_sizes p ON p.original = j.value AND p.part = 'main'
    JOIN picture_sizes s ON s.main = p.main JOIN media m ON m.name = s.name
  WHERE NOT EXISTS (SELECT 1 FROM picture_sizes x JOIN media l ON l.name = x.name WHERE x.main = p.main AND l.lost_at IS NOT NULL)
  ORDER BY p.recipe`;

export async function findPictures(db: D1Database, originals: readonly string[]): Promise<ReadonlyMap<string, Medium>> {
  if (originals.length === 0) return new Map();
  const { results } = await db.prepare(FIND_PICTURES).bind(JSON.stringify(originals)).all<SizeRow>();
  const pictures = groupSizes(results);
  const found = new Map<string, Medium>();
  for (const row of results) {
    const main = row.part === "main" ? withSizes(toMedium(row), pictures) : undefined;
    if (main !== undefined && isMedium(main)) found.set(row.original, main);
  }
  return found;
}

/** The row describes the stored object, even if another publisher has uploaded it. */
const KEEP_SIZES = `INSERT INTO media (name, media_type, size_bytes, width, height, is_clean, unused_since)
  SELECT value ->> 'name', value ->> 'mediaType', value ->> 'sizeBytes', value ->> 'width', value ->> 'height', 1, ?2
  FROM json_each(?1) WHERE true
  ON CONFLICT (name) DO UPDATE SET lost_at = NULL, is_clean = 1, size_bytes = excluded.size_bytes,
    width = excluded.width, height = excluded.height,
    unused_since = CASE WHEN media.unused_since IS NULL THEN NULL ELSE excluded.unused_since END`;

/** Of two publishers whose encoders choose other main sizes the first wins. */
const KEEP_PARTS = `INSERT OR IGNORE INTO picture_sizes (main, name, part, original, recipe)
  SELECT ?2, value ->> 'name', value ->> 'part', ?3, ?4 FROM json_each(?1)
  WHERE NOT EXISTS (SELECT 1 FROM picture_sizes p WHERE p.original = ?3 AND p.recipe = ?4 AND p.part = 'main' AND p.main <> ?2)`;

export async function savePicture(
  db: D1Database,
  bucket: R2Bucket,
  { original, recipe }: PictureKey,
  sizes: readonly ReceivedSize[],
  now: number,
): Promise<void> {
  const main = sizes.find(({ part }) => part === "main")?.medium.name;
  if (main === undefined) throw new Error("A picture has a main size");
  const stored: (Medium & Pick<ReceivedSize, "part">)[] = [];
  for (const { part, medium, bytes } of sizes) {
    stored.push({ ...medium, part, sizeBytes: await saveSize(bucket, medium, bytes) });
  }
  const value = JSON.stringify(stored);
  await db.batch([db.prepare(KEEP_SIZES).bind(value, now), db.prepare(KEEP_PARTS).bind(value, main, original, recipe)]);
}

/** The first upload of a name wins. Returns the size of the stored object. */
async function saveSize(bucket: R2Bucket, { name, mediaType }: Medium, bytes: Uint8Array): Promise<number> {
  const held = await bucket.head(name);
  if (held !== null) return held.size;
  const onlyIf = { etagDoesNotMatch: "*" };
  const put = await bucket.put(name, bytes, { httpMetadata: { contentType: mediaType }, onlyIf });
  return put?.size ?? (await bucket.head(name))?.size ?? bytes.byteLength;
}
