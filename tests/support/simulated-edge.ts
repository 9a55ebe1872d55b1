import { forwardToApi } from "../../src/api/forward.ts";
import { createPublishingApi } from "../../src/api/publishing-api.ts";
import { isMedium } from "../../src/article/article.ts";
import type { Outcome } from "../../src/audience/poll-counter.ts";
import { tendMedia } from "../../src/feed/publishing/media/tend-media.ts";
import { publishArticle } from "../../src/feed/publishing/publish-article.ts";
import { publishProfile } from "../../src/feed/publishing/publish-profile.ts";
import type { PublishingPorts } from "../../src/feed/publishing/publishing-ports.ts";
import { restoreArticle, retractArticle } from "../../src/feed/publishing/retract-article.ts";
import type { ReceivedFile, ReceivedImage } from "../../src/feed/publishing/submission.ts";
import { continueWalk } from "../../src/feed/publishing/walk-articles.ts";
import { EDGE_CACHE_HEADER } from "../../src/http/headers.ts";
import { followLog } from "../../src/search/follow-log.ts";
import { readQuery } from "../../src/search/search-query.ts";
import type { AskOrigin } from "../../src/serving/gate/ask-origin.ts";
import { createGate, createGateMemory } from "../../src/serving/gate/gate.ts";
import type { GateMemory } from "../../src/serving/gate/gate-memory.ts";
import type { AnswerSettings } from "../../src/serving/gate/prepared-responses.ts";
import { writeForOrigin } from "../../src/serving/lists/write-for-origin.ts";
import { answerOrigin } from "../../src/serving/origin/origin.ts";
import { createOriginMemory, type OriginPorts } from "../../src/serving/origin/origin-ports.ts";
import { type SearchPorts, writeSearchDocument } from "../../src/serving/search/write-search.ts";
import { createBackupStore } from "../../src/store/backup/d1-backup.ts";
import { createListReader } from "../../src/store/d1-lists.ts";
import { createReader } from "../../src/store/d1-reader.ts";
import { createStore } from "../../src/store/d1-store.ts";
import { createMediaStore } from "../../src/store/media/d1-media.ts";
import { createUploadStore } from "../../src/store/media/d1-uploads.ts";
import { createSearchSource, readHits } from "../../src/store/search/d1-search.ts";
import { createSearchIndex } from "../../src/store/search/search-store.ts";
import { createAppTokenStore } from "../../src/store/tools/d1-app-tokens.ts";
import { mountRoutes } from "./mount-routes.ts";
import { rendererVersions } from "./renderer-versions.ts";
import { createSqliteAudience } from "./sqlite-audience.ts";
import { createSqliteD1, type SqliteD1 } from "./sqlite-d1.ts";

// The worker as src/index.ts wires it, without workerd: several isolates in several places, one store, one clock that stands still
// until a test moves it. Gate, Origin, store and publishing are the real ones.

export const PUBLIC_URL = "https://wire.example";

const TOKEN = "a-token";

export interface EdgeOptions {
  readonly isolates?: number;
  /** How many places there are: isolates of one place share its caches. */
  readonly colos?: number;
  /** Whether Workers Cache stands between gate and Origin, as in production. */
  readonly hasWorkersCache?: boolean;
  /** Readers' reads go to a replica that is so far behind; undefined: to the primary, as src/index.ts has it. */
  readonly replicaLagMs?: number | undefined;
  readonly maxUnconditionalPerHour?: number;
  /** Another store than a SQLite of its own, for what is read; nothing can be published to it. */
  readonly db?: D1Database;
  /** The initial store; by default all migrations and no rows. */
  readonly schema?: string;
  /** The publishers' worker of another version, which answers in place of this one. */
  readonly askPublisher?: (asked: string) => Promise<Response>;
  /** How a request waits; usually not at all, since the clock stands still. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** How many unknown names an isolate looks up before it learns all names. */
  readonly freeLookups?: number;
}

export interface SimulatedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface SimulatedPoll {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Milliseconds. */
export interface SimulatedClock {
  now: number;
  /** What it was set back by, in all. */
  setBackMs: number;
}

/** Time that never goes back, as a cache counts it. */
export function steadyTime({ now, setBackMs }: SimulatedClock): number {
  return now + setBackMs;
}

/** What a deploy can change under readers. */
export interface Deployment {
  readonly publicUrl: string;
  readonly maxAgeSeconds: number;
  /** Read only by tests that replace `renderer-version.ts` by {@link rendererVersions}. */
  readonly rendererVersion: string;
}

export const FIRST_DEPLOYMENT: Deployment = { publicUrl: PUBLIC_URL, maxAgeSeconds: 900, rendererVersion: "1" };

export interface SimulatedEdge {
  readonly clock: SimulatedClock;
  readonly store: SqliteD1;
  /** What was asked of Origin itself, and of no cache before it; and every key put into a Cache API. */
  readonly asked: string[];
  readonly puts: string[];
  /** What whoever counts polls was told. */
  readonly counted: { readonly feed: string; readonly format: string; readonly outcome: Outcome }[];
  /** While `fault` is set, the media store throws it; `objects` are what it holds. */
  readonly bucket: { fault: Error | undefined; readonly objects: Map<string, StoredObject> };
  poll(isolate: number, path: string, poll?: SimulatedPoll): Promise<SimulatedAnswer>;
  /** The same for what is no text. */
  pollBytes(
    isolate: number,
    path: string,
    poll?: SimulatedPoll,
  ): Promise<Omit<SimulatedAnswer, "text"> & { readonly bytes: Uint8Array }>;
  /** Publishes through an isolate, whose readers see it at once. Returns what the API would say in one word. */
  publish(
    isolate: number,
    key: string,
    markdown: string,
    minor?: "minor",
    files?: ReadonlyMap<string, ReceivedFile>,
    cover?: ReceivedImage & { readonly key: string },
  ): Promise<string>;
  /** What the publishers' worker's cron does for media, and the walk over articles before it. */
  tendMedia(): Promise<void>;
  retract(isolate: number, key: string, reason?: string): Promise<string>;
  /** The ports of publishing, for a use case that publishes by itself. */
  openPublishing(): PublishingPorts;
  /** Asks the publishing API as anybody may, or with the token. */
  callApi(path: string, token?: "with token", init?: RequestInit): Promise<SimulatedAnswer>;
  restore(isolate: number, key: string): Promise<string>;
  putSite(isolate: number, yaml: string, images?: ReadonlyMap<string, ReceivedImage>): Promise<void>;
  /** An isolate is thrown away, and a new one takes its place; with other settings after a deploy. */
  restart(isolate: number, deployment?: Deployment): void;
}

export function createSimulatedEdge(options: EdgeOptions = {}): SimulatedEdge {
  const clock: SimulatedClock = { now: Date.UTC(2026, 10, 23, 12), setBackMs: 0 };
  const store = createSqliteD1(() => steadyTime(clock), options.schema);
  const asked: string[] = [];
  const puts: string[] = [];
  const counted: SimulatedEdge["counted"] = [];
  const bucket: SimulatedEdge["bucket"] = { fault: undefined, objects: new Map() };
  const settings: AnswerSettings = {
    publicUrl: PUBLIC_URL,
    maxAgeSeconds: 900,
    maxUnconditionalPerHour: options.maxUnconditionalPerHour,
  };
  const media = createBucket(bucket, clock);
  const db = options.db ?? store.db;
  const lag = options.replicaLagMs;
  const replica = lag === undefined ? undefined : store.openReplica(lag);
  // A bookmark: what asks for a revision that the replica has not got yet is read from the primary.
  const nearest = (path: string) => (replica?.holds(findRevision(path)) ? replica.db : db);
  const colos = Array.from({ length: options.colos ?? 1 }, () => ({
    cache: createCache(clock, puts),
    inFront: options.hasWorkersCache
      ? createWorkersCache(clock)
      : (_path: string, ask: () => Promise<Response>) => ask(),
  }));

  const index = createSearchIndex(createSqliteAudience());
  const search = (asked: string) => {
    const ports: SearchPorts = {
      find: async (query, order) => {
        const isWhole = await followLog(index, createSearchSource(db), 3);
        return { isWhole, hits: index.find(readQuery(query), order, clock.now) };
      },
      readHits: (hits) => readHits(db, hits, clock.now),
      settings,
      now: () => clock.now,
    };
    return writeSearchDocument(new URL(`/lists/${asked}`, PUBLIC_URL), ports);
  };

  function startIsolate(number: number, deployment = FIRST_DEPLOYMENT) {
    const colo = colos[number % colos.length];
    if (colo === undefined) throw new Error("There is no place for an isolate");
    const memory = createGateMemory({
      now: () => clock.now,
      sleep: options.sleep ?? (() => Promise.resolve()),
      drawSeed: () => number,
      ...(options.freeLookups === undefined ? {} : { freeLookups: options.freeLookups }),
    });
    const originMemory = createOriginMemory();
    const { rendererVersion, ...changed } = deployment;
    const own = { ...settings, ...changed };
    return { colo, memory, originMemory, gate: createGate(memory), settings: own, rendererVersion };
  }
  const isolates = Array.from({ length: options.isolates ?? 1 }, (_, number) => startIsolate(number));

  function isolateOf(number: number): ReturnType<typeof startIsolate> {
    const isolate = isolates[number % isolates.length];
    if (isolate === undefined) throw new Error("There is no isolate");
    return isolate;
  }

  async function poll(number: number, path: string, asked: SimulatedPoll = {}) {
    const { bytes, ...answer } = await pollBytes(number, path, asked);
    return { ...answer, text: new TextDecoder().decode(bytes) };
  }

  async function pollBytes(number: number, path: string, { method = "GET", headers = {} }: SimulatedPoll = {}) {
    const { colo, originMemory, gate, settings, rendererVersion } = isolateOf(number);
    const version = `${settings.publicUrl} ${settings.maxAgeSeconds} ${rendererVersion}`;
    const background: Promise<unknown>[] = [];
    const ask: AskOrigin = (originPath) =>
      colo.inFront(`${version} ${originPath}`, () => {
        asked.push(originPath);
        const ports: OriginPorts = {
          reader: createReader(nearest(originPath)),
          bucket: media,
          cache: colo.cache,
          settings,
          now: () => clock.now,
          askPublisher: (asked) =>
            asked.startsWith("search/")
              ? search(asked)
              : (options.askPublisher ?? writeForOrigin)(asked, {
                  reader: createReader(db),
                  lists: createListReader(db),
                  loadMedium: async (name) => bucket.objects.get(name)?.bytes,
                  settings,
                  now: () => clock.now,
                }),
          waitUntil: (work) => background.push(work),
        };
        return answerOrigin(new Request(PUBLIC_URL + originPath), ports, originMemory);
      });
    const request = new Request(PUBLIC_URL + path, { method, headers });
    const bindings = {
      url: request.url,
      settings,
      ask,
      now: clock.now,
      env: { MEDIA: media },
      count: (feed: string, format: string, _headers: Headers, outcome: Outcome) =>
        counted.push({ feed, format, outcome }),
    };
    const response = await rendererVersions.run(rendererVersion, () => gate.fetch(request, bindings));
    const bytes = new Uint8Array(await response.arrayBuffer());
    await Promise.all(background);
    return { status: response.status, headers: response.headers, bytes };
  }

  const portsOf = () => ({
    store: createStore(store.db, media),
    now: clock.now,
    publicUrl: settings.publicUrl,
    measureRemote: () => Promise.reject(new Error("Nothing is fetched here")),
  });

  const renderPreview = () => Promise.reject(new Error("Nothing is previewed here"));
  const api = mountRoutes(createPublishingApi(), () => ({
    publishing: {
      ports: portsOf(),
      media: createMediaStore(store.db, media),
      backup: createBackupStore(store.db, media),
      uploads: createUploadStore(store.db, media),
      tokens: createAppTokenStore(store.db),
      publicUrl: PUBLIC_URL,
      renderPreview,
    },
  }));

  return {
    clock,
    store,
    asked,
    puts,
    counted,
    bucket,
    poll,
    pollBytes,
    async publish(isolate, key, markdown, minor, files, cover) {
      const body = new TextEncoder().encode(markdown);
      const submission = { key, kind: "markdown", body, ...partReceived(files), cover } as const;
      const result = await publishArticle(
        { ...submission, minor: minor !== undefined, expectedHash: undefined },
        portsOf(),
      );
      if (!result.ok) return result.problem.reason;
      tellPublished(isolateOf(isolate).memory, result.value.record.revision);
      return result.value.outcome;
    },
    async tendMedia() {
      await continueWalk(portsOf());
      const uploads = createUploadStore(store.db, media);
      await tendMedia({ ...portsOf(), media: createMediaStore(store.db, media), uploads });
    },
    openPublishing: () => ({
      ...portsOf(),
      get now() {
        return clock.now;
      },
    }),
    async callApi(path, token, init = {}) {
      const publisher = { fetch: async (asked: Request) => api.fetch(asked) };
      const headers = new Headers(init.headers);
      if (token !== undefined) headers.set("authorization", `Bearer ${TOKEN}`);
      const config = { ...settings, publishToken: TOKEN };
      const answer = await forwardToApi(
        new Request(PUBLIC_URL + path, { ...init, headers }),
        publisher,
        config,
        () => {},
      );
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
    async retract(isolate, key, reason = "") {
      const result = await retractArticle({ key, reason, expectedHash: undefined }, portsOf());
      if (!result.ok) return result.problem.reason;
      tellPublished(isolateOf(isolate).memory, result.value.revision);
      return "retracted";
    },
    async restore(isolate, key) {
      const result = await restoreArticle(key, portsOf());
      if (!result.ok) return result.problem.reason;
      tellPublished(isolateOf(isolate).memory, result.value.revision);
      return "restored";
    },
    async putSite(isolate, yaml, images = new Map()) {
      const result = await publishProfile({ source: yaml, images }, portsOf());
      if (!result.ok) throw new Error(`The profile is wrong: ${JSON.stringify(result.problem)}`);
      tellPublished(isolateOf(isolate).memory, result.value.revision);
    },
    restart(number, deployment) {
      isolates[number] = startIsolate(number, deployment);
    },
  };
}

/** As the API reads a form: images apart from other files. */
function partReceived(received: ReadonlyMap<string, ReceivedFile> | undefined) {
  const images = new Map<string, ReceivedImage>();
  const files = new Map<string, ReceivedFile>();
  for (const [path, { medium, bytes }] of received ?? []) {
    if (isMedium(medium)) images.set(path, { medium, bytes });
    else files.set(path, { medium, bytes });
  }
  return { images: received && images, files };
}

/** The revision that a path of Origin's asks for at least, or 0. */
function findRevision(path: string): number {
  const [, after, rendered] = /[?&](?:after|not)=(\d+)|^\/rendering\/(\d+)-/.exec(path) ?? [];
  return Number(after ?? rendered ?? 0);
}

interface Kept {
  readonly body: ArrayBuffer;
  readonly status: number;
  readonly headers: Headers;
  readonly until: number;
}

function open({ body, status, headers }: Kept): Response {
  return new Response(body, { status, headers });
}

async function keep(response: Response, now: number): Promise<Kept> {
  const { status, headers } = response;
  // RFC 9213 §2.2: what a CDN is told counts for it, instead of Cache-Control.
  const rule = headers.get(EDGE_CACHE_HEADER) ?? headers.get("cache-control") ?? "";
  const maxAge = /max-age=(\d+)/.exec(rule)?.[1];
  return { body: await response.arrayBuffer(), status, headers, until: now + Number(maxAge ?? 0) * 1000 };
}

/** An object of the media store. */
interface StoredObject {
  readonly bytes: Uint8Array;
  readonly uploaded: Date;
}

/** The Cache API of one place: forgets at max-age by the simulated clock, which for a cache never goes back. */
function createCache(clock: SimulatedClock, puts: string[]): Cache {
  const kept = new Map<string, Kept>();
  const cache = {
    async put(key: string, response: Response) {
      puts.push(key);
      kept.set(key, await keep(response, steadyTime(clock)));
    },
    async match(key: string) {
      const found = kept.get(key);
      return found !== undefined && steadyTime(clock) < found.until ? open(found) : undefined;
    },
  };
  return cache as unknown as Cache;
}

/** Workers Cache before Origin: by path and query, for max-age, never `no-store`; stale-if-error (RFC 5861 §4) as on the platform. */
function createWorkersCache(clock: SimulatedClock) {
  const kept = new Map<string, Kept>();
  return async (path: string, ask: () => Promise<Response>): Promise<Response> => {
    const found = kept.get(path);
    if (found !== undefined && steadyTime(clock) < found.until) return open(found);
    const response = await ask();
    if (response.status >= 500 && found !== undefined) return open(found);
    const cacheControl = response.headers.get("cache-control") ?? "";
    if (!response.ok || !cacheControl.includes("max-age") || cacheControl.includes("no-store")) return response;
    const fresh = await keep(response, steadyTime(clock));
    kept.set(path, fresh);
    return open(fresh);
  };
}

/** As src/index.ts does it after each answer of the publishing API. */
function tellPublished({ heads, names }: GateMemory, revision: number): void {
  heads.expire(revision);
  names.forget();
}

function createBucket(state: SimulatedEdge["bucket"], clock: { readonly now: number }): R2Bucket {
  const { objects } = state;
  const bucket = {
    async put(name: string, bytes: Uint8Array, { onlyIf }: R2PutOptions = {}) {
      if (state.fault) throw state.fault;
      if (onlyIf !== undefined && objects.has(name)) return null;
      objects.set(name, { bytes, uploaded: new Date(clock.now) });
      return { size: bytes.byteLength };
    },
    async head(name: string) {
      const object = objects.get(name);
      return object === undefined ? null : { size: object.bytes.byteLength, uploaded: object.uploaded };
    },
    async get(name: string, { range }: R2GetOptions & { range?: { offset: number; length: number } } = {}) {
      if (state.fault) throw state.fault;
      const object = objects.get(name);
      if (object === undefined) return null;
      const { uploaded } = object;
      const bytes = object.bytes.subarray(range?.offset, range && range.offset + range.length);
      const arrayBuffer = async () => bytes.slice().buffer;
      return { body: new Blob([bytes.slice()]).stream(), size: bytes.byteLength, uploaded, arrayBuffer };
    },
    async delete(names: string | readonly string[]) {
      for (const name of [names].flat()) objects.delete(name);
    },
    async list({ limit, startAfter = "" }: { readonly limit: number; readonly startAfter?: string }) {
      const after = [...objects].filter(([name]) => name > startAfter).sort(([a], [b]) => (a < b ? -1 : 1));
      const page = after.slice(0, limit).map(([key, { uploaded }]) => ({ key, uploaded }));
      return { objects: page, truncated: after.length > limit };
    },
  };
  return bucket as unknown as R2Bucket;
}
