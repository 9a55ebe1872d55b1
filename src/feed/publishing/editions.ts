/** The preconditions of a publisher's change. */
export interface Expectations {
  /** The content hash that the publisher believes is stored; `*`: any; undefined: does not matter. */
  readonly expectedHash?: string | undefined;
  /** The content hash that must not be stored; `*`: none may; undefined: does not matter. */
  readonly excludedHash?: string | undefined;
}

/** Compares the stored content hash with the publisher's expectation, as If-Match and If-None-Match do (RFC 9110 §13.1). */
export function isExpected({ expectedHash, excludedHash }: Expectations, storedHash: string | undefined): boolean {
  if (expectedHash !== undefined && !namesHash(expectedHash, storedHash)) return false;
  return excludedHash === undefined || !namesHash(excludedHash, storedHash);
}

function namesHash(named: string, storedHash: string | undefined): boolean {
  return named === "*" ? storedHash !== undefined : named === storedHash;
}

/** The stored edition is newer. Both times in milliseconds. */
export interface OlderEdition {
  readonly reason: "older-edition";
  readonly madeAt: number;
  readonly storedAt: number;
}

/**
 * An edition from the future would keep out every later one, so that it counts as made now; so does one of which nothing is said.
 * While our own clock is behind the stored edition, that is the present.
 */
export function dateEdition(editionAt: number | undefined, storedAt: number | undefined, now: number): number {
  const present = Math.max(now, storedAt ?? now);
  return Math.min(editionAt ?? present, present);
}

/** An old checkout or a second CI must not turn anything back; an edit that is undone on purpose is a new edition. */
export function findOlderEdition(madeAt: number, storedAt: number | undefined): OlderEdition | undefined {
  return storedAt !== undefined && madeAt < storedAt ? { reason: "older-edition", madeAt, storedAt } : undefined;
}
