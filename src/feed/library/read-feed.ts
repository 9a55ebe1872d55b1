import type { DocumentHead, DocumentItem } from "../feed-item.ts";
import { type Extensible, itemOf, type ReadExtensions } from "./read-item.ts";
import { type ReadOptions, readOptions } from "./read-options.ts";
import { readAuthor, readCategory } from "./read-parts.ts";
import { type Loose, readList } from "./read-values.ts";
import { type Trace, traceReads } from "./trace.ts";
import type { FeedSource, Problem } from "./types.ts";

/** A feed that can be rendered, whatever was given. */
export interface ReadFeed {
  readonly head: DocumentHead & Extensible;
  readonly items: readonly (DocumentItem & Extensible)[];
  /** Of extensions and Media RSS. */
  readonly namespaces: Record<string, string>;
}

/** An item, or the channel, which has no files. */
export type Extended = Pick<DocumentItem, "content" | "enclosure" | "otherFiles" | "extensions">;

/** Parts that documents carry beside the elements of their formats: extensions, Media RSS, Apple's elements for podcasts. */
export interface Extras {
  readonly extensionsOf: (namespaces: Record<string, string>) => ReadExtensions;
  /** Adds what the source does not say itself. */
  readonly complete: (feed: ReadFeed, options: ReadOptions) => void;
  /** Media RSS and the extensions that are elements. */
  readonly render: (part: Extended) => string;
  /** The extensions that are members of JSON Feed. */
  readonly listMembers: (part: Extended) => Readonly<Record<string, unknown>>;
}

/**
 * Values that documents do not show as they were given are added to `problems`. Without a list, the source is read behind proxies only
 * if a getter throws: its value is missing, as any that cannot be written.
 */
export function readFeed(feed: FeedSource, extras?: Extras, problems?: Problem[]): ReadFeed {
  try {
    if (!problems) return readSource(feed, extras);
  } catch {}
  const trace = { path: "", value: undefined, problems: problems ?? [] };
  return readSource(traceReads(feed, trace), extras, trace);
}

function readSource(feed: unknown, extras?: Extras, trace?: Trace): ReadFeed {
  const source: Loose<FeedSource> = Object(feed);
  const namespaces: Record<string, string> = Object.create(null);
  const readExtensions = extras?.extensionsOf(namespaces);
  const options = readOptions(source.options, trace);
  const items = readList(source.items, itemOf(readExtensions), trace);
  const head = {
    ...options,
    categories: readList(source.categories, readCategory, trace),
    contributors: readList(source.contributors, readAuthor, trace),
    extensions: readExtensions?.(source.extensions, trace),
    // The clock has no part in a document: the same feed gives the same bytes.
    updated: options.updated ?? newestOf(items),
  };
  const read = { head, items, namespaces };
  extras?.complete(read, options);
  return read;
}

function newestOf(items: readonly DocumentItem[]): Date | undefined {
  let newest: Date | undefined;
  for (const { date, published } of items) {
    const time = date ?? published;
    if (!newest || (time && time > newest)) newest = time;
  }
  return newest;
}
