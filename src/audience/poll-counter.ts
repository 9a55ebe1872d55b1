import { type Batch, type DailyKey, dayOf, type Flush } from "./flush.ts";
import { createOpenTallies, type OpenTally, type SizeOf } from "./open-tallies.ts";

// The counter in readers' isolates: it must add almost nothing to a poll's cost or to the worker's start.

/** The outcome of a poll of a feed. The gate knows it where it answers; reading it back from the response would cost more. */
export interface Outcome {
  readonly status: 200 | 226 | 304 | 429;
  /** Of the document that was sent; empty: none was. */
  readonly tag: string;
  readonly isConditional: boolean;
  /** No cache had the document. */
  readonly isRendered: boolean;
}

export const NOT_MODIFIED: Outcome = { status: 304, tag: "", isConditional: true, isRendered: false };

/** The parts of a poll that are counted, and the request's way to the publishers' worker, by which sums may be sent. */
export interface Poll<Way> {
  readonly feed: string;
  readonly format: string;
  readonly request: Request;
  /** The request's. */
  readonly headers: Headers;
  readonly outcome: Outcome;
  readonly now: number;
  readonly way: Way;
  readonly context: { waitUntil(work: Promise<void>): void };
}

export interface CounterPorts<Way> {
  readonly now: () => number;
  /** A random name for this isolate. */
  readonly drawName: () => string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly sizeOf: SizeOf;
  /** Brings counts to the publishers' worker, and comes back with the key of its day. */
  readonly send: (flush: Flush, way: Way) => Promise<DailyKey>;
}

export interface PollCounter<Way> {
  /** Counts a poll without waiting. */
  count(poll: Poll<Way>): void;
}

/** `waitUntil` lasts at most 30 seconds after the answer: the rest is for the flush itself. */
const FLUSH_AFTER_MS = 25_000;
/** When a flush that never came back is given up. */
const LOST_AFTER_MS = 60_000;
/** Polls are entered so many at once: one by one, each would find the processor's caches filled with other things. */
const TOGETHER = 64;
/** Polls held until the day's key is known: a moment, once a day and isolate. */
const MAX_WAITING = 2000;
/** Batches that wait for a publishers' worker that does not answer; older ones are given up. */
const MAX_SEALED = 3;
/** No known agent string is longer; a few thousand longer ones would fill an isolate's memory. */
const MAX_AGENT_LENGTH = 512;
/** Guesses which strings the publishers' worker reads as a claim (`read-agent.ts`); a wrong guess costs one row. */
const CLAIM = /\d (?:subscriber|reader)|Count:/i;

/** A poll that is to be entered. */
interface WaitingPoll {
  readonly feed: string;
  readonly format: string;
  readonly agent: string;
  readonly network: number;
  readonly address: string;
  readonly outcome: Outcome;
  readonly at: number;
}

/** Counts polls by feed, format and agent, with a sketch of the clients; brings the sums away after the answers. */
export function createPollCounter<Way>(ports: CounterPorts<Way>): PollCounter<Way> {
  const open = createOpenTallies();
  let isolate: string | undefined;
  let sequence = 0;
  let key: DailyKey | undefined;
  let day = 0;
  let sealed: Batch[] = [];
  let waiting: WaitingPoll[] = [];
  let flushedAt = 0;
  let restingUntil = 0;
  let sendingUntil = 0;

  /** Seals the counts so far: they are sent under one number until a flush has succeeded. */
  function seal(): void {
    const batch = open.close(sequence + 1, day, ports.sizeOf);
    if (batch.tallies.length === 0) return;
    sequence += 1;
    sealed = [...sealed.slice(1 - MAX_SEALED), batch];
  }

  /** Without a key, a poll counts without its client: no address is kept for longer. */
  function enterOne({ feed, format, agent, network, address, outcome, at }: WaitingPoll): void {
    const tally = open.find(feed, format, agent, network);
    if (tally === undefined) return;
    addOutcome(tally, outcome, at);
    if (key !== undefined) open.enter(tally, address, key);
  }

  function enter(): void {
    for (const poll of waiting) enterOne(poll);
    waiting = [];
  }

  function take(poll: WaitingPoll): void {
    // First come, first kept, so that a flood before the key is known displaces no earlier poll.
    if (key === undefined && waiting.length >= MAX_WAITING) enterOne(poll);
    else waiting.push(poll);
    if (key !== undefined && waiting.length >= TOGETHER) enter();
  }

  function turnDay(today: number): void {
    enter();
    seal();
    [day, key] = [today, undefined];
  }

  async function send(batches: Batch[], way: Way): Promise<void> {
    isolate ??= ports.drawName();
    const told = await ports.send({ isolate, batches }, way);
    key = told.day === day ? told : undefined;
    sealed = sealed.filter((batch) => !batches.includes(batch));
  }

  async function flush(way: Way): Promise<void> {
    if (ports.now() < sendingUntil) return;
    flushedAt = ports.now();
    sendingUntil = flushedAt + LOST_AFTER_MS;
    try {
      if (key === undefined) await send([], way);
      enter();
      seal();
      if (sealed.length > 0) await send(sealed, way);
    } catch {
      // Sealed counts go with the next flush.
      enter();
    }
    sendingUntil = 0;
  }

  /** Due at once after a pause, since an idle isolate is evicted soon; otherwise after the interval, or when memory is full. */
  function schedule({ now: at, way, context }: Poll<Way>): void {
    const restMs = open.isFull() ? 0 : flushedAt + FLUSH_AFTER_MS - at;
    if (restMs <= 0 && at >= sendingUntil) context.waitUntil(flush(way));
    if (restMs <= 0 || at < restingUntil) return;
    restingUntil = at + LOST_AFTER_MS;
    const rest = ports.sleep(restMs).then(() => {
      restingUntil = 0;
      return flush(way);
    });
    context.waitUntil(rest);
  }

  return {
    count(poll) {
      const { feed, format, request, headers, outcome, now: at } = poll;
      const given = headers.get("user-agent") ?? "";
      // Dropped, as what is cut off a text keeps all of it in memory.
      const agent = given.length > MAX_AGENT_LENGTH ? "" : given;
      // Reading `cf` costs more than all the rest of counting: only who claims something is asked where it comes from.
      const network = CLAIM.test(agent) ? Number(request.cf?.asn ?? 0) : 0;
      // Cloudflare always sets the header; on a developer's machine, without it, all clients count as one.
      const address = headers.get("cf-connecting-ip") ?? "";
      const today = dayOf(at);
      if (today !== day) turnDay(today);
      take({ feed, format, agent, network, address, outcome, at });
      schedule(poll);
    },
  };
}

function addOutcome(tally: OpenTally, { status, tag, isConditional, isRendered }: Outcome, at: number): void {
  tally.polls += 1;
  if (status === 304) tally.notModified += 1;
  if (status === 226) tally.deltas += 1;
  if (!isConditional) tally.unconditional += 1;
  if (isRendered) tally.rendered += 1;
  if (tag !== "" && tag !== tally.tag) [tally.tag, tally.fetchedAt] = [tag, at];
}
