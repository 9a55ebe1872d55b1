import { DAY_MS } from "../lib/dates.ts";

/** A network in which an aggregator's name was seen. */
export interface SeenNetwork {
  readonly network: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The number of distinct hours. */
  readonly hours: number;
  readonly isUsual: boolean;
}

/** A trusted network that is silent for this long loses its trust, and another may take its place. */
export const TRUST_LASTS_MS = 7 * DAY_MS;
/** An aggregator polls from one network or a few; a name that is used from more is not trusted in any. */
export const MAX_TRUSTED_NETWORKS = 3;

/**
 * Selects the networks whose claims count for an aggregator, and whether they are trusted. A trusted network stays trusted,
 * even if others use the aggregator's name from elsewhere. To become trusted, a network must be seen for a day, and only a few
 * may be seen nearly as steadily as the first. `networks` are those of one aggregator, seen within the last seven days, most
 * hours first.
 */
export function findTrustedNetworks(
  networks: readonly SeenNetwork[],
  now: number,
): { followed: number[]; isUsual: boolean } {
  const homes = networks.filter(({ isUsual }) => isUsual);
  if (homes.length > 0) return { followed: homes.map(({ network }) => network), isUsual: true };
  const [first] = networks;
  if (first === undefined) return { followed: [], isUsual: false };
  const steady = networks.filter(({ hours }) => hours * 3 >= first.hours * 2);
  if (steady.length > MAX_TRUSTED_NETWORKS) return { followed: [first.network], isUsual: false };
  const old = steady.filter(({ firstAt }) => now - firstAt >= DAY_MS);
  const found = old.length > 0 ? old : steady;
  return { followed: found.map(({ network }) => network), isUsual: old.length > 0 };
}
