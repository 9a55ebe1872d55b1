/**
 * The cost of a poll through `serveFeed` and the Hono middleware in bare workerd, beside hello-world in Hono and the same app with the
 * `feed` package and hono/etag. `npm run bench:middleware` prints a table and, as its last line, the ratios as JSON.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuiltWorker, buildSource } from "./build.ts";
import { describeMachine } from "./machine.ts";
import { median, medianRatio } from "./measure.ts";
import { buildSummaryItems } from "./polls-corpus.ts";
import { askOnce, writeRequest } from "./polls-load.ts";
import { type Contender, measureInTurn, type StoppableServer } from "./polls-measure.ts";
import { buildHello, buildTutorial, VARIABLES } from "./polls-workers.ts";
import { startWorkerd } from "./workerd.ts";

const ROUNDS = 31;
const FIRST_PORT = 9401;
const ROOT = join(import.meta.dirname, "..");
const GZIP = { "Accept-Encoding": "gzip" };

const folder = mkdtempSync(join(tmpdir(), "edgewire-middleware-"));
const servers: StoppableServer[] = [];

/** The feed of the other contenders, loaded once a change: the revision is a constant, as nothing changes here. */
function buildOwn(name: string, served: string): BuiltWorker {
  mkdirSync(join(folder, `${name}-source`), { recursive: true });
  const items = JSON.stringify(JSON.stringify(buildSummaryItems(50)));
  const revive = "(key, value) => (key === 'date' || key === 'published' ? new Date(value) : value)";
  writeFileSync(join(folder, `${name}-source/items.ts`), `export const items = JSON.parse(${items}, ${revive});\n`);
  const source = `import { Hono } from "${join(ROOT, "node_modules/hono/dist/index.js")}";
import { Feed } from "${join(ROOT, "src/feed/library/index.ts")}";
import { feeds, serveFeed } from "${join(ROOT, "src/serving/feeds/hono.ts")}";
import { head } from "${join(ROOT, "bench/corpus.ts")}";
import { items } from "./items.ts";
const load = () => {
  const feed = new Feed(head);
  for (const item of items) feed.addItem(item);
  return feed;
};
const options = { load, revision: () => 1234 };
${served}
`;
  return buildSource(source, folder, name);
}

async function start({ folder: own, modules, flags }: BuiltWorker): Promise<StoppableServer> {
  const port = FIRST_PORT + servers.length;
  const { cpuMs, stop } = await startWorkerd(own, modules, port, { variables: VARIABLES, flags });
  const server = { port, cpuMs, stop };
  servers.push(server);
  return server;
}

async function poll(name: string, worker: BuiltWorker, path: string, count: number): Promise<Contender> {
  const server = await start(worker);
  const isConditional = name.includes("304");
  const { headers } = await askOnce(server.port, writeRequest(path, GZIP));
  const fields = isConditional ? { ...GZIP, "If-None-Match": headers.get("etag") ?? "" } : GZIP;
  return { name, server, count, status: isConditional ? 304 : 200, request: writeRequest(path, fields) };
}

try {
  const serve = buildOwn("serve", "export default { fetch: (request) => serveFeed(request, options) };");
  const middleware = buildOwn("middleware", "const app = new Hono();\napp.use(feeds(options));\nexport default app;");
  const tutorial = buildTutorial(folder);
  const contenders = [
    await poll("hello", buildHello(folder), "/rss.xml", 1000),
    await poll("serveFeed 304", serve, "/rss.xml", 1000),
    await poll("middleware 304", middleware, "/rss.xml", 1000),
    await poll("middleware 200 gzip", middleware, "/rss.xml", 1000),
    await poll("feed 304, RSS", tutorial, "/etag/rss.xml", 100),
    await poll("feed 304, Atom", tutorial, "/etag/atom.xml", 100),
    await poll("feed 304, JSON", tutorial, "/etag/feed.json", 100),
    await poll("feed 200, RSS", tutorial, "/rss.xml", 100),
  ];
  const samples = await measureInTurn(contenders, ROUNDS);
  const compare = (more: string, less: string) =>
    Number(medianRatio(samples.get(more) ?? [], samples.get(less) ?? []).toFixed(3));
  console.log(`${describeMachine()}\nmedians of ${ROUNDS} rounds`.padEnd(36));
  for (const [name, values] of samples)
    console.log(`${name.padEnd(24)}${median(values).toFixed(0).padStart(8)} µs of CPU`);
  const ratios = {
    serve304_vs_hello: compare("hello", "serveFeed 304"),
    r304_vs_hello: compare("hello", "middleware 304"),
    r304_vs_feed_rss: compare("feed 304, RSS", "middleware 304"),
    r304_vs_feed_atom: compare("feed 304, Atom", "middleware 304"),
    r304_vs_feed_json: compare("feed 304, JSON", "middleware 304"),
    r200gz_vs_feed_rss: compare("feed 200, RSS", "middleware 200 gzip"),
  };
  console.log(JSON.stringify(ratios));
} finally {
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true });
}
