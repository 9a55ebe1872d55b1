import type { DocumentHead } from "../feed-item.ts";
import { readAuthor } from "./read-parts.ts";
import { type Loose, parseAddress, readAddress, readDate, readMeasure, readText } from "./read-values.ts";
import type { Trace } from "./trace.ts";
import type { FeedOptions } from "./types.ts";

export interface ReadOptions extends DocumentHead {
  readonly podcast: boolean;
  readonly category: string | undefined;
}

/** The channel as the options describe it. */
export function readOptions(value: unknown, trace?: Trace): ReadOptions {
  const options: Loose<FeedOptions> = Object(value);
  const { generator } = options;
  const feed = readAddress(options.feed, trace);
  const links: Loose<DocumentHead["feedLinks"]> = Object(options.feedLinks);
  const feedLinks = {
    rss: feed ?? readAddress(links.rss, trace),
    atom: feed ?? readAddress(links.atom, trace),
    json: readAddress(links.json, trace),
  };
  const { rss, atom, json } = feedLinks;
  const id = readText(options.id, trace);
  // RSS 2.0 requires a home page: where there is none, an address that leads to the feed's publisher.
  const link = readAddress(options.link, trace) ?? parseAddress(id) ?? rss ?? atom ?? json;
  if (!link) trace?.problems.push({ path: "options.link", message: "expected an address" });
  const title = readText(options.title, trace) ?? link ?? "Untitled";
  const image = readAddress(options.image, trace);
  return {
    id: id ?? link ?? title,
    title,
    description: readText(options.description, trace),
    language: readText(options.language, trace),
    link,
    updated: readDate(options.updated, trace),
    feedLinks,
    author: readAuthor(options.author, trace, 0),
    ttl: readMeasure(options.ttl, trace),
    generator: generator !== false && readText(generator, trace),
    docs: readText(options.docs, trace),
    copyright: readText(options.copyright, trace),
    license: readAddress(options.license, trace),
    favicon: readAddress(options.favicon, trace),
    image,
    icon: image,
    hub: readAddress(options.hub, trace),
    stylesheet: readText(options.stylesheet, trace),
    podcast: options.podcast === true,
    category: readText(options.category, trace),
  };
}
