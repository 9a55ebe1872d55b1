import { Feed, type FeedOptions, type Item } from "feed";
import { generateAtomFeed, generateRssFeed } from "feedsmith";
import type { FeedHead, FeedItem } from "../src/feed/feed-item.ts";
import { buildFeedLinks } from "../src/feed/feed-links.ts";
import { formats } from "../src/feed/formats.ts";
import { GENERATOR_NAME, GENERATOR_URI, RENDERER_VERSION } from "../src/feed/renderer-version.ts";

/** The `feed` package, given the same head and items. */
export function buildFeed(head: FeedHead, items: readonly FeedItem[]): Feed {
  const feed = new Feed(head as FeedOptions);
  for (const item of items) feed.addItem(item as Item);
  return feed;
}

/** feedsmith's RSS of the same values; the object is built beforehand and its making not timed. */
export function smithRss(head: FeedHead, items: readonly FeedItem[]): () => string {
  const links = buildFeedLinks(head, formats.rss);
  const document: Parameters<typeof generateRssFeed>[0] = {
    title: head.title,
    link: head.link,
    description: head.description,
    language: head.language,
    ...(head.copyright && { copyright: head.copyright }),
    lastBuildDate: head.updated,
    docs: "https://www.rssboard.org/rss-specification",
    generator: GENERATOR_NAME,
    ttl: head.ttl,
    ...(head.image && { image: { url: head.image, title: head.title, link: head.link } }),
    atom: {
      links: [
        { rel: "self", type: "application/rss+xml", href: links.self ?? "" },
        ...(head.hub ? [{ rel: "hub", href: head.hub }] : []),
        ...links.paging.map((page) => ({ ...page, type: "application/rss+xml" })),
      ],
    },
    ...(head.license && { creativeCommons: { licenses: [head.license] } }),
    items: items.map((item) => ({
      title: item.title,
      link: item.link,
      guid: { value: item.id, isPermaLink: false },
      pubDate: item.published,
      atom: { updated: item.date },
      description: item.description,
      content: { encoded: item.content ?? "" },
      dc: { creators: item.author.map((author) => author.name) },
      categories: item.category.map(({ name }) => ({ name })),
      ...(item.enclosure && {
        enclosures: [{ ...item.enclosure, length: item.enclosure.length ?? 0 }],
        media: smithMedia(item.enclosure),
      }),
    })),
  };
  return () => generateRssFeed(document);
}

/** feedsmith 3 drops an Atom text that is a plain string without a word: each is `{ value, type }`. */
export function smithAtom(head: FeedHead, items: readonly FeedItem[]): () => string {
  const links = buildFeedLinks(head, formats.atom);
  const document: Parameters<typeof generateAtomFeed>[0] = {
    id: head.id,
    title: { value: head.title, type: "text" },
    subtitle: { value: head.description, type: "text" },
    updated: head.updated,
    links: [
      { rel: "self", type: "application/atom+xml", href: links.self ?? "" },
      { rel: "alternate", type: "text/html", href: head.link },
      ...(head.hub ? [{ rel: "hub", href: head.hub }] : []),
      ...links.paging.map((page) => ({ ...page, type: "application/atom+xml" })),
    ],
    authors: [smithPerson(head.author)],
    generator: { text: GENERATOR_NAME, uri: GENERATOR_URI, version: RENDERER_VERSION },
    ...(head.favicon && { icon: head.favicon }),
    ...(head.image && { logo: head.image }),
    ...(head.copyright && { rights: { value: head.copyright, type: "text" } }),
    xml: { lang: head.language },
    entries: items.map((item) => ({
      id: item.id,
      title: { value: item.title, type: "text" },
      published: item.published,
      updated: item.date,
      links: [
        ...(item.enclosure
          ? [
              {
                rel: "enclosure",
                href: item.enclosure.url,
                type: item.enclosure.type,
                length: item.enclosure.length ?? 0,
              },
            ]
          : []),
        { rel: "alternate", type: "text/html", href: item.link },
      ],
      summary: { value: item.description, type: "text" },
      content: { value: item.content ?? "", type: "html" },
      authors: item.author.map(smithPerson),
      categories: item.category.map(({ name, scheme }) => ({ term: name, label: name, ...(scheme && { scheme }) })),
      ...(item.enclosure && { media: smithMedia(item.enclosure) }),
      ...(item.language && { xml: { lang: item.language } }),
    })),
  };
  return () => generateAtomFeed(document);
}

function smithPerson(person: FeedHead["author"]) {
  return {
    name: person.name,
    ...(person.link && { uri: person.link }),
    ...(person.email && { email: person.email }),
  };
}

function smithMedia(image: NonNullable<FeedItem["enclosure"]>) {
  const size = { ...(image.width && { width: image.width }), ...(image.height && { height: image.height }) };
  return {
    contents: [
      {
        url: image.url,
        medium: "image",
        type: image.type,
        fileSize: image.length ?? 0,
        ...size,
        thumbnails: [{ url: image.url, ...size }],
        description: { value: image.alt ?? "", type: "plain" },
        credits: [{ value: image.credit ?? "", role: "photographer", scheme: "urn:ebu" }],
      },
    ],
  };
}
