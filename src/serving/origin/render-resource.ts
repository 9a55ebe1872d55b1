import { buildTombstone, placeArchive, placeWindow, windowSizeOf } from "../../feed/build-feed.ts";
import type { FeedName } from "../../feed/feed-names.ts";
import { type Slice, selectEntries, WINDOW } from "../../feed/slices.ts";
import { readRenderingName } from "../delta.ts";
import type { LiveHead } from "../head.ts";
import type { FeedResource, PagedResource } from "../resource.ts";
import type { OriginMemory } from "./origin-ports.ts";
import { createHeadReader, type HeadPorts } from "./read-head.ts";
import { type DocumentRenderer, findFeedRenderer } from "./render-document.ts";

/** A document's bytes and the head that was read together with what they show. */
export interface MadeRendering {
  readonly head: LiveHead;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A feed for polls. Undefined: there is no such feed, or no delta can say what happened. */
export async function renderFeed(
  resource: FeedResource,
  rendering: string,
  ports: HeadPorts,
  { entryBytes }: OriginMemory,
): Promise<MadeRendering | undefined> {
  const { format, base } = readRenderingName(rendering);
  const renderer = findFeedRenderer(format, entryBytes);
  if (renderer === undefined) return undefined;
  return renderUnderHead(resource, base === undefined ? WINDOW : { kind: "after", revision: base }, renderer, ports);
}

/** A slice of a feed for deliveries; undefined: the feed is not there, or no such slice can say what happened. */
export async function renderSlice(
  name: FeedName,
  format: string,
  slice: Slice,
  ports: HeadPorts,
  { entryBytes }: OriginMemory,
): Promise<MadeRendering | undefined> {
  const renderer = findFeedRenderer(format, entryBytes);
  return renderer && renderWindow(name, slice, renderer, ports);
}

/** Renders a feed, or a page, from what is read together with its head. Only a feed has other slices than the whole. */
export async function renderUnderHead(
  resource: PagedResource,
  slice: Slice,
  renderer: DocumentRenderer,
  ports: HeadPorts,
): Promise<MadeRendering | undefined> {
  if (resource.kind === "feed") return renderWindow(resource.name, slice, renderer, ports);
  if (slice !== WINDOW) return undefined;
  return resource.kind === "catalogue"
    ? renderCatalogue(renderer, ports)
    : renderArchive(resource.name, resource.page, renderer, ports);
}

/** A document that lists all feeds, beside the window of the main one. */
async function renderCatalogue(renderer: DocumentRenderer, ports: HeadPorts): Promise<MadeRendering | undefined> {
  const { reader, settings } = ports;
  const snapshot = await reader.findSnapshot("main", "feeds", renderer.texts);
  const head = await createHeadReader(ports).ofCatalogue(snapshot);
  if (head.status !== "live" || snapshot.head === undefined) return undefined;
  const place = placeWindow(snapshot.head, windowSizeOf("main", snapshot.site), settings);
  const common = { name: "main" as const, snapshot, head, settings };
  const context = { ...common, entries: snapshot.window, tombstones: [], place, archivePage: undefined };
  return { head, bytes: await renderer.render(context) };
}

async function renderWindow(
  name: FeedName,
  slice: Slice,
  renderer: DocumentRenderer,
  ports: HeadPorts,
): Promise<MadeRendering | undefined> {
  const { reader, settings } = ports;
  const snapshot = await reader.findSnapshot(name, "nothing", renderer.texts);
  const head = await createHeadReader(ports).ofFeed(snapshot);
  if (head.status !== "live" || snapshot.head === undefined) return undefined;
  const entries = selectEntries(snapshot, slice);
  if (entries === undefined) return undefined;
  const whole = placeWindow(snapshot.head, windowSizeOf(name, snapshot.site), settings);
  // RFC 5005 §2: a part of a feed is never complete.
  const isPart = entries.length < snapshot.window.length;
  const place = isPart && whole.paging?.kind === "complete" ? { ...whole, paging: undefined } : whole;
  const common = { name, snapshot, head, settings };
  const context = { ...common, entries, tombstones: [], place, archivePage: undefined };
  return { head, bytes: await renderer.render(context) };
}

/** On a page of the archive a retracted article has left nothing but its tombstone. */
async function renderArchive(
  name: FeedName,
  page: number,
  renderer: DocumentRenderer,
  ports: HeadPorts,
): Promise<MadeRendering | undefined> {
  const { reader, settings } = ports;
  const snapshot = await reader.findArchive(name, page);
  const head = await createHeadReader(ports).ofArchive(snapshot, page);
  if (head.status !== "live" || snapshot.head === undefined || snapshot.page === undefined) return undefined;
  const entries = snapshot.window.filter(({ record }) => record.state !== "retracted");
  const gone = snapshot.window.filter(({ record }) => record.state === "retracted");
  const tombstones = gone.map(({ record }) => buildTombstone(record));
  const place = placeArchive(snapshot.head, page, snapshot.page, settings);
  const listed = { ...snapshot, feeds: [], nextDueAt: undefined };
  const common = { name, snapshot: listed, head, settings };
  const context = { ...common, entries, tombstones, place, archivePage: page };
  return { head, bytes: await renderer.render(context) };
}
