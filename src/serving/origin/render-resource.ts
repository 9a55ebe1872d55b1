import { buildTombstone, placeArchive, placeWindow, windowSizeOf } from "../../feed/build-feed.ts";
import type { FeedName } from "../../feed/feed-names.ts";
import { type Slice, selectEntries, WINDOW } from "../../feed/slices.ts";
import { encodeUtf8 } from "../../lib/bytes.ts";
import { readRenderingName } from "../delta.ts";
import type { LiveHead } from "../head.ts";
import type { StoredResource } from "../resource.ts";
import type { OriginMemory } from "./origin-ports.ts";
import { createHeadReader, type HeadPorts } from "./read-head.ts";
import { renderers } from "./render-document.ts";

/** A document's bytes and the head that was read together with what they show. */
export interface MadeRendering {
  readonly head: LiveHead;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** For polls and for deliveries. Undefined: there is no such document, or no delta can say what happened. */
export async function renderResource(
  resource: StoredResource,
  rendering: string,
  ports: HeadPorts,
  memory: OriginMemory,
): Promise<MadeRendering | undefined> {
  switch (resource.kind) {
    case "article":
      return renderArticle(resource.slug, ports);
    case "archive":
      return renderArchive(resource.name, resource.page, rendering, ports, memory);
    case "feed":
      return renderWindow(resource.name, rendering, ports, memory);
  }
}

async function renderArticle(slug: string, ports: HeadPorts): Promise<MadeRendering | undefined> {
  const snapshot = await ports.reader.findArticle(slug);
  const head = await createHeadReader(ports).ofArticle(snapshot);
  if (snapshot.found !== "article" || head.status !== "live") return undefined;
  const { renderArticlePage } = await import("../../pages/article-page.tsx");
  return { head, bytes: encodeUtf8(await renderArticlePage({ ...snapshot, settings: ports.settings })) };
}

async function renderWindow(
  name: FeedName,
  rendering: string,
  ports: HeadPorts,
  { entryBytes }: OriginMemory,
): Promise<MadeRendering | undefined> {
  const { reader, settings } = ports;
  const { format, base } = readRenderingName(rendering);
  const renderer = renderers[format];
  const listing = name === "main" ? (renderer?.lists ?? "nothing") : "nothing";
  const snapshot = await reader.findSnapshot(name, listing, renderer?.texts ?? "none");
  const head = await createHeadReader(ports).ofFeed(snapshot);
  if (head.status !== "live" || snapshot.head === undefined || renderer === undefined) return undefined;
  const slice: Slice = base === undefined ? WINDOW : { kind: "after", revision: base };
  const entries = selectEntries(snapshot, slice);
  if (entries === undefined) return undefined;
  const whole = placeWindow(snapshot.head, windowSizeOf(name, snapshot.site), settings);
  // RFC 5005 §2: a part of a feed is never complete.
  const place = slice.kind === "after" && whole.paging?.kind === "complete" ? { ...whole, paging: undefined } : whole;
  const common = { name, snapshot, head, settings, entryBytes };
  const context = { ...common, entries, tombstones: [], place, archivePage: undefined };
  return { head, bytes: await renderer.render(context) };
}

/** On a closed page a retracted article has left nothing but its tombstone. */
async function renderArchive(
  name: FeedName,
  page: number,
  format: string,
  ports: HeadPorts,
  { entryBytes }: OriginMemory,
): Promise<MadeRendering | undefined> {
  const { reader, settings } = ports;
  const snapshot = await reader.findArchive(name, page);
  const head = await createHeadReader(ports).ofArchive(snapshot, page);
  const renderer = renderers[format];
  if (head.status !== "live" || snapshot.head === undefined || renderer === undefined) return undefined;
  const entries = snapshot.window.filter(({ record }) => record.state !== "retracted");
  const gone = snapshot.window.filter(({ record }) => record.state === "retracted");
  const tombstones = gone.map(({ record }) => buildTombstone(record));
  const place = placeArchive(snapshot.head, page, settings);
  const listed = { ...snapshot, feeds: [] };
  const common = { name, snapshot: listed, head, settings, entryBytes };
  const context = { ...common, entries, tombstones, place, archivePage: page };
  return { head, bytes: await renderer.render(context) };
}
