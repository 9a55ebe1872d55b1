/**
 * The cost of counting per poll: the readers' worker as it is deployed beside the same without counting, in one isolate of bare
 * workerd, with stubs for Origin and the publishers' worker. `npm run bench:audience`; the last line is JSON. 1 means that counting
 * is free.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BuiltWorker } from "./build.ts";
import { describeMachine } from "./machine.ts";
import { median, medianRatio } from "./measure.ts";
import { writeRequest } from "./polls-load.ts";
import { type Contender, measureInTurn, type StoppableServer } from "./polls-measure.ts";
import { buildGateTwice, COUNTED, head, UNCOUNTED, VARIABLES } from "./polls-workers.ts";
import { startWorkerd } from "./workerd.ts";

/** Each with a process of its own: how a heap happens to lie must not decide. */
const PROCESSES = 5;
const ROUNDS = 15;
const POLLS_A_SAMPLE = 768;
const CLIENT = {
  "Accept-Encoding": "gzip",
  "User-Agent": "NetNewsWire (RSS Reader; https://netnewswire.com/)",
  "CF-Connecting-IP": "198.51.100.77",
};
const NEWEST = { "If-None-Match": `W/"${head.revision}-${head.epoch}"` };
const IPV6 = { "CF-Connecting-IP": "2001:db8:12:34:5678:9abc:def0:1234" };

interface KindOfPoll {
  readonly name: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

const kinds: readonly KindOfPoll[] = [
  { name: "304", status: 304, headers: { ...CLIENT, ...NEWEST } },
  { name: "304, IPv6", status: 304, headers: { ...CLIENT, ...NEWEST, ...IPV6 } },
  { name: "200 gzip", status: 200, headers: CLIENT },
];

/** Counted, uncounted, uncounted, counted: what one sample leaves to be swept up by the next meets both sides alike. */
const turns: readonly { readonly side: "counted" | "uncounted"; readonly turn: 1 | 2 }[] = [
  { side: "counted", turn: 1 },
  { side: "uncounted", turn: 1 },
  { side: "uncounted", turn: 2 },
  { side: "counted", turn: 2 },
];

function listContenders(server: StoppableServer): Contender[] {
  return kinds.flatMap(({ name, status, headers }) =>
    turns.map(({ side, turn }) => {
      const request = writeRequest("/rss.xml", { ...headers, ...(side === "counted" ? COUNTED : UNCOUNTED) });
      return { name: `${name} ${side} ${turn}`, server, status, count: POLLS_A_SAMPLE, request };
    }),
  );
}

/** CPU per poll, microseconds, by contender: samples of every process, side by side. */
async function measure({ folder, modules, flags }: BuiltWorker): Promise<Map<string, number[]>> {
  const samples = new Map<string, number[]>();
  for (let process = 0; process < PROCESSES; process += 1) {
    const port = 9311 + process;
    const { cpuMs, stop } = await startWorkerd(folder, modules, port, { variables: VARIABLES, flags });
    try {
      const measured = await measureInTurn(listContenders({ port, cpuMs, stop }), ROUNDS);
      for (const [name, values] of measured) samples.set(name, [...(samples.get(name) ?? []), ...values]);
    } finally {
      await stop();
    }
  }
  return samples;
}

/** The mean of a round's two turns. */
function joinTurns(samples: ReadonlyMap<string, readonly number[]>, name: string): number[] {
  const [first = [], second = []] = [samples.get(`${name} 1`), samples.get(`${name} 2`)];
  return first.map((value, round) => (value + (second[round] ?? Number.NaN)) / 2);
}

const folder = mkdtempSync(join(tmpdir(), "edgewire-audience-"));
try {
  console.log(
    `${describeMachine()}\nCPU µs a poll, medians of ${PROCESSES} processes with ${ROUNDS} interleaved rounds each`,
  );
  const samples = await measure(buildGateTwice(folder));
  const ratios = kinds.map(({ name }) => {
    const [counted, uncounted] = [joinTurns(samples, `${name} counted`), joinTurns(samples, `${name} uncounted`)];
    const ratio = medianRatio(uncounted, counted);
    const figures = `uncounted ${median(uncounted).toFixed(1)}, counted ${median(counted).toFixed(1)}`;
    console.log(`${name.padEnd(12)} ${figures}: ${ratio.toFixed(3)}`);
    return ratio;
  });
  // The kind of poll for which counting costs most decides.
  console.log(JSON.stringify({ polls_with_counting_vs_without: Number(Math.min(...ratios).toFixed(3)) }));
} finally {
  rmSync(folder, { recursive: true });
}
