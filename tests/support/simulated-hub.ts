import { createByteLru } from "../../src/lib/byte-lru.ts";
import type { AcceptPorts } from "../../src/push/accept-request.ts";
import { createCallbackPolicy } from "../../src/push/callback-policy.ts";
import type { TopicRendering } from "../../src/push/deliver.ts";
import type { SubscriptionCaps } from "../../src/push/fair-shares.ts";
import { findSuccessor } from "../../src/push/find-successor.ts";
import { plan, sweep } from "../../src/push/plan.ts";
import type { PushStore } from "../../src/push/push-store.ts";
import { type PushMessage, type RunPorts, runHosts } from "../../src/push/run-hosts.ts";
import { findTopicRevision, renderTopic } from "../../src/serving/origin/render-topic.ts";
import { createPushStore } from "../../src/store/d1-push.ts";
import { createReader } from "../../src/store/d1-reader.ts";

// The hub in Node: its real code and SQL, on the clock of a simulation, with subscribers that are functions.

export const HUB_URL = "https://wire.example";

export interface Clock {
  now: number;
}

/** Stands between a consumer and everything outside: may end it there for good. `step` says before or after what. */
export type Passage = <Value>(work: () => Promise<Value>) => Promise<Value>;

export interface HubOptions {
  readonly db: D1Database;
  readonly clock: Clock;
  /** 0 to 1, the same for the same seed. */
  readonly chance: () => number;
  /** The network. */
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly privateCallbacks?: string;
  readonly caps?: SubscriptionCaps;
  /** Usually without end: subscribers answer at once, and no run loses its patience. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

const NO_CAPS: SubscriptionCaps = { perClient: 1e6, perHost: 1e6, inAll: 1e6 };

export interface QueuedMessage {
  readonly at: number;
  readonly message: PushMessage;
}

export interface SimulatedHub {
  readonly queue: QueuedMessage[];
  readonly store: PushStore;
  /** What one consumer has; everything goes through its passage. */
  connect(passage?: Passage): AcceptPorts & RunPorts;
  handle(message: PushMessage, ports: RunPorts): Promise<void>;
  sweep(ports: RunPorts): Promise<void>;
  /** Takes from the queue what has come due by now. */
  take(): PushMessage | undefined;
  /** Runs queue and cron until a time, one after the other. */
  runUntil(time: number): Promise<void>;
  /** Time in which nothing runs. */
  sleep(milliseconds: number): void;
}

/** A run of the consumer sends so many at most. */
export const REQUESTS_PER_RUN = 40;
const MINUTE_MS = 60_000;

export function createSimulatedHub({
  db,
  clock,
  chance,
  fetch,
  privateCallbacks = "",
  caps = NO_CAPS,
  sleep = () => new Promise(() => {}),
}: HubOptions): SimulatedHub {
  const queue: QueuedMessage[] = [];
  const settings = { publicUrl: HUB_URL, maxAgeSeconds: 900 };
  const now = () => clock.now;
  const heads = { reader: createReader(db), settings, now };
  const entryBytes = createByteLru<Uint8Array>(4_000_000);
  const renderings = createByteLru<TopicRendering>(4_000_000);
  const policy = createCallbackPolicy({ publicUrl: HUB_URL, ports: "", privateCallbacks });
  const store = createPushStore(db);
  let nextCron = Math.ceil(clock.now / MINUTE_MS) * MINUTE_MS;

  const hub: SimulatedHub = {
    queue,
    store,
    connect(passage = (work) => work()) {
      return {
        store: passAll(store, passage),
        now,
        chance,
        policy,
        publicUrl: HUB_URL,
        verificationsPerMinute: 10,
        caps,
        requestsPerRun: REQUESTS_PER_RUN,
        sleep,
        waitUntil: (work) => {
          work.catch(() => {});
        },
        renderings,
        drawBytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(chance() * 256)),
        speaker: {
          policy,
          fetch: (address, init) => passage(() => fetch(address, init)),
          userAgent: "edgewire",
          // Simulated subscribers answer at once.
          startTimeout: () => new AbortController().signal,
        },
        queue: {
          send: (messages, delaySeconds) =>
            passage(async () => {
              queue.push(...messages.map((message) => ({ at: clock.now + delaySeconds * 1000, message })));
            }),
        },
        findRevision: ({ feed }) => findTopicRevision(feed, heads),
        findSuccessor: async (topic) =>
          findSuccessor(topic, await heads.reader.findHead(topic.feed), HUB_URL, clock.now),
        render: ({ feed, format }, after) => passage(() => renderTopic(feed, format, after, heads, { entryBytes })),
      };
    },
    handle: (message, ports) => (message.kind === "plan" ? plan(ports) : runHosts(message, ports)),
    sweep: (ports) => sweep(ports),
    take() {
      const index = queue.findIndex(({ at }) => at <= clock.now);
      return index === -1 ? undefined : queue.splice(index, 1)[0]?.message;
    },
    async runUntil(time) {
      const ports = hub.connect();
      for (;;) {
        for (let message = hub.take(); message !== undefined; message = hub.take()) await hub.handle(message, ports);
        const next = Math.min(nextCron, ...queue.map(({ at }) => at));
        if (next > time) break;
        clock.now = Math.max(clock.now, next);
        if (next === nextCron) {
          nextCron += MINUTE_MS;
          await heads.reader.announceDue(clock.now);
          await hub.sweep(ports);
        }
      }
      clock.now = Math.max(clock.now, time);
    },
    sleep(milliseconds) {
      clock.now += milliseconds;
      nextCron = Math.ceil(clock.now / MINUTE_MS) * MINUTE_MS;
    },
  };
  return hub;
}

function passAll(store: PushStore, passage: Passage): PushStore {
  const entries = Object.entries(store).map(([name, method]) => [
    name,
    (...values: never[]) => passage(() => (method as (...values: never[]) => Promise<unknown>)(...values)),
  ]);
  return Object.fromEntries(entries) as PushStore;
}
