import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

/** A function to time; its result is used, so that the compiler cannot remove the work. */
export interface Contender {
  readonly name: string;
  readonly run: () => Uint8Array;
}

const WARM_UP_MILLISECONDS = 150;
/** A sample is as many runs as fill this time: long against the clock's grain, short against a neighbour's time slice. */
const SAMPLE_MILLISECONDS = 4;

/**
 * glibc gives large blocks back to the system, or keeps them, depending on how the heap happens to lie: one process in three
 * pays 120 µs of page faults for every 250 KB array. With fixed thresholds every run is of the quick kind,
 * as under workerd, which brings an allocator of its own.
 */
const STEADY_ALLOCATOR = { MALLOC_MMAP_THRESHOLD_: "1073741824", MALLOC_TRIM_THRESHOLD_: "1073741824" };

let bytesSeen = 0;

/** Starts the script again with a steady allocator, unless this is already the second start. */
export function restartWithSteadyAllocator(): void {
  if (process.env.MALLOC_MMAP_THRESHOLD_ !== undefined) return;
  const env = { ...process.env, ...STEADY_ALLOCATOR };
  process.exit(spawnSync(process.execPath, process.argv.slice(1), { stdio: "inherit", env }).status ?? 1);
}

/**
 * Microseconds of one run: a sample per round, by contender. Rounds are interleaved: each times every contender once, in turn,
 * so that other load on the machine affects all alike.
 */
export function measure(contenders: readonly Contender[], rounds: number): Map<string, readonly number[]> {
  const runsPerSample = contenders.map((contender) => countRuns(contender));
  const samples = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      samples[index]?.push(time(contender, runsPerSample[index] ?? 1));
    }
  }
  if (bytesSeen === 0) throw new Error("Cannot measure: the contenders wrote nothing");
  return new Map(contenders.map((contender, index) => [contender.name, samples[index] ?? []]));
}

/** The speed-up: the median, over the rounds, of the ratio of two samples taken side by side. */
export function medianRatio(slow: readonly number[], fast: readonly number[]): number {
  return median(slow.map((time, round) => time / (fast[round] ?? Number.NaN)));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Least-squares slope of log(time) over log(size): 1 is linear, 2 quadratic. */
export function growthExponent(points: readonly { readonly size: number; readonly time: number }[]): number {
  const logs = points.map(({ size, time }) => ({ x: Math.log(size), y: Math.log(time) }));
  const meanX = logs.reduce((sum, { x }) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, { y }) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
}

function countRuns(contender: Contender): number {
  let runs = 0;
  const start = performance.now();
  while (performance.now() - start < WARM_UP_MILLISECONDS || runs < 3) {
    bytesSeen += contender.run().length;
    runs++;
  }
  const oneRun = (performance.now() - start) / runs;
  return Math.max(1, Math.round(SAMPLE_MILLISECONDS / oneRun));
}

/** Microseconds of one run, averaged over a sample; one run before it puts the contender's own data into the caches. */
function time(contender: Contender, runs: number): number {
  bytesSeen += contender.run().length;
  const start = performance.now();
  for (let run = 0; run < runs; run++) bytesSeen += contender.run().length;
  return ((performance.now() - start) * 1000) / runs;
}
