import type { Bytes } from "../http/write-bytes.ts";
import { createByteLru } from "../lib/byte-lru.ts";
import { createSingleFlight } from "../lib/single-flight.ts";
import { readRenderingName } from "./delta.ts";
import type { AskOrigin } from "./gate/ask-origin.ts";
import { type LiveHead, tagOf } from "./head.ts";
import { renderingKey, writeRenderingAddress } from "./origin-address.ts";
import { type Resource, writeResource } from "./resource.ts";

/** A document's bytes and the head they were rendered under: one may be newer than the head that was asked for. */
export interface Rendering extends Bytes {
  readonly head: LiveHead;
  readonly tag: string;
}

export interface FoundRendering {
  readonly rendering: Rendering;
  /** RFC 9211: which of our caches had it. */
  readonly cacheStatus: string;
}

export interface Renderings {
  /** The rendering under this head, by format and path, if it is in memory, without waiting. */
  peek(key: string, tag: string): Rendering | undefined;
  /** The length of the rendering in memory, under any head; of its gzipped bytes if it is gzipped. */
  sizeOf(key: string): number | undefined;
  /**
   * The rendering under this head or a newer one; the last known one if the store fails; undefined if the document does not
   * exist or is gone.
   */
  find(resource: Resource, format: string, head: LiveHead, ask: AskOrigin): Promise<FoundRendering | undefined>;
}

export const MEMORY_HIT = "edgewire-memory; hit";
export const MEMORY_STALE = "edgewire-memory; fwd=stale";

/** An isolate has 128 MB in all (Workers limits); renderings may have a quarter. */
const MEMORY_BYTES = 32 * 1024 * 1024;
const MAX_ABSENT = 1000;

export function createRenderings(): Renderings {
  const memory = createByteLru<Rendering>(MEMORY_BYTES);
  const flights = createSingleFlight<FoundRendering | undefined>(2500);
  /** Deltas that cannot be: what Origin says of one under a tag holds for ever, and many clients ask for the same. */
  const absent = new Set<string>();

  function noteAbsent(path: string, format: string): void {
    if (readRenderingName(format).base === undefined) return;
    if (absent.size >= MAX_ABSENT) absent.clear();
    absent.add(path);
  }

  async function load(path: string, key: string, ask: AskOrigin): Promise<FoundRendering | undefined> {
    const response = await ask(path);
    // Not a failure: the feed has ended since, or no delta can say what happened.
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`Origin answered ${response.status} to ${path}`);
    const head = readHead(response);
    const plain = await response.blob();
    const rendering: Rendering = { head, tag: tagOf(head), plain, gzipped: undefined };
    // The size includes an estimate of the gzipped form.
    memory.set(key, rendering, plain.size * 1.3);
    return { rendering, cacheStatus: response.headers.get("cache-status") ?? "edgewire-edge; fwd=miss" };
  }

  return {
    peek(key, tag) {
      const held = memory.get(key);
      return held?.tag === tag ? held : undefined;
    },
    sizeOf(key) {
      const held = memory.get(key);
      return held && (held.gzipped ?? held.plain).size;
    },
    async find(resource, format, head, ask) {
      const key = renderingKey(format, writeResource(resource));
      const held = memory.get(key);
      const tag = tagOf(head);
      if (held?.tag === tag) return { rendering: held, cacheStatus: head.isStale ? MEMORY_STALE : MEMORY_HIT };
      const path = writeRenderingAddress(tag, key);
      if (absent.has(path)) return undefined;
      try {
        const found = await flights.join(path, () => load(path, key, ask));
        if (found === undefined) noteAbsent(path, format);
        return found && unlessOutlived(found, head);
      } catch {
        return held && unlessOutlived(goOnWith(held), head);
      }
    },
  };
}

/** The store does not answer: serve the last rendering, under its own head. */
function goOnWith(held: Rendering): FoundRendering {
  return { rendering: { ...held, head: { ...held.head, isStale: true } }, cacheStatus: MEMORY_STALE };
}

/** Drops a stale rendering that may still show or name a retracted article; readers then get an error instead. */
function unlessOutlived(found: FoundRendering, { departedRevision }: LiveHead): FoundRendering | undefined {
  const { head } = found.rendering;
  return head.isStale && (head.shownRevision ?? head.revision) < departedRevision ? undefined : found;
}

/** Origin sends the head that it read along with the bytes. */
export const HEAD_HEADER = "edgewire-head";

export function readHead(response: Response): LiveHead {
  const text = response.headers.get(HEAD_HEADER);
  if (text === null) throw new Error(`Origin sent a rendering without ${HEAD_HEADER}`);
  return JSON.parse(text) as LiveHead;
}
