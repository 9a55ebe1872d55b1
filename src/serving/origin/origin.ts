import { withTimeout } from "../../lib/timeout.ts";
import { readRenderingName } from "../delta.ts";
import { isFeedId } from "../documents.ts";
import { recall, remember } from "../edge-cache.ts";
import { type Head, isSettled, tagOf } from "../head.ts";
import {
  type OriginQuestion,
  PROTOCOL,
  PROTOCOL_HEADER,
  type PublisherQuestion,
  readOriginAddress,
  writePublisherAddress,
} from "../origin-address.ts";
import { HEAD_HEADER, readHead } from "../renderings.ts";
import { CATALOGUE, MAIN, type Resource, writeResource } from "../resource.ts";
import { answerLog, answerNames } from "./answer-log.ts";
import { answerAlias } from "./find-alias.ts";
import { type OriginMemory, type OriginPorts, STORE_TIMEOUT_MS } from "./origin-ports.ts";
import { createHeadReader } from "./read-head.ts";
import { type MadeRendering, renderFeed } from "./render-resource.ts";

/**
 * The only code that reads the store for readers. A head is always read afresh; a rendering never changes, and is stored under
 * the revision that was actually read, not the requested one.
 */
export async function answerOrigin(request: Request, ports: OriginPorts, memory: OriginMemory): Promise<Response> {
  const question = readOriginAddress(new URL(request.url));
  switch (question?.kind) {
    case "head":
      return question.resource === undefined ? writeHead({ status: "missing" }) : answerHead(question.resource, ports);
    case "rendering":
      return answerRendering(question, ports, memory);
    case "media":
      return (await loadLateFiles()).answerMedia(question.name, ports);
    case "file":
      return (await loadLateFiles()).answerFileFacts(question.name, ports);
    case "log":
      return answerLog(ports);
    case "names":
      return answerNames(question.since, ports);
    case "alias":
      return answerAlias(question.path, question.search, ports);
    case "search":
      return answerSearch(question.document + question.search, ports);
    case undefined:
      return new Response(null, { status: 404 });
  }
}

const loadLateFiles = () => import("./late-files.ts");

async function answerHead(resource: Resource, ports: OriginPorts): Promise<Response> {
  const path = writeResource(resource);
  try {
    const head = await withTimeout(findHead(resource, ports), STORE_TIMEOUT_MS, "The store");
    ports.waitUntil(remember(ports, lastHeadAddress(path), JSON.stringify(head), {}));
    return writeHead(head);
  } catch (error) {
    console.error(`Cannot read the head of ${path}:`, error);
    const kept = await recallHead(path, ports);
    if (kept === undefined) return new Response(null, { status: 503 });
    const head = await raiseByOthers(kept, resource, ports);
    return writeHead(head.status === "live" ? { ...head, isStale: true } : head);
  }
}

/** The key of the last head in this data centre's cache, for when the store fails. */
function lastHeadAddress(path: string): string {
  return `/last-head/${path}`;
}

async function recallHead(path: string, ports: OriginPorts): Promise<Head | undefined> {
  return (await recall(ports, lastHeadAddress(path)))?.json<Head>();
}

/** Whether the document names articles of the main feed: then it must not name one that has left the feed. */
function namesOthers(resource: Resource): boolean {
  if (["catalogue", "period", "article"].includes(resource.kind)) return true;
  return resource.kind === "list" && ["sitemap", "news-sitemap", "partner"].includes(resource.list);
}

/** A list or page names no article again that has been taken back meanwhile, as another head of this data centre knows. */
async function raiseByOthers(list: Head, resource: Resource, ports: OriginPorts): Promise<Head> {
  if (list.status !== "live" || !namesOthers(resource)) return list;
  const others = await Promise.all([MAIN, CATALOGUE].map((other) => recallHead(writeResource(other), ports)));
  const heads = [list, ...others.filter((other) => other?.status === "live")];
  const departedRevision = Math.max(...heads.map((head) => head.departedRevision));
  // An article's page goes on under its own revision as long as nothing has left.
  if (list.shownRevision !== undefined && departedRevision <= list.shownRevision) return list;
  return { ...list, revision: Math.max(...heads.map(({ revision }) => revision)), departedRevision };
}

async function findHead(resource: Resource, ports: OriginPorts): Promise<Head> {
  if (resource.kind !== "list") return createHeadReader(ports).read(resource);
  return (await askPublisher({ kind: "head", resource }, ports)).json<Head>();
}

function writeHead(head: Head): Response {
  const isKept = head.status !== "live" || (!head.isStale && isSettled(head));
  // RFC 5861 §4: a head a week old is better than no feed, when the store fails.
  const cacheControl = isKept ? "max-age=1, stale-if-error=604800" : "no-store";
  return Response.json(head, { headers: { "Cache-Control": cacheControl } });
}

async function answerRendering(
  { tag, format, resource }: Extract<OriginQuestion, { readonly kind: "rendering" }>,
  ports: OriginPorts,
  memory: OriginMemory,
): Promise<Response> {
  if (resource === undefined) return new Response(null, { status: 404 });
  const path = writeResource(resource);
  // One entry a document, the last that was made; it says itself under which head. To store one costs as much as the query.
  const address = `/last-rendering/${format}/${path}`;
  const last = await recall(ports, address);
  if (last !== undefined && tagOf(readHead(last)) === tag) return withStatus(last, "edgewire-edge; hit");
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

/** Feeds are rendered here; lists and pages are asked for so seldom that the isolates of polls need not carry their code. */
async function render(
  resource: Resource,
  format: string,
  ports: OriginPorts,
  memory: OriginMemory,
): Promise<MadeRendering | undefined> {
  const isFeed = isFeedId(readRenderingName(format).format);
  if (isFeed && (resource.kind === "feed" || resource.kind === "archive")) {
    return renderFeed(resource, format, ports, memory);
  }
  const response = await askPublisher({ kind: "rendering", format, resource }, ports);
  if (response.status === 404) return undefined;
  return { head: readHead(response), bytes: new Uint8Array(await response.arrayBuffer()) };
}

/** A search is made anew each time, and no cache may keep it. */
async function answerSearch(asked: string, ports: OriginPorts): Promise<Response> {
  try {
    const found = await withTimeout(ports.askPublisher(`search/${asked}`), STORE_TIMEOUT_MS, "The index");
    return new Response(found.body, { status: found.status, headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    console.error("Cannot search:", error);
    return new Response(null, { status: 503, headers: { "Cache-Control": "no-store" } });
  }
}

async function askPublisher(question: PublisherQuestion, ports: OriginPorts): Promise<Response> {
  const response = await ports.askPublisher(writePublisherAddress(question));
  if (response.status >= 500) throw new Error(`The publishers' worker answered ${response.status}`);
  const spoken = response.headers.get(PROTOCOL_HEADER) ?? "none";
  // A publishers' worker of another version may not know the address: its 404 must not end a page.
  if (spoken !== PROTOCOL) {
    throw new Error(`The publishers' worker speaks protocol ${spoken}, wanted ${PROTOCOL}: run "npx edgewire deploy"`);
  }
  return response;
}

function withStatus(kept: Response, cacheStatus: string): Response {
  const response = new Response(kept.body, kept);
  response.headers.set("Cache-Status", cacheStatus);
  return response;
}
