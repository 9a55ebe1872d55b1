import type { DocumentHead } from "../feed-item.ts";
import { readAuthor } from "./read-parts.ts";
import { parseAddress, type Report, readAddress, readDate, readMeasure, readMembers, readText } from "./read-values.ts";

const links = { rss: readAddress, atom: readAddress, json: readAddress };

const optionMembers = {
  id: readText,
  title: readText,
  description: readText,
  language: readText,
  link: readAddress,
  updated: readDate,
  author: readAuthor,
  ttl: readMeasure,
  generator: (value: unknown, problems: Report[]) => value !== false && readText(value, problems, 0),
  docs: readText,
  copyright: readText,
  license: readAddress,
  favicon: readAddress,
  image: readAddress,
  hub: readAddress,
  stylesheet: readText,
  feed: readAddress,
  feedLinks: (value: unknown, problems: Report[]) => readMembers(links, value, problems),
  podcast: (value: unknown) => value === true,
  category: readText,
};

export interface ReadOptions extends DocumentHead {
  readonly podcast: boolean | undefined;
  readonly category: string | undefined;
}

/** The channel as the options describe it. */
export function readOptions(value: unknown, problems: Report[]): ReadOptions {
  const options = readMembers(optionMembers, value, problems);
  const { id, feed, feedLinks } = options;
  const rss = feed ?? feedLinks?.rss;
  const atom = feed ?? feedLinks?.atom;
  const json = feedLinks?.json;
  // RSS 2.0 requires a home page: where there is none, an address that leads to the feed's publisher.
  const link = options.link ?? parseAddress(id) ?? rss ?? atom ?? json;
  const title = options.title ?? link ?? "Untitled";
  return { ...options, id: id ?? link ?? title, title, link, feedLinks: { rss, atom, json }, icon: options.image };
}
