/**
 * The time that reading takes: `edgewire check` of 2,000 posts of 2.5 KB compared with Eleventy's build of the same posts, a
 * second check without changes, a PUT in workerd before and after the change to markdown-it, and a command's start. `npm run
 * bench:reading`; its last line is JSON, which docs/performance.md explains.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GENERATED } from "../cli/project-places.ts";
import { describeMachine } from "./machine.ts";
import { median, medianRatio } from "./measure.ts";
import { writePosts } from "./reading-posts.ts";
import { comparePuts } from "./reading-put.ts";

const COUNT = Number(process.env.COUNT ?? 2000);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PUTS = Number(process.env.PUTS ?? 100);
const ROOT = join(import.meta.dirname, "..");
const ELEVENTY = join(ROOT, "node_modules/@11ty/eleventy/cmd.cjs");
const folder = mkdtempSync(join(tmpdir(), "edgewire-reading-"));
const posts = join(folder, "posts");

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Runs a script in a folder of its own, with what its whole process tree cost as the shell counts it. */
function run(...args: readonly string[]): Cost {
  const began = performance.now();
  const script = 'node="$1"; shift; "$node" "$@" >/dev/null || exit 1; times';
  const { status, stdout, stderr } = spawnSync("sh", ["-c", script, "sh", process.execPath, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  const wallMs = performance.now() - began;
  if (status !== 0) throw new Error(`${args.join(" ")} failed: ${stderr.slice(0, 2000)}`);
  const [, children = ""] = stdout.trim().split("\n");
  const cpuMs = Array.from(children.matchAll(/(\d+)m([\d.]+)s/g), ([, minutes, seconds]) => {
    return (Number(minutes) * 60 + Number(seconds)) * 1000;
  }).reduce((sum, part) => sum + part, 0);
  return { wallMs, cpuMs };
}

function check(): Cost {
  return run(join(ROOT, "cli/edgewire.js"), "check", "--articles", posts);
}

function buildWithEleventy(): Cost {
  return run(ELEVENTY, `--input=${posts}`, `--output=${join(folder, "site")}`, "--quiet");
}

try {
  console.log(`${describeMachine()}; ${COUNT} posts; medians of ${ROUNDS} rounds`);
  writePosts(posts, COUNT);
  writeFileSync(join(posts, "site.yaml"), "title: Bench\n");
  const [first, again, eleventy, start]: Cost[][] = [[], [], [], []];
  for (let round = -1; round < ROUNDS; round += 1) {
    rmSync(join(folder, GENERATED), { recursive: true, force: true });
    const costs = [
      check(),
      check(),
      buildWithEleventy(),
      run(join(ROOT, "cli/edgewire.js"), "check", "--help"),
    ] as const;
    // The first round fills the caches of files and of compiled code, for both.
    if (round < 0) continue;
    for (const [index, list] of [first, again, eleventy, start].entries()) list?.push(costs[index] ?? costs[0]);
  }
  const cpu = (costs: readonly Cost[] = []) => costs.map(({ cpuMs }) => cpuMs);
  const wall = (costs: readonly Cost[] = []) => costs.map(({ wallMs }) => wallMs);
  for (const [name, costs] of Object.entries({ "check, first": first, "check, unchanged": again, eleventy, start })) {
    console.log(`${name.padEnd(18)}${median(cpu(costs)).toFixed(0)} ms of CPU, ${median(wall(costs)).toFixed(0)} ms`);
  }
  const result = {
    check_vs_eleventy_cpu: medianRatio(cpu(first), cpu(eleventy)),
    check_vs_eleventy_wall: medianRatio(wall(first), wall(eleventy)),
    unchanged_vs_first: medianRatio(cpu(again), cpu(first)),
    put_before_vs_after: await comparePuts(folder, PUTS),
    command_start_ms: median(wall(start)),
  };
  const rounded = Object.entries(result).map(([name, value]) => [name, Number(value.toFixed(3))]);
  console.log(JSON.stringify(Object.fromEntries(rounded)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
