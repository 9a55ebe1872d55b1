import type { AddressHolder } from "../feed/publishing/publication-store.ts";

const HOLDERS_QUERY = `SELECT a.slug AS address, a.key, 0 AS yields FROM articles a
    WHERE a.slug IN (SELECT value FROM json_each(?1)) AND a.key <> ?2
  UNION ALL
  SELECT l.alias, a.key, l.yields FROM aliases l JOIN articles a ON a.id = l.article_id
    WHERE l.alias IN (SELECT value FROM json_each(?1)) AND a.key <> ?2`;

interface HolderRow {
  readonly address: string;
  readonly key: string;
  readonly yields: number;
}

/** Other articles than that of `key` that have one of these slugs and former addresses. */
export async function findAddressHolders(
  db: D1Database,
  addresses: readonly string[],
  key: string,
): Promise<ReadonlyMap<string, AddressHolder>> {
  const { results } = await db.prepare(HOLDERS_QUERY).bind(JSON.stringify(addresses), key).all<HolderRow>();
  // A slug comes before a former address of the same text.
  return new Map(
    results.toReversed().map(({ address, ...row }) => [address, { key: row.key, yields: row.yields === 1 }]),
  );
}
