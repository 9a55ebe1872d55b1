import type { Claim } from "../audience/counts.ts";
import {
  findTrustedNetworks,
  MAX_TRUSTED_NETWORKS,
  type SeenNetwork,
  TRUST_LASTS_MS,
} from "../audience/trusted-networks.ts";
import type { AudienceSql } from "./audience-schema.ts";

const HOUR_MS = 3_600_000;

/** Notes where an aggregator was seen; tells the networks in which it is followed. */
export function followReader(
  sql: AudienceSql,
  reader: string,
  claims: readonly Claim[],
  now: number,
): readonly number[] {
  const hour = Math.floor(now / HOUR_MS);
  for (const network of new Set(claims.map((claim) => claim.network))) {
    sql.run(
      `INSERT INTO networks (reader, network, first_at, last_at, last_hour, hours, is_usual) VALUES (?1, ?2, ?3, ?3, ?4, 1, 0)
       ON CONFLICT (reader, network) DO UPDATE SET last_at = ?3, hours = hours + (last_hour <> ?4), last_hour = ?4`,
      reader,
      network,
      now,
      hour,
    );
  }
  const { followed, isUsual } = findTrustedNetworks(listNetworks(sql, reader, now), now);
  if (isUsual) {
    const query = "UPDATE networks SET is_usual = 1 WHERE reader = ?1 AND network = ?2 AND is_usual = 0";
    for (const network of followed) sql.run(query, reader, network);
  }
  return followed;
}

interface NetworkRow {
  network: number;
  first_at: number;
  last_at: number;
  hours: number;
  is_usual: number;
}

/** Trusted networks if there are any; else those seen in the most hours, one more than the limit. */
function listNetworks(sql: AudienceSql, reader: string, now: number): SeenNetwork[] {
  const columns = "network, first_at, last_at, hours, is_usual";
  const since = now - TRUST_LASTS_MS;
  const homes = sql.all<NetworkRow>(
    `SELECT ${columns} FROM networks WHERE reader = ?1 AND is_usual = 1 AND last_at >= ?2`,
    reader,
    since,
  );
  const rows =
    homes.length > 0
      ? homes
      : sql.all<NetworkRow>(
          `SELECT ${columns} FROM networks WHERE reader = ?1 AND last_at >= ?2 ORDER BY hours DESC, first_at LIMIT ?3`,
          reader,
          since,
          MAX_TRUSTED_NETWORKS + 1,
        );
  return rows.map(({ network, first_at, last_at, hours, is_usual }) => {
    return { network, firstAt: first_at, lastAt: last_at, hours, isUsual: is_usual === 1 };
  });
}

/** Forgets homes that were left, and networks where a name was seen in passing. */
export function forgetNetworks(sql: AudienceSql, now: number): void {
  sql.run(
    "DELETE FROM networks WHERE last_at < ?1 OR (is_usual = 0 AND hours < 3 AND last_at < ?2)",
    ...[now - 4 * TRUST_LASTS_MS, now - 48 * HOUR_MS],
  );
}
