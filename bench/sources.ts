/**
 * The cost of the cron's runs over 200 sources, in workerd with the D1 of miniflare: requests, rows that D1 read and wrote, and CPU
 * of the whole process. `npm run bench:sources`; its last line is JSON.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSource } from "./build.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./measure.ts";
import { type MiniflareServer, startMiniflare } from "./miniflare.ts";
import { migrate } from "./polls-store.ts";

const ENTRY = join(import.meta.dirname, "sources-entry.ts");
const SOURCES = 200;
const RUNS = Number(process.env.RUNS ?? 150);
const BEGIN = Date.now();

interface Sample {
  readonly requests: number;
  readonly read: number;
  readonly written: number;
  readonly cpuMs: number;
}

const COLUMNS = ["requests", "read", "written", "cpuMs"] as const;

async function run(server: MiniflareServer, number: number): Promise<Sample> {
  const before = server.cpuMs();
  const response = await fetch(`http://127.0.0.1:${server.port}/run/${BEGIN + number * 60_000}`);
  if (!response.ok) throw new Error(`run ${number}: ${response.status} ${await response.text()}`);
  return { ...((await response.json()) as Omit<Sample, "cpuMs">), cpuMs: server.cpuMs() - before };
}

async function putSite({ port }: MiniflareServer): Promise<void> {
  const rules = Array.from({ length: SOURCES }, (_, n) => `  - { name: s${n}, from: "https://s${n}.example/" }\n`);
  const body = `title: Many\ndomain: news.example\nsources:\n${rules.join("")}`;
  const init = { method: "PUT", headers: { "Content-Type": "application/yaml" }, body };
  const { status } = await fetch(`http://127.0.0.1:${port}/api/site`, init);
  if (status >= 300) throw new Error(`PUT /api/site: ${status}`);
}

const folder = mkdtempSync(join(tmpdir(), "edgewire-sources-"));
const server = await startMiniflare(buildSource(`export { default } from "${ENTRY}";\n`, folder, "sources"), {});
try {
  await migrate(server.db);
  await putSite(server);
  const samples: Sample[] = [];
  for (let number = 0; number < RUNS; number += 1) samples.push(await run(server, number));
  console.log(`${describeMachine()}; ${SOURCES} sources, ${RUNS} runs\n`);
  const result: Record<string, number> = {};
  // The first 100 runs publish the 4,000 entries of the first readings, 40 each.
  for (const [name, part] of [
    ["first", samples.slice(5, 100)],
    ["later", samples.slice(110)],
  ] as const) {
    if (part.length === 0) continue;
    for (const column of COLUMNS) {
      const values = part.map((sample) => sample[column]);
      const [middle, most] = [median(values), Math.max(...values)];
      console.log(
        [`${name} ${column}`.padEnd(20), `median ${middle.toFixed(1)}`.padEnd(18), `most ${most.toFixed(1)}`].join(""),
      );
      result[`${name}_${column}`] = Number(middle.toFixed(1));
      result[`${name}_${column}_most`] = Number(most.toFixed(1));
    }
  }
  console.log(`\n${JSON.stringify(result)}`);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}
