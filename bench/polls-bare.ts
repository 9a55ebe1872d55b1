import { askOnce, writeRequest } from "./polls-load.ts";
import { type Contender, measureInTurn, type Samples, type StoppableServer } from "./polls-measure.ts";
import { startNginx } from "./polls-nginx.ts";
import { type BuiltWorker, buildGate, buildHello, buildTutorial, head, VARIABLES } from "./polls-workers.ts";
import { startWorkerd } from "./workerd.ts";

// What a poll costs in bare workerd, beside what people use today.

const ROUNDS = 61;
const GZIP = { "Accept-Encoding": "gzip" };

export async function measureBare(folder: string): Promise<Samples> {
  const servers: StoppableServer[] = [];
  const run = async (worker: BuiltWorker, port: number): Promise<StoppableServer> => {
    const { cpuMs, stop } = await startWorkerd(worker.folder, worker.modules, port, VARIABLES);
    const server = { port, cpuMs, stop };
    servers.push(server);
    return server;
  };
  try {
    const hello = poll("hello", await run(buildHello(folder), 9301), "/rss.xml", GZIP);
    const own = listOwn(await run(buildGate(folder), 9302));
    const tutorial = await listTutorial(await run(buildTutorial(folder), 9303));
    const nginx = await startNginx(folder, 9304);
    if (nginx !== undefined) servers.push(nginx);
    return await measureInTurn([hello, ...own, ...tutorial, ...(nginx ? await listNginx(nginx) : [])], ROUNDS);
  } finally {
    for (const server of servers) await server.stop();
  }
}

function poll(name: string, server: StoppableServer, path: string, fields = {}, count = 160): Contender {
  const status = Number(/\b[23]\d\d\b/.exec(name)?.[0] ?? 200);
  return { name, server, count, status, request: writeRequest(path, fields) };
}

function listOwn(server: StoppableServer): Contender[] {
  const tag = (revision: number) => `W/"${revision}-${head.epoch}"`;
  const newest = { "If-None-Match": tag(head.revision) };
  const older = { "If-None-Match": tag(head.revision - 1), "A-IM": "feed", "User-Agent": "newsboat/2.40" };
  return [
    poll("304", server, "/rss.xml", { ...GZIP, ...newest }),
    poll("200 gzip", server, "/rss.xml", GZIP),
    poll("200 plain", server, "/rss.xml"),
    poll("226 gzip", server, "/rss.xml", { ...GZIP, ...older }),
  ];
}

async function listTutorial(server: StoppableServer): Promise<Contender[]> {
  return [
    poll("tutorial 200", server, "/rss.xml", GZIP, 16),
    poll("tutorial 200, hono/etag", server, "/etag/rss.xml", GZIP, 16),
    poll("tutorial 304, hono/etag", server, "/etag/rss.xml", await readTag(server, "/etag/rss.xml"), 16),
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
