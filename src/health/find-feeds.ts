const FEED_TYPE = /^application\/(?:rss\+xml|atom\+xml|feed\+json)\b/i;

/** Whether it is a page, which may name feeds. A feed that is sent as HTML is a feed with a wrong type. */
export function isPage(contentType: string | null, text: string): boolean {
  if (/^\s*<(?:!doctype html|html)/i.test(text)) return true;
  return /^text\/html|^application\/xhtml/i.test(contentType ?? "") && !/^\s*(?:<\?xml|<rss|<feed|<rdf|\{)/i.test(text);
}

/** The feeds that a page advertises (HTML, link type "alternate"), absolute, each once. */
export function findFeeds(html: string, base: string): string[] {
  const links = Array.from(html.matchAll(/<link\b[^<>]*>/gi), ([tag]) => tag);
  const addresses = links.flatMap((tag) => {
    const isFeed = /\balternate\b/i.test(attributeOf(tag, "rel")) && FEED_TYPE.test(attributeOf(tag, "type"));
    const url = isFeed ? URL.parse(attributeOf(tag, "href").replaceAll("&amp;", "&"), base) : null;
    return url === null ? [] : [url.href];
  });
  return [...new Set(addresses)];
}

function attributeOf(tag: string, name: string): string {
  const [, double, single, bare] =
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(tag) ?? [];
  return double ?? single ?? bare ?? "";
}
