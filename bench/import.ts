/**
 * How long `edgewire import` takes for a WordPress export of 2,000 posts, and how much memory: now, and in the state before folders of
 * any tool were read, in turn. Pictures stay where they are, so that no network is measured. `npm run bench:import`; its last line is
 * JSON, which docs/performance.md explains.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkOutFormerState, commandOf, ROOT, removeFormerState } from "./former-state.ts";
import { describeMachine } from "./machine.ts";
import { median, medianRatio } from "./measure.ts";
import { writeWordPressExport } from "./wordpress-export.ts";
import { readCpu } from "./workerd.ts";

const COUNT = Number(process.env.COUNT ?? 2000);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SAMPLE_EVERY_MS = 20;
const folder = mkdtempSync(join(tmpdir(), "edgewire-import-"));
const source = join(folder, "export.xml");

interface Use {
  readonly cpuMs: number;
  readonly peakMegabytes: number;
}

interface Cost extends Use {
  readonly wallMs: number;
}

const NOTHING: Use = { cpuMs: 0, peakMegabytes: 0 };

/** CPU and Linux's high-water mark of memory of a process; undefined once it has ended. */
function readUse(pid: number): Use | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : { cpuMs: readCpu(pid), peakMegabytes: Number(kilobytes) / 1024 };
  } catch {
    return undefined;
  }
}

async function runImport(root: string, round: number): Promise<Cost> {
  const articles = join(folder, `articles-${round}-${root === ROOT ? "now" : "then"}`);
  const args = [commandOf(root), "import", source, "--articles", articles, "--no-images"];
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  let use = NOTHING;
  const sampling = setInterval(() => {
    use = readUse(child.pid ?? 0) ?? use;
  }, SAMPLE_EVERY_MS);
  const status = await new Promise((resolve) => child.once("exit", resolve));
  const wallMs = performance.now() - began;
  clearInterval(sampling);
  rmSync(articles, { recursive: true, force: true });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}`);
  return { ...use, wallMs };
}

try {
  writeFileSync(source, writeWordPressExport(COUNT));
  const states = [checkOutFormerState(folder), ROOT].map((root) => ({ root, costs: [] as Cost[] }));
  // The first round fills the caches of files and of compiled code.
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const { root, costs } of states) {
      const cost = await runImport(root, round);
      if (round >= 0) costs.push(cost);
    }
  }
  const [then = [], now = []] = states.map(({ costs }) => costs);
  const wall = (costs: readonly Cost[]) => costs.map(({ wallMs }) => wallMs);
  const cpu = (costs: readonly Cost[]) => costs.map(({ cpuMs }) => cpuMs);
  const peak = (costs: readonly Cost[]) => Math.max(...costs.map(({ peakMegabytes }) => peakMegabytes));
  console.log(`${describeMachine()}; ${COUNT} posts; medians of ${ROUNDS} rounds`);
  for (const [name, costs] of Object.entries({ before: then, now })) {
    const [seconds, cpuSeconds] = [median(wall(costs)) / 1000, median(cpu(costs)) / 1000];
    console.log(
      `${name}: ${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s of CPU, at most ${peak(costs).toFixed(0)} MB`,
    );
  }
  const result = {
    posts: COUNT,
    seconds: Number((median(wall(now)) / 1000).toFixed(3)),
    before_vs_now: Number(medianRatio(wall(then), wall(now)).toFixed(3)),
    before_vs_now_cpu: Number(medianRatio(cpu(then), cpu(now)).toFixed(3)),
    peak_megabytes: Math.round(peak(now)),
  };
  console.log(JSON.stringify(result));
} finally {
  removeFormerState(folder);
  rmSync(folder, { recursive: true, force: true });
}
