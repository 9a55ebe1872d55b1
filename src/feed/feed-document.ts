import { encodeUtf8, joinUtf8 } from "../lib/bytes.ts";
import { listNamespaces } from "./extensions/extension.ts";
import type { Namespaces } from "./extensions/namespaces.ts";
import type { DocumentHead, DocumentItem, Tombstone } from "./feed-item.ts";
import { buildFeedLinks } from "./feed-links.ts";
import { type FeedFormat, formats } from "./formats.ts";

/** A document out of values that need no cleaning. `Feed` of `edgewire/feed` takes anything. */
export class FeedDocument {
  readonly options: DocumentHead;
  readonly items: DocumentItem[] = [];
  readonly tombstones: Tombstone[] = [];

  constructor(head: DocumentHead) {
    this.options = head;
  }

  addItem(item: DocumentItem): void {
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
  const namespaces = findNamespaces(format, options, items);
  const opening = format.renderOpening(options, buildFeedLinks(options, format), namespaces);
  return opening + items.map(format.renderEntry).join(format.separator) + format.renderClosing(tombstones);
}

/**
 * The bytes of one entry, to be kept under (id, revision, epoch) and given to {@link renderDocument} again. They begin with what
 * parts an entry from the one before it, so that a document is nothing but its pieces, joined.
 */
export function renderEntryBytes(format: FeedFormat, item: DocumentItem): Uint8Array<ArrayBuffer> {
  return encodeUtf8(format.separator + format.renderEntry(item));
}

/** The UTF-8 of what `rss2()`, `atom1()` or `json1()` return. An entry is an item, or bytes of {@link renderEntryBytes}. */
export function renderDocument(
  format: FeedFormat,
  head: DocumentHead,
  entries: readonly (Uint8Array | DocumentItem)[],
  tombstones: readonly Tombstone[] = [],
): Uint8Array<ArrayBuffer> {
  return joinUtf8(listParts(format, head, entries, tombstones));
}

function* listParts(
  format: FeedFormat,
  head: DocumentHead,
  entries: readonly (Uint8Array | DocumentItem)[],
  tombstones: readonly Tombstone[],
): Generator<string | Uint8Array> {
  yield format.renderOpening(head, buildFeedLinks(head, format), findNamespaces(format, head, entries));
  let separator = "";
  for (const entry of entries) {
    if (!(entry instanceof Uint8Array)) yield separator + format.renderEntry(entry);
    else yield separator === "" ? entry.subarray(format.separator.length) : entry;
    separator = format.separator;
  }
  yield format.renderClosing(tombstones);
}

/** Bytes do not say which namespaces they use: `head.namespaces` names those of their extensions. */
function findNamespaces(
  format: FeedFormat,
  head: DocumentHead,
  entries: readonly (Uint8Array | DocumentItem)[],
): Namespaces {
  const found = { ...format.namespaces, ...head.namespaces };
  for (const entry of entries) {
    if (entry instanceof Uint8Array || entry.extensions === undefined) continue;
    Object.assign(found, listNamespaces(entry.extensions));
  }
  return found;
}
