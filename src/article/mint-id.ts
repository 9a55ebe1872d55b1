import { formatHex } from "../lib/bytes.ts";
import { formatZonedDay } from "../lib/zoned-dates.ts";
import type { SiteProfile } from "./profile/site-profile.ts";

/**
 * An article's id: a `tag:` URI (RFC 4151 §2.1) of the publication's authority, the day of publication (in its time zone) and the
 * article's key. It is minted once, at first publication, and stored; a store rebuilt from the same files mints the same. An
 * article that takes the key of one that was moved away gets a number, since the id stays with that one.
 */
export function mintArticleId(
  authority: string,
  { timeZone }: Pick<SiteProfile, "timeZone">,
  publishedAt: number,
  key: string,
  number = 1,
): string {
  const suffix = number === 1 ? "" : `;${number}`;
  return `tag:${authority},${formatZonedDay(publishedAt, timeZone)}:${encodeSpecific(key)}${suffix}`;
}

/** RFC 3987 §2.2, as far as Atom needs it: a scheme, and nothing that no IRI may hold, but that its host is no IPv6 address. */
const ABSOLUTE_IRI = /^[a-z][a-z\d+.-]*:(?:[^\s<>"{}|\\^`[\]%]|%[\da-f]{2})+$/i;

/** RFC 9562 §6.6: the name space of names that are addresses. */
const URL_NAMESPACE = "6ba7b8119dad11d180b400c04fd430c8";

/**
 * RFC 4287 §4.2.6: replaces an article's own id that is not an IRI by its UUID of version 5. Undefined for an id that is an
 * IRI.
 */
export async function findIri(id: string): Promise<string | undefined> {
  if (ABSOLUTE_IRI.test(id)) return undefined;
  const namespace = URL_NAMESPACE.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? [];
  const name = new TextEncoder().encode(id);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", new Uint8Array([...namespace, ...name])));
  const bytes = digest.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `urn:uuid:${formatHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
}

/** The id of a feed: `tag:example.org,2026-01-01:feeds/main`. */
export function mintFeedId(authority: string, feed: string): string {
  return `tag:${authority}:${encodeSpecific(feed)}`;
}

/** RFC 3987 §5.3.2.2: NFC, as some file systems decompose names. */
function encodeSpecific(text: string): string {
  return encodeURIComponent(text.normalize("NFC")).replaceAll("%2F", "/");
}
