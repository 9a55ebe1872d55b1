import type { Extension } from "../extensions/extension.ts";
import type { Namespaces } from "../extensions/namespaces.ts";
import type { DocumentHead, DocumentItem } from "../feed-item.ts";
import { itemOf } from "./read-item.ts";
import { type ReadOptions, readOptions } from "./read-options.ts";
import { readAuthor, readCategory } from "./read-parts.ts";
import { listOf, type Read, type Report, readMembers, report } from "./read-values.ts";
import type { FeedSource } from "./types.ts";

/** A feed that can be rendered, whatever was given. */
export interface ReadFeed {
  readonly head: DocumentHead;
  readonly items: readonly DocumentItem[];
  /** Of extensions and Media RSS. */
  readonly namespaces: Namespaces;
}

/** Parts that documents carry beside the elements of their formats: extensions, Media RSS, Apple's elements for podcasts. */
export interface Extras {
  readonly extensionsOf: (namespaces: Record<string, string>) => Read<Extension[]>;
  readonly complete: (feed: ReadFeed, options: ReadOptions) => ReadFeed;
  readonly renderExtensions: (extensions?: readonly Extension[]) => string;
  /** Media RSS and extensions. */
  readonly renderItem: (item: DocumentItem) => string;
  /** The same as members of JSON Feed. */
  readonly listMembers: (extensions?: readonly Extension[]) => Readonly<Record<string, unknown>>;
}

/** Paths of the problems begin with a period. */
export function readFeed(feed: FeedSource, extras?: Extras, problems: Report[] = []): ReadFeed {
  const namespaces: Record<string, string> = Object.create(null);
  const readExtensions = extras?.extensionsOf(namespaces);
  const members = {
    options: readOptions,
    categories: listOf(readCategory),
    contributors: listOf(readAuthor),
    items: listOf(itemOf(readExtensions)),
    ...(readExtensions && { extensions: readExtensions }),
  };
  const { options = readOptions({}, problems), items = [], ...lists } = readMembers(members, feed, problems);
  if (options.link === undefined) report(problems, "an address", undefined, ".options.link");
  // The clock has no part in a document: the same feed gives the same bytes.
  const head: DocumentHead = { ...options, ...lists, updated: options.updated ?? newestOf(items) };
  return extras?.complete({ head, items, namespaces }, options) ?? { head, items, namespaces };
}

function newestOf(items: readonly DocumentItem[]): Date | undefined {
  let newest: Date | undefined;
  for (const { date, published } of items) {
    const time = date ?? published;
    if (!newest || (time && time > newest)) newest = time;
  }
  return newest;
}
