/** A feed reader that can be told by a link which feed to add. */
export interface ReaderLink {
  readonly name: string;
  readonly link: (feedUrl: string) => string;
}

/** Those that run in a browser, by how many people use them. */
export const webReaders: readonly ReaderLink[] = [
  { name: "Feedly", link: (url) => `https://feedly.com/i/subscription/${encodeURIComponent(`feed/${url}`)}` },
  { name: "Inoreader", link: (url) => `https://www.inoreader.com/?add_feed=${encodeURIComponent(url)}` },
  { name: "NewsBlur", link: (url) => `https://www.newsblur.com/?url=${encodeURIComponent(url)}` },
  { name: "The Old Reader", link: (url) => `https://theoldreader.com/feeds/subscribe?url=${encodeURIComponent(url)}` },
  { name: "Feedbin", link: (url) => `https://feedbin.com/?subscribe=${encodeURIComponent(url)}` },
];

/** The device's default feed reader: NetNewsWire, Reeder and others register the scheme. */
export function deviceReaderLink(feedUrl: string): string {
  return `feed:${feedUrl}`;
}
