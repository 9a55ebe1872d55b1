/** Who reads feeds: what each says of itself when it asks for one. */
export interface ReaderAgent {
  readonly name: string;
  readonly userAgent: string;
}

/** Counts as one subscriber where it must say a number, so that no publication's figures change by it. */
export const readerAgents: readonly ReaderAgent[] = [
  { name: "Feedly", userAgent: "Feedly/1.0 (+http://www.feedly.com/fetcher.html; like FeedFetcher-Google)" },
  { name: "Inoreader", userAgent: "Mozilla/5.0 (compatible; inoreader.com; 1 subscribers)" },
  { name: "NewsBlur", userAgent: "NewsBlur Feed Fetcher - 1 subscriber - https://www.newsblur.com/site/1/" },
  { name: "Feedbin", userAgent: "Feedbin feed-id:1 - 1 subscribers" },
  { name: "FreshRSS", userAgent: "FreshRSS/1.27.1 (Linux; https://freshrss.org)" },
  { name: "Miniflux", userAgent: "Mozilla/5.0 (compatible; Miniflux/2.2.13; +https://miniflux.app)" },
  { name: "NetNewsWire", userAgent: "NetNewsWire (RSS Reader; https://netnewswire.com/)" },
  { name: "Tiny Tiny RSS", userAgent: "Tiny Tiny RSS/25.10 (https://tt-rss.org/)" },
  { name: "newsboat", userAgent: "newsboat/2.40.0 (Linux x86_64)" },
  {
    name: "a browser",
    userAgent:
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  },
];
