import { formatZonedDay } from "../lib/zoned-dates.ts";
import type { SiteProfile } from "./profile/site-profile.ts";
import { createUuidV5 } from "./uuid-v5.ts";

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
const URL_NAMESPACE = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

/**
 * RFC 4287 §4.2.6: replaces an article's own id that is not an IRI by its UUID of version 5. Undefined for an id that is an
 * IRI.
 */
export async function findIri(id: string): Promise<string | undefined> {
  if (ABSOLUTE_IRI.test(id)) return undefined;
  return `urn:uuid:${await createUuidV5(URL_NAMESPACE, id)}`;
}

/** The id of a feed: `tag:example.org,2026-01-01:feeds/main`. */
export function mintFeedId(authority: string, feed: string): string {
  return `tag:${authority}:${encodeSpecific(feed)}`;
}

/** RFC 3987 §5.3.2.2: NFC, as some file systems decompose names. */
function encodeSpecific(text: string): string {
  return encodeURIComponent(text.normalize("NFC")).replaceAll("%2F", "/");
}
