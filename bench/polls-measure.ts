import { askOnce, type Load, openLoad } from "./polls-load.ts";

/** One kind of poll. */
export interface Contender {
  readonly name: string;
  readonly server: RunningServer;
  readonly request: Buffer;
  readonly status: number;
  /** Requests of one sample: enough for 100 ms and more. */
  readonly count: number;
}

/** A server, and what its process has used. */
export interface RunningServer {
  readonly port: number;
  readonly cpuMs: () => number;
}

export interface StoppableServer extends RunningServer {
  readonly stop: () => Promise<void>;
}

/** CPU per request, microseconds: a sample for each round. */
export type Samples = ReadonlyMap<string, readonly number[]>;

/** In every round each is measured once, in turn, so that other load on the machine meets all of them alike. */
export async function measureInTurn(contenders: readonly Contender[], rounds: number): Promise<Samples> {
  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  const loads: Load[] = [];
  try {
    for (const contender of contenders) loads.push(await warmUp(contender));
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, { name, server, count }] of contenders.entries()) {
        const before = server.cpuMs();
        await loads[index]?.send(count);
        samples.get(name)?.push(((server.cpuMs() - before) * 1000) / count);
      }
    }
    return samples;
  } finally {
    for (const load of loads) load.close();
  }
}

/** Until the compiler has seen enough and every memory is filled. */
async function warmUp({ name, server, request, status, count }: Contender): Promise<Load> {
  const answer = await askOnce(server.port, request);
  if (answer.status !== status) throw new Error(`${name}: wanted ${status}, found ${answer.status}`);
  await askOnce(server.port, request);
  const load = await openLoad(server.port, request);
  await load.send(Math.max(count * 2, 2500)).catch((error) => {
    load.close();
    throw new Error(`${name}: ${error.message}`);
  });
  return load;
}
