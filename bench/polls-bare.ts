import { median } from "./measure.ts";
import { askOnce, writeRequest } from "./polls-load.ts";
import { measureInTurn, type RunningServer, type Samples } from "./polls-measure.ts";
import { type BuiltWorker, buildGate, buildHello, buildTutorial, describeDocument, head, VARIABLES } from "./polls-workers.ts";
import { startWorkerd } from "./workerd.ts";

// What a poll costs in bare workerd: CPU of its process, per request.

const ROUNDS = 61;

export async function measureBare(folder: string): Promise<Samples> {
  console.log(describeDocument());
  const hello = await start(buildHello(folder), 9301);
  const gate = await start(buildGate(folder), 9302);
  const tutorial = await start(buildTutorial(folder), 9303);
  const servers = [hello, gate, tutorial];
  const tag = (revision: number) => `W/"${revision}-${head.epoch}"`;
  const { headers } = await askOnce(tutorial.port, writeRequest("/etag/rss.xml"));
  const entityTag = headers.get("etag") ?? "";
  const gzip = { "Accept-Encoding": "gzip" };
  const poll = (name: string, server: RunningServer, count: number, status: number, path: string, fields = {}) => ({
    name,
    server,
    count,
    status,
    request: writeRequest(path, fields),
  });
  const held = { "If-None-Match": tag(head.revision) };
  const older = { "A-IM": "feed", "If-None-Match": tag(head.revision - 1), "User-Agent": "newsboat/2.40" };
  try {
    const samples = await measureInTurn([
      poll("hello", hello, 160, 200, "/rss.xml", gzip),
      poll("304", gate, 160, 304, "/rss.xml", { ...gzip, ...held }),
      poll("200 gzip", gate, 160, 200, "/rss.xml", gzip),
      poll("200 plain", gate, 160, 200, "/rss.xml"),
      poll("226", gate, 160, 226, "/rss.xml", { ...gzip, ...older }),
      poll("tutorial 200", tutorial, 16, 200, "/rss.xml", gzip),
      poll("tutorial 200 etag", tutorial, 16, 200, "/etag/rss.xml", gzip),
      poll("tutorial 304 etag", tutorial, 16, 304, "/etag/rss.xml", { ...gzip, "If-None-Match": entityTag }),
    ], ROUNDS);
    for (const [name, values] of samples) {
      const hellos = samples.get("hello") ?? [];
      const ratio = median(values.map((value, round) => (hellos[round] ?? Number.NaN) / value));
      console.log(name.padEnd(20), median(values).toFixed(1).padStart(8), ratio.toFixed(3));
    }
    return samples;
  } finally {
    for (const server of servers) await server.stop();
  }
}

interface Server extends RunningServer {
  readonly stop: () => Promise<void>;
}

async function start({ folder, modules }: BuiltWorker, port: number): Promise<Server> {
  const { cpuMs, stop } = await startWorkerd(folder, modules, port, VARIABLES);
  return { port, cpuMs, stop };
}
