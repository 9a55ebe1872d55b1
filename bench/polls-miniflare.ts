import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { median } from "./measure.ts";
import { askOnce, type Load, openLoad, writeRequest } from "./polls-load.ts";
import { FEEDS, fillStore, publish } from "./polls-store.ts";
import { type BuiltWorker, buildBenchWorker, VARIABLES } from "./polls-workers.ts";
import { readCpu } from "./workerd.ts";

// What a poll costs where D1 and the Cache API are real: in miniflare. Its simulators are part of the process and of the cost.

const ROUNDS = 41;
/** After a poll Origin still stores what it made: that is part of the poll's cost. */
const SETTLE_MS = 20;
const SIZES = [100, 10_000, 100_000] as const;

interface Server {
  readonly articles: number;
  readonly port: number;
  readonly db: D1Database;
  readonly cpuMs: () => number;
  readonly stop: () => Promise<void>;
}

/** CPU per poll, microseconds, a sample for each round, by the name of the poll. */
type Samples = Map<string, number[]>;

export async function measureMiniflare(folder: string): Promise<Samples> {
  const worker = buildBenchWorker(folder);
  const servers: Server[] = [];
  try {
    for (const articles of SIZES) servers.push(await start(worker, articles));
    const samples: Samples = new Map();
    await measureWarm(servers, samples);
    for (let round = -3; round < ROUNDS; round += 1) {
      for (const server of servers) await measurePublication(server, round < 0 ? new Map() : samples);
    }
    for (const [name, values] of samples) console.log(name.padEnd(30), median(values).toFixed(0));
    return samples;
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function start({ folder, modules }: BuiltWorker, articles: number): Promise<Server> {
  const before = listChildren();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: Object.keys(modules).map((path) => ({
        type: path.endsWith(".js") ? "ESModule" : "Text",
        path,
        contents: readFileSync(join(folder, path), "utf8"),
      })),
      modulesRoot: "/",
      compatibilityDate: "2026-10-23",
      bindings: VARIABLES,
      d1Databases: { DB: "edgewire" },
      r2Buckets: { MEDIA: "media" },
      cf: false,
    }),
  );
  const { port } = await miniflare.ready;
  const pid = listChildren().find((child) => !before.includes(child));
  if (pid === undefined) throw new Error("Cannot measure: miniflare started no workerd");
  const db = await miniflare.getD1Database("DB");
  await fillStore(db, articles);
  return { articles, port: Number(port), db, cpuMs: () => readCpu(pid), stop: () => miniflare.dispose() };
}

function listChildren(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
  return children.trim().split(" ").filter(Boolean).map(Number);
}

/** Polls that find everything as it was: under load, like those in bare workerd. */
async function measureWarm(servers: readonly Server[], samples: Samples): Promise<void> {
  const loads: { name: string; server: Server; load: Load }[] = [];
  for (const server of servers) {
    const first = await askOnce(server.port, writeRequest("/rss.xml"));
    const etag = first.headers.get("etag") ?? "";
    const tag = etag.slice(3, -1);
    const requests = {
      "-hello": writeRequest("/-hello"),
      "304": writeRequest("/rss.xml", { "If-None-Match": etag }),
      "200 memory": writeRequest("/rss.xml"),
      "200 Cache API": writeRequest(`/-origin/rendering/${tag}/rss/feed/main`),
    };
    for (const [name, request] of Object.entries(requests)) {
      const load = await openLoad(server.port, request);
      await load.send(400);
      loads.push({ name: `${name} (${server.articles})`, server, load });
    }
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, server, load } of loads) {
      const before = server.cpuMs();
      await load.send(64);
      note(samples, name, ((server.cpuMs() - before) * 1000) / 64);
    }
  }
  for (const { load } of loads) load.close();
}

/** A publication, and then the first poll of each feed, one after the other; beside each a bare query. */
async function measurePublication({ articles, port, db, cpuMs }: Server, samples: Samples): Promise<void> {
  for (const [content, feed] of Object.entries(FEEDS)) {
    const revision = await publish(db);
    await wait(SETTLE_MS);
    const base = feed === "main" ? "/" : `/${feed}/`;
    const polls = {
      head: `/-origin/head/feed/${feed}`,
      render: `/-origin/rendering/${revision}-0/rss/feed/${feed}`,
      rows: `/-rows/${content}`,
    };
    for (const [name, path] of Object.entries(polls)) {
      note(samples, `${name} ${content} (${articles})`, await measureOne(port, cpuMs, writeRequest(path)));
    }
    await publish(db);
    await wait(SETTLE_MS);
    // Whoever names a higher revision than ours makes the gate look again at once.
    const ahead = writeRequest(`${base}rss.xml`, { "If-None-Match": `W/"${revision + 1000}-x"` });
    note(samples, `poll ${content} (${articles})`, await measureOne(port, cpuMs, ahead));
  }
}

async function measureOne(port: number, cpuMs: () => number, request: Buffer): Promise<number> {
  const before = cpuMs();
  const { status } = await askOnce(port, request);
  if (status !== 200) throw new Error(`Wanted 200, found ${status}`);
  await wait(SETTLE_MS);
  return (cpuMs() - before) * 1000;
}

function note(samples: Samples, name: string, value: number): void {
  samples.set(name, [...(samples.get(name) ?? []), value]);
}
