import { withTimeout } from "../../lib/timeout.ts";
import { readRenderingName } from "../delta.ts";
import { listIds } from "../documents.ts";
import { recall, remember } from "../edge-cache.ts";
import { type Head, isSettled, tagOf } from "../head.ts";
import { HEAD_HEADER, readHead } from "../renderings.ts";
import { type Resource, readResource, writeResource } from "../resource.ts";
import { answerLog, answerNames } from "./answer-log.ts";
import { answerAlias } from "./find-alias.ts";
import { type OriginMemory, type OriginPorts, STORE_TIMEOUT_MS } from "./origin-ports.ts";
import { createHeadReader } from "./read-head.ts";
import { answerMedia } from "./read-media.ts";
import { type MadeRendering, renderResource } from "./render-resource.ts";

/**
 * The only code that reads the store for readers. `/head/<resource>` is always read afresh;
 * `/rendering/<tag>/<format>/<resource>` never changes and is stored under the revision that was actually read, not the
 * requested one.
 */
export async function answerOrigin(request: Request, ports: OriginPorts, memory: OriginMemory): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const [kind = "", ...rest] = pathname.slice(1).split("/");
  if (kind === "media") return answerMedia(rest.join("/"), ports);
  if (kind === "log") return answerLog(ports);
  if (kind === "names") return answerNames(search, ports);
  if (kind === "alias") return answerAlias(`/${rest.join("/")}`, search, ports);
  if (kind === "head") return answerHead(rest.join("/"), ports);
  const [tag = "", format = "", ...resource] = rest;
  return answerRendering({ tag, format, path: resource.join("/") }, ports, memory);
}

async function answerHead(path: string, ports: OriginPorts): Promise<Response> {
  const resource = readResource(path);
  if (resource === undefined) return writeHead({ status: "missing" });
  const lastKnown = `/last-head/${path}`;
  try {
    const head = await withTimeout(findHead(resource, path, ports), STORE_TIMEOUT_MS, "The store");
    ports.waitUntil(remember(ports, lastKnown, JSON.stringify(head), {}));
    return writeHead(head);
  } catch (error) {
    console.error(`Cannot read the head of ${path}:`, error);
    const kept = await recallHead(path, ports);
    if (kept === undefined) return new Response(null, { status: 503 });
    const head = WITH_MAIN.has(path) ? withMain(kept, await recallHead("feed/main", ports)) : kept;
    return writeHead(head.status === "live" ? { ...head, isStale: true } : head);
  }
}

async function recallHead(path: string, ports: OriginPorts): Promise<Head | undefined> {
  return (await recall(ports, `/last-head/${path}`))?.json<Head>();
}

/** Lists whose revision is at least the main feed's. */
const WITH_MAIN: ReadonlySet<string> = new Set(["list/sitemap.xml", "list/news-sitemap.xml"]);

/** A list shows no article again that has left the main feed meanwhile. */
function withMain(list: Head, main: Head | undefined): Head {
  if (list.status !== "live" || main?.status !== "live") return list;
  return {
    ...list,
    revision: Math.max(list.revision, main.revision),
    departedRevision: Math.max(list.departedRevision, main.departedRevision),
  };
}

async function findHead(resource: Resource, path: string, ports: OriginPorts): Promise<Head> {
  if (resource.kind !== "list") return createHeadReader(ports).read(resource);
  return (await ports.askLists(`head/${path}`)).json<Head>();
}

function writeHead(head: Head): Response {
  const isKept = head.status !== "live" || (!head.isStale && isSettled(head));
  // RFC 5861 §4: a head a week old is better than no feed, when the store fails.
  const cacheControl = isKept ? "max-age=1, stale-if-error=604800" : "no-store";
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
    // No stale delta: the last one may be between other revisions than this client's.
    if (last === undefined || readRenderingName(format).base !== undefined) return new Response(null, { status: 503 });
    const stale = withStatus(last, "edgewire-edge; fwd=stale");
    stale.headers.set("Cache-Control", "no-store");
    stale.headers.set(HEAD_HEADER, JSON.stringify({ ...readHead(last), isStale: true }));
    return stale;
  }
}

async function render(
  resource: Resource,
  format: string,
  ports: OriginPorts,
  memory: OriginMemory,
): Promise<MadeRendering | undefined> {
  if (resource.kind !== "list" && !listIds.includes(format)) return renderResource(resource, format, ports, memory);
  const response = await ports.askLists(`${format}/${writeResource(resource)}`);
  if (response.status === 404) return undefined;
  return { head: readHead(response), bytes: new Uint8Array(await response.arrayBuffer()) };
}

function withStatus(kept: Response, cacheStatus: string): Response {
  const response = new Response(kept.body, kept);
  response.headers.set("Cache-Status", cacheStatus);
  return response;
}
