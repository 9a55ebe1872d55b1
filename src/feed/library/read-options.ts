import type { DocumentHead } from "../feed-item.ts";
import { readAuthor } from "./read-parts.ts";
import { parseAddress, readAddress, readDate, readMeasure, readMembers, readText, report } from "./read-values.ts";
import type { Problem } from "./types.ts";

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
  generator: (value: unknown, path: string, problems: Problem[]) => value !== false && readText(value, path, problems),
  docs: readText,
  copyright: readText,
  license: readAddress,
  favicon: readAddress,
  image: readAddress,
  hub: readAddress,
  stylesheet: readText,
  feed: readAddress,
  feedLinks: (value: unknown, path: string, problems: Problem[]) => readMembers(links, value, `${path}.`, problems),
  podcast: (value: unknown) => value === true,
  category: readText,
};

export interface ReadOptions extends DocumentHead {
  readonly podcast: boolean | undefined;
  readonly category: string | undefined;
}

/** The channel as the options describe it. */
export function readOptions(value: unknown, problems: Problem[]): ReadOptions {
  const options = readMembers(optionMembers, value, "options.", problems);
  const { id, feed, feedLinks } = options;
  const rss = feed ?? feedLinks?.rss;
  const atom = feed ?? feedLinks?.atom;
  const json = feedLinks?.json;
  // RSS 2.0 requires a home page: where there is none, an address that leads to the feed's publisher.
  const link = options.link ?? parseAddress(id) ?? rss ?? atom ?? json;
  if (link === undefined) report(problems, "options.link", "an address");
  const title = options.title ?? link ?? "Untitled";
  return { ...options, id: id ?? link ?? title, title, link, feedLinks: { rss, atom, json }, icon: options.image };
}
