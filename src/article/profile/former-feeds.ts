/** The documents of a feed that a former address may lead to, by what the address says of its format. */
const FILE_NAMES: readonly { readonly named: RegExp; readonly fileName: string }[] = [
  { named: /\batom\b/i, fileName: "atom.xml" },
  { named: /\bjson\b/i, fileName: "feed.json" },
];

/** A feed by its name or by the path of one of its documents: `main`, `categories/sea`, `/categories/sea/atom.xml`. */
const TARGET =
  /^\/?(?:(main)|((?:categories|tags|authors|languages|feeds)\/[^/?#\s]+))?\/?(rss\.xml|atom\.xml|feed\.json)?$/;

/**
 * The path and the query of an address where a feed was, percent-encoded; undefined for the front page, for any other place of an
 * article or a feed of ours, and for what is no address.
 */
export function readFormerFeedAddress(text: string): string | undefined {
  const url = /^(?:\/(?!\/)|https?:\/\/)/i.test(text.trim()) ? URL.parse(text.trim(), "https://former.invalid") : null;
  if (url === null) return undefined;
  const isOurs =
    /^\/(?:|rss\.xml|atom\.xml|feed\.json|feed|feeds\.opml|(?:articles|media|api|dashboard|hub)(?:\/.*)?)$/;
  return isOurs.test(url.pathname) && url.search === "" ? undefined : url.pathname + url.search;
}

/** Where a former address leads: the path of the feed's document in the format that the address names, else in RSS. */
export function readFormerFeedTarget(target: string, address: string): string | undefined {
  const match = TARGET.exec(target.trim());
  if (match === null || target.trim() === "" || target.trim() === "/") return undefined;
  const [, , collected, fileName] = match;
  const guessed = FILE_NAMES.find(({ named }) => named.test(address))?.fileName;
  const folder = collected === undefined ? "/" : `/${encodeURI(collected.normalize("NFC"))}/`;
  return folder + (fileName ?? guessed ?? "rss.xml");
}
