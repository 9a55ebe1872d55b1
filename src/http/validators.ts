import { parseHttpDate } from "../lib/dates.ts";

/** The conditional part of a request, as it came. */
export interface Conditions {
  readonly ifNoneMatch: string | null;
  readonly ifModifiedSince: string | null;
}

/** The validators of the current representation. `lastModified` is in seconds since the epoch. */
export interface Validators {
  readonly tag: string;
  readonly lastModified: number;
}

/** Longer than any honest client's list; the rest is not read. */
const MAX_CONDITION_LENGTH = 8192;

/** Whether the client already has what it asks for (RFC 9110 §13.2.2). `now` in milliseconds. */
export function isNotModified(conditions: Conditions, { tag, lastModified }: Validators, now: number): boolean {
  const { ifNoneMatch, ifModifiedSince } = conditions;
  // RFC 9110 §13.1.3: If-None-Match, when present, overrules If-Modified-Since.
  if (ifNoneMatch !== null) return namesTag(ifNoneMatch, tag);
  if (ifModifiedSince === null) return false;
  const since = parseHttpDate(ifModifiedSince);
  // RFC 9110 §13.1.3: an invalid or future date is ignored.
  return since !== undefined && since <= now && Math.floor(since / 1000) >= lastModified;
}

/** Whether If-None-Match names the tag (RFC 9110 §13.1.2): `*` alone means any; in quotes it is a tag like others. */
export function namesTag(ifNoneMatch: string, tag: string): boolean {
  return ifNoneMatch.trim() === "*" || listTags(ifNoneMatch).includes(tag);
}

const LIST_MEMBER = /(?:W\/)?"([^"]*)"|([^\s,"]+)/gi;

/**
 * The opaque tags of an If-None-Match list, for weak comparison (RFC 9110 §8.8.3.2). Quotes that a client lost, and the
 * suffixes that compressing proxies add (`-gzip`, `-br`, `--gzip`, `;gzip`), are forgiven.
 */
export function listTags(ifNoneMatch: string): string[] {
  const text = ifNoneMatch.slice(0, MAX_CONDITION_LENGTH);
  return [...text.matchAll(LIST_MEMBER)].map(([, quoted, bare]) => {
    const opaque = quoted ?? (bare ?? "").replace(/^W\//i, "");
    return opaque.replace(/(?:--?|;)(?:gzip|br|zstd)$/i, "");
  });
}

export const ANY_EPOCH = Symbol("any epoch");

/** The highest revision that a client's validators claim under an epoch: higher than our head, and the head is old. */
export function findClaimedRevision(ifNoneMatch: string | null, epoch: string | typeof ANY_EPOCH): number {
  if (ifNoneMatch === null) return 0;
  const revisions = listTags(ifNoneMatch)
    .map((tag) => /^(\d{1,15})-([0-9a-f]+)$/.exec(tag))
    .filter((match) => match && (epoch === ANY_EPOCH || match[2] === epoch))
    .map((match) => Number(match?.[1]));
  return Math.max(0, ...revisions);
}
