import { type ByteRange, joinRanges } from "./byte-ranges.ts";
import { networkOf } from "./client-network.ts";
import type { DownloadFlush, DownloadPart } from "./downloads.ts";
import { type DailyKey, dayOf } from "./flush.ts";
import { type HashKey, sipHash } from "./sip-hash.ts";

// The counter of downloads in readers' isolates, which polls of feeds never load.

/** An answered GET of a recording's bytes. */
export interface BytesRequest<Way> {
  readonly recording: string;
  readonly offset: number;
  readonly length: number;
  /** The request's. */
  readonly headers: Headers;
  readonly now: number;
  readonly way: Way;
}

export interface DownloadCounterPorts<Way> {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Brings parts to the publishers' worker, and comes back with the key of its day. */
  readonly send: (flush: DownloadFlush, way: Way) => Promise<DailyKey>;
}

export interface DownloadCounter<Way> {
  /** Settles when this isolate's parts have been sent; no answer waits for it. */
  count(request: BytesRequest<Way>): Promise<void>;
}

/** Apple's players ask for the first two bytes, to learn whether there are ranges. */
const PROBE_BYTES = 2;
/** `waitUntil` lasts at most 30 seconds after the answer: the rest is for the flush itself. */
const FLUSH_AFTER_MS = 25_000;
/** When a flush that never came back is given up. */
const LOST_AFTER_MS = 60_000;
/** Clients of one isolate between two flushes; their addresses are in its memory until then. */
const MAX_WAITING = 2000;
/** Flushes that wait for a publishers' worker that does not answer; older ones are given up. */
const MAX_UNSENT = 3;
/** No known agent string is longer. */
const MAX_AGENT_LENGTH = 512;

interface WaitingClient {
  readonly day: number;
  readonly recording: string;
  readonly agent: string;
  readonly network: string;
  ranges: ByteRange[];
}

/** Joins the ranges that a client asks for; clients leave the isolate as marks under the key of the day. */
export function createDownloadCounter<Way>(ports: DownloadCounterPorts<Way>): DownloadCounter<Way> {
  let key: DailyKey | undefined;
  let waiting = new Map<string, WaitingClient>();
  let unsent: DownloadFlush[] = [];
  let flushedAt = 0;
  let restingUntil = 0;

  function take({ recording, offset, length, headers, now }: BytesRequest<Way>): void {
    const given = headers.get("user-agent") ?? "";
    const agent = given.length > MAX_AGENT_LENGTH ? "" : given;
    const network = networkOf(headers.get("cf-connecting-ip") ?? "");
    const day = dayOf(now);
    const name = `${day} ${recording} ${network} ${agent}`;
    const client = waiting.get(name) ?? { day, recording, agent, network, ranges: [] };
    client.ranges = joinRanges([...client.ranges, [offset, offset + length]]);
    if (waiting.size < MAX_WAITING) waiting.set(name, client);
  }

  /** Without its day's key a client is dropped: no address is kept for longer. */
  async function mark(day: number, clients: readonly WaitingClient[], way: Way): Promise<void> {
    if (key?.day !== day) key = await ports.send({ day, parts: [] }, way);
    const { day: keyDay, words } = key;
    if (keyDay !== day) return;
    unsent = [...unsent.slice(1 - MAX_UNSENT), { day, parts: clients.map((client) => markClient(words, client)) }];
  }

  async function flush(way: Way): Promise<void> {
    flushedAt = ports.now();
    const clients = [...waiting.values()];
    waiting = new Map();
    try {
      for (const [day, own] of Map.groupBy(clients, (client) => client.day)) await mark(day, own, way);
      for (const sent of unsent) {
        key = await ports.send(sent, way);
        unsent = unsent.filter((flush) => flush !== sent);
      }
    } catch {
      // Marked parts go with the next flush.
    }
  }

  return {
    async count(request) {
      if (request.length <= PROBE_BYTES || isPrefetch(request.headers)) return;
      take(request);
      // At once after a pause, since an idle isolate is evicted soon; otherwise after the interval.
      const restMs = flushedAt + FLUSH_AFTER_MS - request.now;
      if (restMs > 0) {
        if (request.now < restingUntil) return;
        restingUntil = request.now + LOST_AFTER_MS;
        await ports.sleep(restMs);
        restingUntil = 0;
      }
      await flush(request.way);
    },
  };
}

/** Fetch §2.2: what a browser fetches before anybody asks for it. */
function isPrefetch(headers: Headers): boolean {
  return /\bprefetch\b|\bpreview\b/.test(`${headers.get("sec-purpose") ?? ""} ${headers.get("purpose") ?? ""}`);
}

function markClient(words: HashKey, { recording, agent, network, ranges }: WaitingClient): DownloadPart {
  return { recording, agent, ranges, mark: sipHash(words, `${recording} ${network} ${agent}`, markDownload) };
}

/** 53 bits of the hash, as many as a number holds: two of 100,000 clients share a mark once in two million days. */
function markDownload(high: number, low: number): number {
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
