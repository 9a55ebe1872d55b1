import { buildTombstone, placeArchive, placeWindow, windowSizeOf } from "../../feed/build-feed.ts";
import type { FeedName } from "../../feed/feed-names.ts";
import { type Slice, selectEntries, WINDOW } from "../../feed/slices.ts";
import { readRenderingName } from "../delta.ts";
import type { LiveHead } from "../head.ts";
import type { FeedResource } from "../resource.ts";
import type { OriginMemory } from "./origin-ports.ts";
import { createHeadReader, type HeadPorts } from "./read-head.ts";
import { type DocumentRenderer, findFeedRenderer } from "./render-document.ts";

/** A document's bytes and the head that was read together with what they show. */
export interface MadeRendering {
  readonly head: LiveHead;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A feed for polls and for deliveries. Undefined: there is no such feed, or no delta can say what happened. */
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

/** Renders a feed, or a page, from what is read together with its feed's head. An archive page has no slice but the whole. */
export async function renderUnderHead(
  resource: FeedResource,
  slice: Slice,
  renderer: DocumentRenderer,
  ports: HeadPorts,
): Promise<MadeRendering | undefined> {
  if (resource.kind === "feed") return renderWindow(resource.name, slice, renderer, ports);
  return slice === WINDOW ? renderArchive(resource.name, resource.page, renderer, ports) : undefined;
}

async function renderWindow(
  name: FeedName,
  slice: Slice,
  renderer: DocumentRenderer,
  ports: HeadPorts,
): Promise<MadeRendering | undefined> {
  const { reader, settings } = ports;
  const listing = name === "main" ? renderer.lists : "nothing";
  const snapshot = await reader.findSnapshot(name, listing, renderer.texts);
  const head = await createHeadReader(ports).ofFeed(snapshot);
  if (head.status !== "live" || snapshot.head === undefined) return undefined;
  const entries = selectEntries(snapshot, slice);
  if (entries === undefined) return undefined;
  const whole = placeWindow(snapshot.head, windowSizeOf(name, snapshot.site), settings);
  // RFC 5005 §2: a part of a feed is never complete.
  const place = slice.kind === "after" && whole.paging?.kind === "complete" ? { ...whole, paging: undefined } : whole;
  const common = { name, snapshot, head, settings };
  const context = { ...common, entries, tombstones: [], place, archivePage: undefined };
  return { head, bytes: await renderer.render(context) };
}

/** On a closed page a retracted article has left nothing but its tombstone. */
async function renderArchive(
  name: FeedName,
  page: number,
  renderer: DocumentRenderer,
  ports: HeadPorts,
): Promise<MadeRendering | undefined> {
  const { reader, settings } = ports;
  const snapshot = await reader.findArchive(name, page);
  const head = await createHeadReader(ports).ofArchive(snapshot, page);
  if (head.status !== "live" || snapshot.head === undefined) return undefined;
  const entries = snapshot.window.filter(({ record }) => record.state !== "retracted");
  const gone = snapshot.window.filter(({ record }) => record.state === "retracted");
  const tombstones = gone.map(({ record }) => buildTombstone(record));
  const place = placeArchive(snapshot.head, page, settings);
  const listed = { ...snapshot, feeds: [] };
  const common = { name, snapshot: listed, head, settings };
  const context = { ...common, entries, tombstones, place, archivePage: page };
  return { head, bytes: await renderer.render(context) };
}
