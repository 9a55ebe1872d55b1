import type { BuiltWorker } from "./build.ts";
import { askOnce, writeRequest } from "./polls-load.ts";
import { type Contender, measureInTurn, type Samples, type StoppableServer } from "./polls-measure.ts";
import { startNginx } from "./polls-nginx.ts";
import { buildGate, buildHello, buildTutorial, head, VARIABLES } from "./polls-workers.ts";
import { startWorkerd } from "./workerd.ts";

// The cost of a poll in bare workerd, compared with workers that are commonly used.

const ROUNDS = 31;
/** A tenth of a second and more: what a process must fetch back into the caches at each turn is not what a poll costs. */
const POLLS_A_SAMPLE = 1000;
const TUTORIAL_POLLS_A_SAMPLE = 100;
const FIRST_PORT = 9301;
/** Its rendering is the stub's, as the feed's is: the two differ by the gate's work alone. */
const PARTNER = "/feeds/top/fulltext.xml";
const GZIP = { "Accept-Encoding": "gzip" };

/** Each contender has a process of its own, so that none collects another's garbage. */
export async function measureBare(folder: string): Promise<Samples> {
  const servers: StoppableServer[] = [];
  const start: Start = async ({ folder: own, modules, flags }) => {
    const port = FIRST_PORT + servers.length;
    const { cpuMs, stop } = await startWorkerd(own, modules, port, { variables: VARIABLES, flags });
    const server = { port, cpuMs, stop };
    servers.push(server);
    return server;
  };
  try {
    const hello = poll("hello", await start(buildHello(folder)), "/rss.xml", GZIP);
    const own = await startOwn(buildGate(folder), start);
    const tutorial = await startTutorial(buildTutorial(folder), start);
    const nginx = await startNginx(folder, FIRST_PORT + servers.length);
    if (nginx !== undefined) servers.push(nginx);
    return await measureInTurn([hello, ...own, ...tutorial, ...(nginx ? await listNginx(nginx) : [])], ROUNDS);
  } finally {
    for (const server of servers) await server.stop();
  }
}

type Start = (worker: BuiltWorker) => Promise<StoppableServer>;

function poll(name: string, server: StoppableServer, path: string, fields = {}, count = POLLS_A_SAMPLE): Contender {
  const status = Number(/\b[23]\d\d\b/.exec(name)?.[0] ?? 200);
  return { name, server, count, status, request: writeRequest(path, fields) };
}

async function startOwn(worker: BuiltWorker, start: Start): Promise<Contender[]> {
  const tag = (revision: number) => `W/"${revision}-${head.epoch}"`;
  const newest = { "If-None-Match": tag(head.revision) };
  const older = { "If-None-Match": tag(head.revision - 1), "A-IM": "feed", "User-Agent": "newsboat/2.40" };
  const [asked, whole] = [await start(worker), await start(worker)];
  return [
    poll("304", await start(worker), "/rss.xml", { ...GZIP, ...newest }),
    poll("200 gzip", await start(worker), "/rss.xml", GZIP),
    poll("200 plain", await start(worker), "/rss.xml"),
    poll("226 gzip", await start(worker), "/rss.xml", { ...GZIP, ...older }),
    poll("partner 304", asked, PARTNER, await readTag(asked, PARTNER)),
    poll("partner 200 gzip", whole, PARTNER, GZIP),
  ];
}

async function startTutorial(worker: BuiltWorker, start: Start): Promise<Contender[]> {
  const pollTutorial = async (name: string, path: string, isConditional = false) => {
    const server = await start(worker);
    const fields = isConditional ? await readTag(server, path) : GZIP;
    return poll(name, server, path, fields, TUTORIAL_POLLS_A_SAMPLE);
  };
  return [
    await pollTutorial("tutorial 200", "/rss.xml"),
    await pollTutorial("tutorial 200, hono/etag", "/etag/rss.xml"),
    await pollTutorial("tutorial 304, hono/etag", "/etag/rss.xml", true),
    await pollTutorial("tutorial 200, Atom", "/atom.xml"),
    await pollTutorial("tutorial 304, hono/etag, Atom", "/etag/atom.xml", true),
    await pollTutorial("tutorial 200, JSON Feed", "/feed.json"),
    await pollTutorial("tutorial 304, hono/etag, JSON Feed", "/etag/feed.json", true),
  ];
}

async function listNginx(server: StoppableServer): Promise<Contender[]> {
  return [
    poll("nginx 304", server, "/rss.xml", await readTag(server, "/rss.xml")),
    poll("nginx 200 gzip", server, "/rss.xml", GZIP),
    poll("nginx 200 plain", server, "/rss.xml"),
  ];
}

async function readTag({ port }: StoppableServer, path: string): Promise<Record<string, string>> {
  const { headers } = await askOnce(port, writeRequest(path, GZIP));
  return { ...GZIP, "If-None-Match": headers.get("etag") ?? "" };
}
