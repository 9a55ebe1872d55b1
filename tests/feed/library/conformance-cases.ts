import type { FeedOptions, Item } from "feed";

/** What a case does with a feed, through the calls that both packages have. */
export interface AnyFeed {
  addItem(item: Item): void;
  addCategory(category: string): void;
  addContributor(contributor: { name?: string; email?: string; link?: string }): void;
  addExtension(extension: { name: string; objects: Record<string, unknown> }): void;
  rss2(): string;
  atom1(): string;
  json1(): string;
}

export interface Case {
  readonly name: string;
  readonly options?: Partial<FeedOptions>;
  readonly items?: readonly Partial<Item>[];
  readonly fill?: (feed: AnyFeed) => void;
}

const JANE = { name: "Jane Doe", email: "jane@example.com", link: "https://example.com/jane" };
const JOE = { name: "Joe Smith", avatar: "https://example.com/joe.png" };

/** Every call and option of feed 6.0.0, by itself. */
export const cases: readonly Case[] = [
  { name: "no options but title, id and link" },
  { name: "title with markup", options: { title: "A & B <c>" } },
  { name: "id that is no address", options: { id: "urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6" } },
  { name: "generator", options: { generator: "awesome & more" } },
  { name: "generator false", options: { generator: false } },
  { name: "language", options: { language: "fr-CA" } },
  { name: "ttl", options: { ttl: 60 } },
  { name: "stylesheet of XSL", options: { stylesheet: "https://example.com/feed.xsl?a=1" } },
  { name: "stylesheet of CSS", options: { stylesheet: "https://example.com/feed.css" } },
  { name: "feed", options: { feed: "https://example.com/feed" } },
  {
    name: "feedLinks",
    options: {
      feedLinks: { rss: "https://example.com/rss", atom: "https://example.com/atom", json: "https://example.com/json" },
    },
  },
  { name: "hub", options: { hub: "https://hub.example.com/?a=1&b=2" } },
  { name: "docs", options: { docs: "https://example.com/docs" } },
  { name: "author", options: { author: JANE } },
  { name: "author with an avatar", options: { author: JOE } },
  { name: "link without a path", options: { link: "https://example.com" } },
  { name: "description", options: { description: "News & <b>more</b>" } },
  { name: "image", options: { image: "https://example.com/image.png" } },
  { name: "image without an ending", options: { image: "https://example.com/image?size=3&v=2" } },
  { name: "favicon", options: { favicon: "https://example.com/favicon.ico" } },
  { name: "image and favicon", options: { image: "https://example.com/i.png", favicon: "https://example.com/f.png" } },
  { name: "copyright", options: { copyright: "© 2026 & later" } },
  { name: "category without podcast", options: { category: "Technology" } },
  {
    name: "podcast",
    options: { podcast: true, category: "Technology", author: JANE, image: "https://example.com/image.png" },
    items: [{ audio: { url: "https://example.com/a.mp3", length: 9, type: "audio/mpeg", duration: 3661 } }],
  },
  { name: "podcast without author", options: { podcast: true } },
  { name: "updated", options: { updated: new Date("2026-03-14T09:30:00.250Z") } },
  { name: "addCategory", fill: (feed) => feed.addCategory("Technologie & more") },
  { name: "addContributor", fill: (feed) => feed.addContributor(JANE) },
  {
    name: "addExtension of JSON",
    fill: (feed) => feed.addExtension({ name: "_example", objects: { about: "just an example", dummy: "x" } }),
  },
  { name: "item", items: [{}] },
  { name: "two items", items: [{}, { title: "Two", link: "https://example.com/2" }] },
  { name: "item: title with markup", items: [{ title: "AT&T <b>bold</b>" }] },
  { name: "item: id", items: [{ id: "https://example.com/id?a=1&b=2" }] },
  { name: "item: id that is a URN", items: [{ id: "urn:isbn:0451450523" }] },
  { name: "item: guid", items: [{ guid: "guid-1" }] },
  { name: "item: guid and id", items: [{ guid: "guid-1", id: "https://example.com/id" }] },
  { name: "item: link to be escaped", items: [{ link: "https://example.com/a b?x=1&y=ü" }] },
  { name: "item: published", items: [{ published: new Date("2026-01-02T03:04:05Z") }] },
  { name: "item: description", items: [{ description: "<p>Fares &amp; rails</p>" }] },
  { name: "item: content", items: [{ content: "<p>Full &amp; long ]]</p>" }] },
  { name: "item: description and content", items: [{ description: "Short & plain", content: "<p>Full</p>" }] },
  { name: "item: author", items: [{ author: [JANE] }] },
  { name: "item: author without e-mail", items: [{ author: [JOE] }] },
  { name: "item: two authors", items: [{ author: [JANE, JOE] }] },
  { name: "item: no authors", items: [{ author: [] }] },
  { name: "item: contributor", items: [{ contributor: [JANE, JOE] }] },
  { name: "item: category by name", items: [{ category: [{ name: "Rail & sea" }, { name: "Greece" }] }] },
  { name: "item: category with all", items: [{ category: [fullCategory()] }] },
  { name: "item: category by term", items: [{ category: [{ term: "sea" }] }] },
  { name: "item: no categories", items: [{ category: [] }] },
  { name: "item: copyright", items: [{ copyright: "© Jane & Joe" }] },
  { name: "item: image as text", items: [{ image: "https://example.com/i.png" }] },
  { name: "item: image as text, JPEG", items: [{ image: "https://example.com/i.jpg?a=1&b=2" }] },
  { name: "item: image", items: [{ image: { url: "https://example.com/i.png", length: 12, type: "image/png" } }] },
  { name: "item: image with title", items: [{ image: { url: "https://example.com/i.png", title: "An image" } }] },
  { name: "item: audio as text", items: [{ audio: "https://example.com/a.mp3" }] },
  { name: "item: audio", items: [{ audio: { url: "https://example.com/a.mp3", length: 5, type: "audio/mpeg" } }] },
  { name: "item: audio with duration", items: [{ audio: { url: "https://example.com/a.mp3", duration: 61 } }] },
  { name: "item: video as text", items: [{ video: "https://example.com/v.mp4" }] },
  { name: "item: video", items: [{ video: { url: "https://example.com/v.mp4", length: 7, type: "video/mp4" } }] },
  { name: "item: enclosure", items: [{ enclosure: { url: "https://example.com/d.pdf", length: 3 } }] },
  { name: "item: enclosure that is an image", items: [{ enclosure: { url: "https://example.com/i.png" } }] },
  {
    name: "item: image and audio",
    items: [{ image: "https://example.com/i.png", audio: "https://example.com/a.mp3" }],
  },
  {
    name: "item: enclosure and image",
    items: [{ enclosure: { url: "https://example.com/a.mp3" }, image: "https://example.com/i.png" }],
  },
  { name: "item: extension of JSON", items: [{ extensions: [{ name: "_x", objects: { about: "an item", n: 1 } }] }] },
  {
    name: "item: extension of RSS",
    items: [{ extensions: [{ name: "dc:rights", objects: { _text: "all & more" } }] }],
  },
  { name: "item: extension without a prefix", items: [{ extensions: [{ name: "rating", objects: { value: "5" } }] }] },
];

function fullCategory() {
  return { name: "Rail", domain: "https://example.com/topics", scheme: "https://example.com/scheme", term: "rail" };
}

const base: FeedOptions = {
  title: "Feed Title",
  id: "https://example.com/",
  link: "https://example.com/",
  updated: new Date("2026-03-14T09:00:00Z"),
};
const baseItem: Item = { title: "One", link: "https://example.com/1", date: new Date("2026-03-13T08:00:00Z") };

/** Builds the feed of a case with the class of either package. */
export function build<Built extends AnyFeed>(create: (options: FeedOptions) => Built, one: Case): Built {
  const feed = create({ ...base, ...one.options });
  for (const item of one.items ?? []) feed.addItem({ ...baseItem, ...item });
  one.fill?.(feed);
  return feed;
}
