/** Counts wrong tokens, so that nobody tries many; in one isolate's memory, for a minute. */
export interface LoginThrottle {
  /** Seconds to wait where this client has had its tries, else undefined. */
  findWait(client: string, now: number): number | undefined;
  addFailure(client: string, now: number): void;
}

const MAX_FAILURES = 5;
const WINDOW_MS = 60_000;
const MAX_CLIENTS = 1000;

export function createLoginThrottle(): LoginThrottle {
  let failures = new Map<string, number>();
  let windowEndsAt = 0;
  return {
    findWait(client, now) {
      if (now >= windowEndsAt || (failures.get(client) ?? 0) < MAX_FAILURES) return undefined;
      return Math.ceil((windowEndsAt - now) / 1000);
    },
    addFailure(client, now) {
      if (now >= windowEndsAt || failures.size >= MAX_CLIENTS) [failures, windowEndsAt] = [new Map(), now + WINDOW_MS];
      failures.set(client, (failures.get(client) ?? 0) + 1);
    },
  };
}
