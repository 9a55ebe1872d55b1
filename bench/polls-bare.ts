import { median } from "./measure.ts";
import { askOnce, type Load, openLoad, writeRequest } from "./polls-load.ts";
import { type BuiltWorker, buildGate, buildHello, buildTutorial, describeDocument, head, VARIABLES } from "./polls-workers.ts";
import { type RunningWorkerd, startWorkerd } from "./workerd.ts";

// What a poll costs in bare workerd: CPU of its process, per request.

const ROUNDS = 61;

/** One kind of poll. */
export interface Contender {
  readonly name: string;
  readonly server: RunningServer;
  readonly request: Buffer;
  readonly status: number;
  /** Requests of one sample: enough for 100 ms and more. */
  readonly count: number;
}

export interface RunningServer {
  readonly port: number;
  readonly cpuMs: () => number;
  readonly stop: () => Promise<void>;
}

/** CPU per request, microseconds: a sample for each round. */
export type Samples = ReadonlyMap<string, readonly number[]>;

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
    ]);
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

async function start({ folder, modules }: BuiltWorker, port: number): Promise<RunningServer> {
  const { cpuMs, stop }: RunningWorkerd = await startWorkerd(folder, modules, port, VARIABLES);
  return { port, cpuMs, stop };
}

/** In every round each is measured once, in turn, so that other load on the machine meets all of them alike. */
export async function measureInTurn(contenders: readonly Contender[]): Promise<Samples> {
  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  const loads: Load[] = [];
  for (const contender of contenders) loads.push(await warmUp(contender));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { name, server, count }] of contenders.entries()) {
      const before = server.cpuMs();
      await loads[index]?.send(count);
      samples.get(name)?.push(((server.cpuMs() - before) * 1000) / count);
    }
  }
  for (const load of loads) load.close();
  return samples;
}

/** Until the compiler has seen enough and every memory is filled. */
async function warmUp({ name, server, request, status, count }: Contender): Promise<Load> {
  const answer = await askOnce(server.port, request);
  if (answer.status !== status) throw new Error(`${name}: wanted ${status}, found ${answer.status}`);
  await askOnce(server.port, request);
  const load = await openLoad(server.port, request);
  await load.send(count * 10);
  return load;
}
