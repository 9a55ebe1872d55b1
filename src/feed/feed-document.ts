import { encodeUtf8, joinUtf8 } from "../lib/bytes.ts";
import type { FeedHead, FeedItem, Tombstone } from "./feed-item.ts";
import { buildFeedLinks } from "./feed-links.ts";
import { type FeedFormat, formats } from "./formats.ts";

/**
 * Takes the place of the `feed` package's `Feed`: same options, same items, same three methods; decision record 1 says why.
 * Of an item it reads what {@link FeedItem} names; `extensions`, `audio` and `video` it does not know.
 */
export class FeedDocument {
  readonly options: FeedHead;
  readonly items: FeedItem[] = [];
  readonly tombstones: Tombstone[] = [];

  constructor(head: FeedHead) {
    this.options = head;
  }

  addItem(item: FeedItem): void {
    this.items.push(item);
  }

  addTombstone(tombstone: Tombstone): void {
    this.tombstones.push(tombstone);
  }

  rss2(): string {
    return renderText(formats.rss, this);
  }

  atom1(): string {
    return renderText(formats.atom, this);
  }

  json1(): string {
    return renderText(formats.json, this);
  }
}

function renderText(format: FeedFormat, { options, items, tombstones }: FeedDocument): string {
  const opening = format.renderOpening(options, buildFeedLinks(options, format));
  return opening + items.map(format.renderEntry).join(format.separator) + format.renderClosing(tombstones);
}

/**
 * The bytes of one entry, to be kept under (id, revision, epoch) and given to {@link renderDocument} again. They begin with what
 * parts an entry from the one before it, so that a document is nothing but its pieces, joined.
 */
export function renderEntryBytes(format: FeedFormat, item: FeedItem): Uint8Array<ArrayBuffer> {
  return encodeUtf8(format.separator + format.renderEntry(item));
}

/** The UTF-8 of what `rss2()`, `atom1()` or `json1()` return. An entry is an item, or bytes of {@link renderEntryBytes}. */
export function renderDocument(
  format: FeedFormat,
  head: FeedHead,
  entries: readonly (Uint8Array | FeedItem)[],
  tombstones: readonly Tombstone[] = [],
): Uint8Array<ArrayBuffer> {
  return joinUtf8(listParts(format, head, entries, tombstones));
}

function* listParts(
  format: FeedFormat,
  head: FeedHead,
  entries: readonly (Uint8Array | FeedItem)[],
  tombstones: readonly Tombstone[],
): Generator<string | Uint8Array> {
  yield format.renderOpening(head, buildFeedLinks(head, format));
  let separator = "";
  for (const entry of entries) {
    if (!(entry instanceof Uint8Array)) yield separator + format.renderEntry(entry);
    else yield separator === "" ? entry.subarray(format.separator.length) : entry;
    separator = format.separator;
  }
  yield format.renderClosing(tombstones);
}
