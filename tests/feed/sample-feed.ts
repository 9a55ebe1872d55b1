import { webfeeds } from "../../src/feed/extensions/webfeeds.ts";
import { FeedDocument } from "../../src/feed/feed-document.ts";
import type { FeedHead, FeedItem, Tombstone } from "../../src/feed/feed-item.ts";

export const sampleHead: FeedHead = {
  id: "tag:news.example,2023-01-01:feed:main",
  title: "Harbour & Rail",
  description: "News <from> the harbour",
  language: "en",
  link: "https://news.example/",
  updated: new Date("2023-06-14T10:00:00Z"),
  feedLinks: {
    rss: "https://news.example/rss.xml",
    atom: "https://news.example/atom.xml",
    json: "https://news.example/feed.json",
  },
  author: { name: "The desk" },
  ttl: 15,
};

export const fullHead: FeedHead = {
  ...sampleHead,
  author: { name: "The desk", email: "desk@news.example", link: "https://news.example/about" },
  copyright: "© 2023 Harbour & Rail",
  license: "https://creativecommons.org/licenses/by/4.0/",
  favicon: "https://news.example/icon.png",
  image: "https://news.example/logo.png",
  hub: "https://news.example/hub?a=1&b=2",
  stylesheet: "https://news.example/feed.css?v=1&w=2",
  paging: { kind: "subscription", previousArchiveBase: "https://news.example/archive/3/" },
  extensions: webfeeds({
    cover: "https://news.example/cover.jpg?a=1&b=2",
    icon: "https://news.example/icon.png",
    logo: "https://news.example/logo.png",
    accentColor: "#9a3412",
    related: { layout: "card", target: "browser" },
  }),
};

export const archiveHead: FeedHead = {
  ...sampleHead,
  id: "tag:news.example,2023-01-01:feed:main:archive:2",
  feedLinks: {
    rss: "https://news.example/archive/2/rss.xml",
    atom: "https://news.example/archive/2/atom.xml",
    json: "https://news.example/archive/2/feed.json",
  },
  paging: {
    kind: "archive",
    currentBase: "https://news.example/",
    previousArchiveBase: "https://news.example/archive/1/",
    nextArchiveBase: "https://news.example/archive/3/",
  },
};

export const minimalItem: FeedItem = {
  id: "tag:news.example,2023-06-12:minimal",
  link: "https://news.example/articles/minimal",
  title: "Minimal",
  date: new Date("2023-06-12T08:05:09Z"),
  published: new Date("2023-06-12T08:05:09Z"),
  description: "",
  author: [],
  category: [],
  revision: 1,
};

export const fullItem: FeedItem = {
  id: "tag:news.example,2023-06-12:ferry",
  link: "https://news.example/articles/ferry?a=1&b=2",
  title: "AT&T <b>sails</b> “again” 🚢",
  date: new Date("2023-06-13T09:00:00Z"),
  published: new Date("2023-06-12T08:05:09Z"),
  description: "Fares rise by 3 < 4 & more",
  content:
    '<p>Fares &amp; rails: <em>3 &lt; 4</em> <img src="https://news.example/media/f.jpg" alt="A ferry"></p>\n<p>]]></p>',
  text: "Fares & rails: 3 < 4\n\n]]>",
  author: [
    { name: "Elena Marin", link: "https://news.example/authors/elena-marin", email: "elena@news.example" },
    { name: "Ioannis & Co" },
  ],
  category: [{ name: "Ships & rail", scheme: "https://news.example/categories/ships-and-rail/" }, { name: "Greece" }],
  enclosure: {
    url: "https://news.example/media/f.jpg",
    type: "image/jpeg",
    length: 48213,
    width: 1200,
    height: 630,
    alt: 'A "ferry" at dawn',
    credit: "A. Photographer",
  },
  language: "en-GB",
  externalUrl: "https://elsewhere.example/ferry",
  revision: 7,
};

export const greekItem: FeedItem = {
  ...minimalItem,
  id: "tag:news.example,2023-06-12:limani",
  link: "https://news.example/articles/limani",
  title: "Το λιμάνι",
  date: new Date("2023-06-14T10:00:00Z"),
  description: "Νέα από το λιμάνι",
  content: "<p>Το λιμάνι ανοίγει.</p>",
  text: "Το λιμάνι ανοίγει.",
  language: "el",
  enclosure: { url: "https://elsewhere.example/unmeasured.webp", type: "image/webp", length: 0 },
  revision: 8,
};

export const tombstone: Tombstone = {
  ref: "tag:news.example,2023-06-11:gone",
  when: new Date("2023-06-14T09:00:00Z"),
  comment: "Withdrawn & corrected elsewhere",
};

export function documentOf(head: FeedHead, items: readonly FeedItem[], tombstones: readonly Tombstone[] = []) {
  const document = new FeedDocument(head);
  for (const item of items) document.addItem(item);
  for (const removed of tombstones) document.addTombstone(removed);
  return document;
}

/** A feed that gives summaries only: neither HTML nor its text. */
export function summarise({ content: _content, text: _text, ...item }: FeedItem): FeedItem {
  return item;
}

export function changed(item: FeedItem, changes: Partial<FeedItem>): FeedItem {
  return { ...item, ...changes };
}

/** The documents in tests/golden, by the name of their files. */
export const goldenDocuments = {
  rich: documentOf(fullHead, [greekItem, fullItem, minimalItem]),
  minimal: documentOf(sampleHead, [minimalItem]),
  empty: documentOf(sampleHead, []),
  summaries: documentOf(fullHead, [summarise(greekItem), summarise(fullItem)]),
  archive: documentOf(archiveHead, [fullItem], [tombstone]),
  complete: documentOf({ ...sampleHead, paging: { kind: "complete" } }, [minimalItem]),
} as const;

export const goldenFileNames = Object.keys(goldenDocuments).flatMap((name) => [
  `${name}.rss.xml`,
  `${name}.atom.xml`,
  `${name}.feed.json`,
]);

export function renderGolden(fileName: string): string {
  const [name = "", format] = fileName.split(".");
  const document = Object.entries(goldenDocuments).find(([key]) => key === name)?.[1];
  if (document === undefined) throw new Error(`Cannot render golden file ${fileName}: no document is called "${name}"`);
  if (format === "rss") return document.rss2();
  return format === "atom" ? document.atom1() : document.json1();
}
