import type { BuiltWorker } from "./build.ts";
import { startMiniflare } from "./miniflare.ts";
import { askOnce, writeRequest } from "./polls-load.ts";
import { type Contender, measureInTurn, type Samples, type StoppableServer } from "./polls-measure.ts";
import { FEEDS, fillStore } from "./polls-store.ts";
import { buildBenchWorker, VARIABLES } from "./polls-workers.ts";

// The cost of a poll where D1 and the Cache API are real: in miniflare. Its simulators are part of the process and of the cost.

const ROUNDS = 41;
const SIZES = [100, 10_000, 100_000] as const;

interface Server extends StoppableServer {
  readonly articles: number;
}

export async function measureMiniflare(folder: string): Promise<Samples> {
  const worker = buildBenchWorker(folder);
  const servers: Server[] = [];
  try {
    for (const articles of SIZES) servers.push(await start(worker, articles));
    const [small] = servers;
    if (small === undefined) throw new Error("Cannot measure: no server was started");
    const growing: Contender[] = [];
    for (const server of servers) growing.push(...(await listGrowing(server)));
    return new Map([
      ...(await measureInTurn(await listWarm(small), ROUNDS)),
      ...(await measureInTurn(listFirst(small), ROUNDS)),
      ...(await measureInTurn(growing, ROUNDS)),
    ]);
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function start(worker: BuiltWorker, articles: number): Promise<Server> {
  const server = await startMiniflare(worker, VARIABLES);
  await fillStore(server.db, articles);
  return { articles, ...server };
}

function poll(name: string, server: Server, count: number, path: string, fields = {}): Contender {
  const status = name.startsWith("304") ? 304 : 200;
  return { name, server, count, status, request: writeRequest(path, fields) };
}

async function readTag({ port }: Server): Promise<string> {
  return (await askOnce(port, writeRequest("/rss.xml"))).headers.get("etag") ?? "";
}

/** Polls that find everything as it was. */
async function listWarm(server: Server): Promise<Contender[]> {
  const tag = await readTag(server);
  return [
    poll("hello", server, 64, "/-hello"),
    poll("304", server, 64, "/rss.xml", { "If-None-Match": tag }),
    poll("200 memory", server, 64, "/rss.xml"),
    poll("200 Cache API", server, 32, `/-kept/rendering/${tag.slice(3, -1)}/rss/feed/main`),
  ];
}

/** The first rendering after a publication, and the bare query for what it shows. */
function listFirst(server: Server): Contender[] {
  return Object.entries(FEEDS).flatMap(([content, feed]) => [
    poll(`rows ${content}`, server, 16, `/-rows/${content}`),
    poll(`render ${content}`, server, 16, `/-first/${feed}`),
    poll(`first poll ${content}`, server, 16, `/-poll/${feed}`),
  ]);
}

async function listGrowing(server: Server): Promise<Contender[]> {
  const { articles } = server;
  return [
    poll(`304, ${articles} articles`, server, 64, "/rss.xml", { "If-None-Match": await readTag(server) }),
    poll(`first poll, ${articles} articles`, server, 16, `/-poll/${FEEDS.full}`),
  ];
}
