import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { type BuiltWorker, build } from "./build.ts";
import { fillStore } from "./polls-store.ts";

// Two publishers' workers over one D1 in miniflare: one has the queue and the API, the other is called by its queue handler alone.

const QUEUE = "edgewire-deliveries";
const PUBLIC_URL = "https://news.example";
const HEADERS = { "edgewire-public-url": PUBLIC_URL, "edgewire-max-age": "900" };

export interface NewSubscription {
  readonly format: string;
  readonly callback: string;
  readonly host: string;
  readonly cursor: number;
  /** 1: as after a verification. */
  readonly isWhole: 0 | 1;
}

export interface PushWorkers {
  readonly pid: number;
  readRevision(): Promise<number>;
  subscribe(subscriptions: readonly NewSubscription[]): Promise<void>;
  publish(title: string): Promise<void>;
  runCron(): Promise<void>;
  /** Gives the second consumer a message of its own. */
  runSecond(hosts: readonly string[]): Promise<void>;
  countBehind(): Promise<number>;
  stop(): Promise<void>;
}

export async function startPushWorkers(articles: number): Promise<PushWorkers> {
  const before = listChildren();
  const publisher = build("wrangler.publisher.toml", mkdtempSync(join(tmpdir(), "edgewire-push-")), "publisher");
  const miniflare = new Miniflare(convertV4MiniflareOptions({ cf: false, workers: describeWorkers(publisher) }));
  await miniflare.ready;
  const pid = listChildren().find((child) => !before.includes(child)) ?? 0;
  const db = await miniflare.getD1Database("DB", "first");
  await fillStore(db, articles);
  const [first, second] = [await miniflare.getWorker("first"), await miniflare.getWorker("second")];
  const front = await miniflare.getWorker("front");
  const call = (path: string, init: RequestInit) => front.fetch(PUBLIC_URL + path, init as never);

  return {
    pid,
    async readRevision() {
      const row = await db.prepare("SELECT revision FROM feeds WHERE feed = 'main'").first<{ revision: number }>();
      return row?.revision ?? 0;
    },
    async subscribe(subscriptions) {
      await db.prepare(INSERT_HOSTS).bind(JSON.stringify(subscriptions)).run();
      for (let index = 0; index < subscriptions.length; index += 1000) {
        const some = JSON.stringify(subscriptions.slice(index, index + 1000));
        await db.prepare(INSERT_SUBSCRIPTIONS).bind(some, Date.now()).run();
      }
    },
    async publish(title) {
      const headers = { ...HEADERS, "content-type": "text/markdown" };
      const body = `---\ntitle: ${title}\ndate: 2026-01-01\n---\n\n${"A paragraph of some length, as they are. ".repeat(60)}\n`;
      const response = await call("/api/articles/the-news", { method: "PUT", headers, body });
      if (!response.ok) throw new Error(`The article was refused: ${response.status} ${await response.text()}`);
    },
    async runCron() {
      await first.scheduled({ cron: "* * * * *" });
    },
    async runSecond(hosts) {
      const message = { id: crypto.randomUUID(), timestamp: new Date(), body: { kind: "hosts", hosts }, attempts: 1 };
      await second.queue(QUEUE, [message] as never);
    },
    async countBehind() {
      const query =
        "SELECT count(*) AS count FROM subscriptions s JOIN feeds f ON f.feed = s.feed WHERE s.cursor < f.revision";
      return (await db.prepare(query).first<{ count: number }>())?.count ?? -1;
    },
    async stop() {
      const isDisposed = miniflare.dispose();
      await Promise.race([isDisposed, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
    },
  };
}

const INSERT_HOSTS = `INSERT INTO callback_hosts (host) SELECT DISTINCT value ->> 'host' FROM json_each(?1)`;

const INSERT_SUBSCRIPTIONS = `INSERT INTO subscriptions
    (dialect, feed, format, callback, host, secret, verified_at, expires_at, is_whole, cursor, target)
  SELECT 'websub', 'main', value ->> 'format', value ->> 'callback', value ->> 'host', 'a secret', ?2, ?2 + 864000000, value ->> 'isWhole',
    value ->> 'cursor', value ->> 'cursor' FROM json_each(?1)`;

const CALL = "export default { fetch: (request, { PUBLISHER }) => PUBLISHER.fetch(request) };";

/** Calls the first worker by its named entrypoint, as the readers' worker does. */
const FRONT = {
  modules: [{ type: "ESModule" as const, path: "front.js", contents: CALL }],
  compatibilityDate: "2026-10-23",
  serviceBindings: { PUBLISHER: { name: "first", entrypoint: "Publishing" } },
};

function describeWorkers({ folder, modules }: BuiltWorker) {
  const common = {
    modules: Object.keys(modules).map((path) => ({
      type: path.endsWith(".js") ? ("ESModule" as const) : ("Text" as const),
      path,
      contents: readFileSync(join(folder, path), "utf8"),
    })),
    modulesRoot: "/",
    compatibilityDate: "2026-10-23",
    compatibilityFlags: ["queue_consumer_no_wait_for_wait_until"],
    // As on a paid plan.
    bindings: { HUB_PRIVATE_CALLBACKS: "127.0.0.0/8", HUB_REQUESTS_PER_RUN: "500" },
    d1Databases: { DB: "edgewire" },
    r2Buckets: { MEDIA: "media" },
    queueProducers: { DELIVERIES: QUEUE },
    durableObjects: { AUDIENCE: { className: "Audience", useSQLite: true } },
  };
  const consumer = { [QUEUE]: { maxBatchSize: 1, maxBatchTimeout: 0, maxRetries: 3 } };
  return [
    { ...common, name: "first", queueConsumers: consumer },
    { ...common, name: "second" },
    { ...FRONT, name: "front" },
  ];
}

function listChildren(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
  return children.trim().split(" ").filter(Boolean).map(Number);
}
