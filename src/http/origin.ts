import { buildTombstone, type DocumentSettings, placeArchive, placeWindow } from "../feed/build-feed.ts";
import type { FeedName } from "../feed/feed-names.ts";
import type { PublicationReader } from "../feed/publication-store.ts";
import { type Slice, selectEntries, WINDOW } from "../feed/slices.ts";
import { createByteLru } from "../lib/byte-lru.ts";
import { encodeUtf8 } from "../lib/bytes.ts";
import { withTimeout } from "../lib/timeout.ts";
import { readRenderingName } from "./delta.ts";
import { type Head, isSettled, type LiveHead, tagOf } from "./head.ts";
import { EDGE_CACHE_HEADER } from "./headers.ts";
import { createHeadReader } from "./read-head.ts";
import { type RenderContext, renderers, windowSizeOf } from "./render-document.ts";
import { HEAD_HEADER, readHead } from "./renderings.ts";
import { type Resource, readResource } from "./resource.ts";

export interface OriginPorts {
  readonly reader: PublicationReader;
  readonly bucket: R2Bucket;
  readonly cache: Cache;
  readonly settings: DocumentSettings;
  readonly now: () => number;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/** What an isolate keeps between Origin's requests. */
export interface OriginMemory {
  readonly entryBytes: RenderContext["entryBytes"];
}

const ENTRY_MEMORY_BYTES = 24 * 1024 * 1024;
const STORE_TIMEOUT_MS = 2000;
const WEEK_SECONDS = 604_800;

export function createOriginMemory(): OriginMemory {
  return { entryBytes: createByteLru(ENTRY_MEMORY_BYTES) };
}

/**
 * The only code that reads the store for readers. `/head/<resource>` is looked up afresh; `/rendering/<tag>/<format>/<resource>`
 * never changes and is stored under the revision that was really read, whatever was asked for.
 */
export async function answerOrigin(request: Request, ports: OriginPorts, memory: OriginMemory): Promise<Response> {
  const { pathname } = new URL(request.url);
  const [kind = "", ...rest] = pathname.slice(1).split("/");
  if (kind === "media") return answerMedia(rest.join("/"), ports);
  if (kind === "alias") return answerAlias(`/${rest.join("/")}`, ports);
  if (kind === "head") return answerHead(rest.join("/"), ports);
  const [tag = "", format = "", ...resource] = rest;
  return answerRendering({ tag, format, path: resource.join("/") }, ports, memory);
}

async function answerHead(path: string, ports: OriginPorts): Promise<Response> {
  const resource = readResource(path);
  if (resource === undefined) return writeHead({ status: "missing" });
  const lastKnown = `/last-head/${path}`;
  try {
    const head = await withTimeout(createHeadReader(ports).read(resource), STORE_TIMEOUT_MS, "The store");
    ports.waitUntil(remember(ports, lastKnown, JSON.stringify(head), {}));
    return writeHead(head);
  } catch (error) {
    console.error(`Cannot read the head of ${path}:`, error);
    const kept = await recall(ports, lastKnown);
    if (kept === undefined) return new Response(null, { status: 503 });
    const head = await kept.json<Head>();
    return writeHead(head.status === "live" ? { ...head, isStale: true } : head);
  }
}

function writeHead(head: Head): Response {
  const isKept = head.status !== "live" || (!head.isStale && isSettled(head));
  const cacheControl = isKept ? `max-age=1, stale-if-error=${WEEK_SECONDS}` : "no-store";
  return Response.json(head, { headers: { "Cache-Control": cacheControl } });
}

interface RenderingAddress {
  readonly tag: string;
  readonly format: string;
  readonly path: string;
}

async function answerRendering(
  { tag, format, path }: RenderingAddress,
  ports: OriginPorts,
  memory: OriginMemory,
): Promise<Response> {
  // One entry a document, the last that was made; it says itself under which head. To store one costs as much as the query.
  const address = `/last-rendering/${format}/${path}`;
  const last = await recall(ports, address);
  if (last !== undefined && tagOf(readHead(last)) === tag) return withStatus(last, "edgewire-edge; hit");
  const resource = readResource(path);
  if (resource === undefined) return new Response(null, { status: 404 });
  try {
    const made = await withTimeout(render(resource, format, ports, memory), STORE_TIMEOUT_MS, "The store");
    if (made === undefined) return new Response(null, { status: 404 });
    const realTag = tagOf(made.head);
    const headers = { [HEAD_HEADER]: JSON.stringify(made.head) };
    ports.waitUntil(remember(ports, address, made.bytes, headers));
    return new Response(made.bytes, {
      headers: {
        ...headers,
        "Cache-Status": "edgewire-edge; fwd=miss; stored",
        // A rendering under another name than it was asked for must not be kept in front of us under that name.
        "Cache-Control": realTag === tag ? "public, max-age=31536000, immutable" : "no-store",
      },
    });
  } catch (error) {
    console.error(`Cannot render ${format} of ${path}:`, error);
    // A delta leads from one revision to one other: the last one is none for this client.
    if (last === undefined || readRenderingName(format).base !== undefined) return new Response(null, { status: 503 });
    const stale = withStatus(last, "edgewire-edge; fwd=stale");
    stale.headers.set("Cache-Control", "no-store");
    stale.headers.set(HEAD_HEADER, JSON.stringify({ ...readHead(last), isStale: true }));
    return stale;
  }
}

interface MadeRendering {
  readonly head: LiveHead;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

async function render(
  resource: Resource,
  rendering: string,
  ports: OriginPorts,
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

async function renderArticle(slug: string, ports: OriginPorts): Promise<MadeRendering | undefined> {
  const snapshot = await ports.reader.findArticle(slug);
  const head = await createHeadReader(ports).ofArticle(snapshot);
  if (snapshot.found !== "article" || head.status !== "live") return undefined;
  const { renderArticlePage } = await import("../pages/article-page.tsx");
  return { head, bytes: encodeUtf8(await renderArticlePage({ ...snapshot, settings: ports.settings })) };
}

async function renderWindow(
  name: FeedName,
  rendering: string,
  ports: OriginPorts,
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
  const context = { name, snapshot, entries, tombstones: [], place, head, settings, entryBytes };
  return { head, bytes: await renderer.render(context) };
}

/** On a closed page a retracted article has left nothing but its tombstone. */
async function renderArchive(
  name: FeedName,
  page: number,
  format: string,
  ports: OriginPorts,
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
  const listed = { ...snapshot, feeds: [], pages: [] };
  const context = { name, snapshot: listed, entries, tombstones, place, head, settings, entryBytes };
  return { head, bytes: await renderer.render(context) };
}

const MEDIA_STATUS = { shown: 200, waiting: 404, gone: 410, unknown: 404 } as const;

async function answerMedia(name: string, { bucket, reader }: OriginPorts): Promise<Response> {
  const asked = Promise.all([reader.findMediaState(name), bucket.get(name)]);
  const found = await withTimeout(asked, STORE_TIMEOUT_MS, "The media store").catch(() => undefined);
  if (found === undefined) return new Response(null, { status: 503 });
  const [state, object] = found;
  const status = object === null ? 404 : MEDIA_STATUS[state];
  if (object === null || status !== 200) {
    await object?.body.cancel();
    return new Response(null, { status, headers: { "Cache-Control": "max-age=60" } });
  }
  return new Response(object.body, {
    headers: {
      "Content-Type": object.httpMetadata?.contentType ?? "application/octet-stream",
      "Content-Length": String(object.size),
      // One day and no longer: a retraction must reach them. The edge asks again after a minute.
      "Cache-Control": "public, max-age=86400",
      [EDGE_CACHE_HEADER]: "max-age=60",
      "Last-Modified": object.uploaded.toUTCString(),
    },
  });
}

async function answerAlias(path: string, { reader }: OriginPorts): Promise<Response> {
  const found = findByEitherSpelling(path, reader);
  const slug = await withTimeout(found, STORE_TIMEOUT_MS, "The store").catch(() => undefined);
  const status = slug === undefined ? 404 : 200;
  return Response.json({ slug }, { status, headers: { "Cache-Control": "max-age=60" } });
}

/** A path stands in front matter percent-encoded, as a browser copies it, or as people write it. */
async function findByEitherSpelling(path: string, reader: PublicationReader): Promise<string | undefined> {
  const asPeopleWrite = decodePath(path);
  const slug = await reader.findAlias(path);
  return slug ?? (asPeopleWrite === path ? undefined : reader.findAlias(asPeopleWrite));
}

function decodePath(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path; // A "%" that encodes nothing is part of the path.
  }
}

// The Cache API is what self-hosted workerd and local development have; in production it stands behind Workers Cache.

async function remember(ports: OriginPorts, path: string, body: BodyInit, headers: HeadersInit): Promise<void> {
  const kept = new Response(body, { headers });
  kept.headers.set("Cache-Control", `public, max-age=${path.startsWith("/last") ? WEEK_SECONDS : 31_536_000}`);
  await ports.cache.put(cacheKey(ports, path), kept);
}

async function recall(ports: OriginPorts, path: string): Promise<Response | undefined> {
  return ports.cache.match(cacheKey(ports, path));
}

function cacheKey({ settings }: OriginPorts, path: string): string {
  return `${settings.publicUrl}/-${path}`;
}

function withStatus(kept: Response, cacheStatus: string): Response {
  const response = new Response(kept.body, kept);
  response.headers.set("Cache-Status", cacheStatus);
  return response;
}
