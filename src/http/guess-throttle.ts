/** Limits how many tokens one client may try; in one isolate's memory, for a minute. */
export interface GuessThrottle {
  /**
   * Counts a guess before it is checked, so that parallel ones count, too. Returns the seconds to wait once a client has used
   * its tries.
   */
  admit(client: string, now: number): number | undefined;
  /** Takes the last guess back: it was right. */
  forgive(client: string): void;
}

const WINDOW_MS = 60_000;
const MAX_CLIENTS = 1000;

export function createGuessThrottle(maxGuesses: number): GuessThrottle {
  const guesses = new Map<string, number>();
  let windowEndsAt = 0;
  return {
    admit(client, now) {
      if (now >= windowEndsAt) {
        guesses.clear();
        windowEndsAt = now + WINDOW_MS;
      }
      const count = guesses.get(client) ?? 0;
      if (count >= maxGuesses) return Math.ceil((windowEndsAt - now) / 1000);
      guesses.set(client, count + 1);
      // Evict the oldest client: a flood of new ones must not reset all counts.
      if (guesses.size > MAX_CLIENTS) guesses.delete(guesses.keys().next().value ?? "");
      return undefined;
    },
    forgive(client) {
      const count = guesses.get(client) ?? 0;
      if (count > 1) guesses.set(client, count - 1);
      else guesses.delete(client);
    },
  };
}
