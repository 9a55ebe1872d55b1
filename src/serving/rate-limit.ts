/** Counts whole fetches by clients that never say what they have; one isolate's view, which is all that politeness needs. */
export interface RateLimit {
  /** Seconds to wait where this fetch is one more than `limitPerHour`, else undefined. */
  countUnconditional(client: string, limitPerHour: number, now: number): number | undefined;
}

const HOUR_MS = 3_600_000;
const MAX_CLIENTS = 20_000;

/**
 * Counts fetches within an hour, by client and feed. The key is a hash mixed with a seed that lives as long as the isolate, so
 * no client address is kept or recoverable. The seed is drawn at the first count: workerd forbids randomness at start.
 */
export function createRateLimit(drawSeed: () => number): RateLimit {
  let seed: number | undefined;
  let counts = new Map<number, number>();
  let windowEndsAt = 0;
  return {
    countUnconditional(client, limitPerHour, now) {
      seed ??= drawSeed();
      if (now >= windowEndsAt || counts.size >= MAX_CLIENTS) {
        counts = new Map();
        windowEndsAt = now + HOUR_MS;
      }
      const key = mix(client, seed);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count > limitPerHour ? Math.ceil((windowEndsAt - now) / 1000) : undefined;
    },
  };
}

/** FNV-1a over the text, begun with the seed. */
function mix(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
