import type { SiteProfile } from "./site-profile.ts";

/**
 * An article's id: a `tag:` URI (RFC 4151 §2.1) of the publication's domain, the day of publication
 * (in its time zone) and the article's key.
 * It is minted once, at first publication, and stored; a store built anew from the same files mints the same.
 */
export function mintArticleId(
  { domain, timeZone }: Pick<SiteProfile, "domain" | "timeZone">,
  publishedAt: number,
  key: string,
): string {
  // The Swedish form of a date is ISO 8601's.
  const day = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone }).format(publishedAt);
  return `tag:${domain},${day}:${encodeSpecific(key)}`;
}

/** The id of a feed: `tag:example.org,2026-01-01:feeds/main`. */
export function mintFeedId(authority: string, feed: string): string {
  return `tag:${authority}:${encodeSpecific(feed)}`;
}

function encodeSpecific(text: string): string {
  return encodeURIComponent(text).replaceAll("%2F", "/");
}
