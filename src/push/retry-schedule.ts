const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const LONGEST_WAIT_MS = 24 * HOUR_MS;

/** After the first failure in a row, the second, and so on. */
export const RETRY_WAITS_MS: readonly number[] = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  8 * HOUR_MS,
  LONGEST_WAIT_MS,
];

/**
 * How long to wait after so many failures in a row; undefined: this version is given up. `chance` is 0 to 1 and moves the wait
 * by up to a fifth either way, so that what failed together does not come back together.
 */
export function findRetryWait(failures: number, chance: number): number | undefined {
  const wait = RETRY_WAITS_MS[failures - 1];
  return wait === undefined ? undefined : Math.round(wait * (0.8 + 0.4 * chance));
}
