import { WorkerEntrypoint } from "cloudflare:workers";
import type { Place } from "./api/forward.ts";
import { sendFlush } from "./api/send-flush.ts";
import { LISTS_PATH, MAX_AGE_HEADER } from "./api/worker-headers.ts";
import { createPollCounter, type Outcome } from "./audience/poll-counter.ts";
import { type Config, type Env, readConfig } from "./config.ts";
import { readFeedName } from "./feed/feed-names.ts";
import { createGate, createGateMemory } from "./serving/gate/gate.ts";
import { answerOrigin } from "./serving/origin/origin.ts";
import { createOriginMemory } from "./serving/origin/origin-ports.ts";
import { renderingKey } from "./serving/origin-address.ts";
import { writeResource } from "./serving/resource.ts";
import { createReader } from "./store/d1-reader.ts";

// The composition root of the readers' worker: it knows every part. Memories live as long as the isolate.

const gateMemory = createGateMemory({
  now: Date.now,
  sleep: (milliseconds) => scheduler.wait(milliseconds),
  drawSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
});
const originMemory = createOriginMemory();
const gate = createGate(gateMemory);
const counter = createPollCounter({
  now: Date.now,
  drawName: () => crypto.randomUUID(),
  sleep: (milliseconds) => scheduler.wait(milliseconds),
  sizeOf(feed, format) {
    const name = readFeedName(feed.split("/"));
    return name && gateMemory.renderings.sizeOf(renderingKey(format, writeResource({ kind: "feed", name })));
  },
  send: sendFlush,
});

/** Reads the store for readers. In production Workers Cache is in front of it (wrangler.toml). */
export class Origin extends WorkerEntrypoint<Env> {
  override async fetch(request: Request): Promise<Response> {
    const settings = configOf(this.env);
    return answerOrigin(
      request,
      {
        reader: createReader(this.env.DB),
        bucket: this.env.MEDIA,
        cache: caches.default,
        settings,
        now: Date.now,
        askPublisher: (asked) =>
          this.env.PUBLISHER.fetch(settings.publicUrl + LISTS_PATH + asked, {
            headers: { [MAX_AGE_HEADER]: String(settings.maxAgeSeconds) },
          }),
        waitUntil: (work) => this.ctx.waitUntil(work),
      },
      originMemory,
    );
  }
}

export default {
  fetch(request, env, ctx) {
    const settings = configOf(env);
    const ask = (path: string) => ctx.exports.Origin.fetch(settings.publicUrl + path);
    // Read `request.url` once: workerd re-serializes it on each access.
    const { url } = request;
    const pathStart = url.indexOf("/", 8);
    FORWARDED.lastIndex = pathStart;
    const place = FORWARDED.exec(url)?.[1];
    if (place !== undefined) return forward(place, request, env, settings);
    const now = Date.now();
    const count = (feed: string, format: string, headers: Headers, outcome: Outcome) =>
      counter.count({ feed, format, request, headers, outcome, now, way: env.PUBLISHER, context: ctx });
    return gate.fetch(request, { url, settings, ask, now, count, env, context: ctx });
  },

  async scheduled(_controller, env) {
    await createReader(env.DB).announceDue(Date.now());
  },
} satisfies ExportedHandler<Env>;

/** Imported at the first request for the publishers' worker, so that isolates that answer polls start without it. */
async function forward(place: string, request: Request, env: Env, settings: Config): Promise<Response> {
  const { forwardings } = await import("./api/forward.ts");
  return forwardings[place as Place](request, env.PUBLISHER, settings, showRevision);
}

/** The beginnings of the addresses that the publishers' worker answers; those of the last line are whole. */
const FORWARDED =
  /\/(dashboard|(api|sources)(?=\/)|(hub|cloud|micropub|micropub\/media|\.well-known\/webfinger|\.well-known\/host-meta)(?=\?|$))/y;

/** This isolate's readers see what was published at once. */
function showRevision(revision: number): void {
  gateMemory.heads.expire(revision);
  gateMemory.names.forget();
}

const configs = new WeakMap<Env, Config>();

/** A wrong variable stops the worker with a sentence that names it; readers get a 500 and the log says why. */
function configOf(env: Env): Config {
  const known = configs.get(env);
  if (known !== undefined) return known;
  const config = readConfig(env);
  if (!config.ok) throw new Error(config.problem);
  configs.set(env, config.value);
  return config.value;
}
