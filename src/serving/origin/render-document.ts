import {
  buildFeedHead,
  buildFeedItem,
  type DocumentPlace,
  type DocumentSettings,
  findNamedRule,
  requireProfile,
  resolveMark,
} from "../../feed/build-feed.ts";
import { type Extension, listNamespaces } from "../../feed/extensions/extension.ts";
import { renderDocument, renderEntryBytes } from "../../feed/feed-document.ts";
import type { FeedHead, FeedItem, Tombstone } from "../../feed/feed-item.ts";
import type { FeedName } from "../../feed/feed-names.ts";
import { allFormats, type FeedFormat } from "../../feed/formats.ts";
import { isPodcast, type PodcastFeed } from "../../feed/podcast/podcast-feed.ts";
import { MARKDOWN_NAMESPACES, writeMarkdownElement } from "../../feed/publication/markdown-extension.ts";
import type { ListedSnapshot, Texts, WindowRow } from "../../feed/publishing/publication-store.ts";
import type { ByteLru } from "../../lib/byte-lru.ts";
import type { LiveHead } from "../head.ts";

export interface RenderContext {
  readonly name: FeedName;
  readonly snapshot: ListedSnapshot;
  /** The requested entries of the snapshot: the whole window, those new in it, or those still on an archive page. */
  readonly entries: readonly WindowRow[];
  readonly tombstones: readonly Tombstone[];
  readonly place: DocumentPlace;
  /** Set on a page of the archive. */
  readonly archivePage: number | undefined;
  readonly head: LiveHead;
  readonly settings: DocumentSettings;
}

/** Bytes of entries, by epoch, format, id and revision: an entry is rendered once while it is in the window. */
export type EntryBytes = ByteLru<Uint8Array>;

/** How a kind of document under a feed's head is rendered. */
export interface DocumentRenderer {
  readonly texts: Texts;
  readonly render: (context: RenderContext) => Promise<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>;
}

/** The renderer of a feed's format; undefined: there is no such format. */
export function findFeedRenderer(id: string, entryBytes: EntryBytes): DocumentRenderer | undefined {
  const format = allFormats.find((known) => known.id === id);
  return format && { texts: format.texts, render: (context) => renderFormat(format, context, entryBytes) };
}

/** A podcast, and the writers of its elements. */
interface Podcast extends Awaited<ReturnType<typeof loadWriters>> {
  readonly feed: PodcastFeed;
}

const loadWriters = () => import("./late-podcasts.ts");

/** Beyond it the window's older entries become summaries. */
const MAX_WINDOW_BYTES = 1_000_000;

async function renderFormat(
  format: FeedFormat,
  context: RenderContext,
  kept: EntryBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const { name, snapshot, place, settings } = context;
  const profile = requireProfile(snapshot.site);
  const rule = findNamedRule(profile, name);
  const podcast = isPodcast(rule) ? { ...(await loadWriters()), feed: rule } : undefined;
  const hasMarkdown = rule?.hasMarkdown === true && format.id === "rss";
  let content = rule?.content ?? "full";
  let spentBytes = 0;
  const entries = context.entries.map((row) => {
    const entry = findEntryBytes(format, row, { content, podcast, hasMarkdown }, context, kept);
    spentBytes += entry.byteLength;
    if (content === "summary" || spentBytes <= MAX_WINDOW_BYTES) return entry;
    content = "summary";
    return findEntryBytes(format, row, { content, podcast, hasMarkdown }, context, kept);
  });
  const plain = buildFeedHead(snapshot, name, place, settings);
  const head = hasMarkdown ? { ...plain, namespaces: { ...plain.namespaces, ...MARKDOWN_NAMESPACES } } : plain;
  const shown = podcast === undefined ? head : extendHead(head, podcast, format, context);
  return renderDocument(format, shown, entries, context.tombstones);
}

/** Entries are bytes, which do not say which namespaces they use. */
function extendHead(head: FeedHead, podcast: Podcast, { id }: FeedFormat, context: RenderContext): FeedHead {
  const { entries, snapshot, settings } = context;
  const profile = requireProfile(snapshot.site);
  const { publicUrl } = settings;
  const written = podcast.writePodcastHead(head, podcast.feed, profile, { publicUrl, format: id });
  if (id !== "rss") return written;
  const used = entries.flatMap(({ record }) =>
    podcast.listItemExtensions(record, undefined, podcast.feed, profile, publicUrl),
  );
  return { ...written, namespaces: { ...head.namespaces, ...listNamespaces(used) } };
}

function extendItem(item: FeedItem, more: readonly Extension[]): FeedItem {
  return { ...item, extensions: [...(item.extensions ?? []), ...more] };
}

interface EntryForm {
  readonly content: "full" | "summary";
  readonly podcast: Podcast | undefined;
  readonly hasMarkdown: boolean;
}

function findEntryBytes(
  format: FeedFormat,
  { record }: WindowRow,
  { content, podcast, hasMarkdown }: EntryForm,
  { head, settings, snapshot }: RenderContext,
  entryBytes: EntryBytes,
): Uint8Array {
  const body = hasMarkdown ? `${content}, markdown` : content;
  const form = podcast === undefined ? body : `${body} in ${podcast.feed.name}`;
  const key = `${head.epoch} ${format.id} ${form} ${record.revision} ${record.id}`;
  const kept = entryBytes.get(key);
  if (kept !== undefined) return kept;
  const profile = requireProfile(snapshot.site);
  const plain = buildFeedItem(record, content, settings.publicUrl, profile);
  const markdown = hasMarkdown && content === "full" ? record.markdown : undefined;
  const item = markdown ? extendItem(plain, [writeMarkdownElement(resolveMark(markdown, settings.publicUrl))]) : plain;
  const isExtended = podcast !== undefined && format.id === "rss";
  const bytes = renderEntryBytes(
    format,
    isExtended
      ? extendItem(item, podcast.listItemExtensions(record, item.enclosure, podcast.feed, profile, settings.publicUrl))
      : item,
  );
  entryBytes.set(key, bytes, bytes.byteLength);
  return bytes;
}
