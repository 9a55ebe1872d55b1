/**
 * The cost of a poll, beside the workers that people use today: CPU of the serving process per request, under a load of 16 connections over
 * loopback. `npm run bench:polls` prints the tables and, as its last line, the ratios as JSON; docs/performance.md reads them.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareDay, describeDay, measureDay } from "./day.ts";
import { describeMachine } from "./machine.ts";
import { median, medianRatio } from "./measure.ts";
import { measureBare } from "./polls-bare.ts";
import type { Samples } from "./polls-measure.ts";
import { measureMiniflare } from "./polls-miniflare.ts";
import { describeDocument } from "./polls-workers.ts";

/** How many times the work of `less` fits into that of `more`: the median over rounds, in each of which both had their turn. */
function compare(samples: Samples, more: string, less: string): number {
  return Number(medianRatio(samples.get(more) ?? [], samples.get(less) ?? []).toFixed(3));
}

/** Every poll's cost, and how much work of hello-world that is: 0.5 is twice its cost. */
function print(title: string, samples: Samples): void {
  const rounds = Math.max(...[...samples.values()].map((values) => values.length));
  console.log(`\n${title}\n${`medians of ${rounds} rounds`.padEnd(36)} CPU µs  of hello-world`);
  for (const [name, values] of samples) {
    const ratio = name.endsWith("articles") ? "-" : compare(samples, "hello", name).toFixed(2);
    console.log(`${name.padEnd(36)}${median(values).toFixed(0).padStart(7)}${ratio.padStart(16)}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "edgewire-polls-"));
try {
  console.log(`${describeMachine()}\n${describeDocument()}`);
  const bare = await measureBare(folder);
  print("Bare workerd, a stub for Origin, hello-world in Hono", bare);
  if (!bare.has("nginx 304")) console.log("nginx: not installed");
  const real = await measureMiniflare(folder);
  print("miniflare: D1 and Cache API simulated in the same process", real);
  const day = await measureDay();
  console.log(`\n${describeDay(day)}`);
  const ratios = {
    r304_vs_hello: compare(bare, "hello", "304"),
    r200gz_vs_hello: compare(bare, "hello", "200 gzip"),
    r200_vs_hello: compare(bare, "hello", "200 plain"),
    r200_vs_tutorial: compare(bare, "tutorial 200", "200 gzip"),
    r304_vs_tutorial: compare(bare, "tutorial 304, hono/etag", "304"),
    partner304_vs_304: compare(bare, "partner 304", "304"),
    partner200gz_vs_200gz: compare(bare, "partner 200 gzip", "200 gzip"),
    archive_100k_vs_100: compare(real, "first poll, 100000 articles", "first poll, 100 articles"),
    first_render_vs_d1: compare(real, "render summary", "rows summary"),
    first_render_full_vs_d1: compare(real, "render full", "rows full"),
    day_bytes_none_vs_delta: compareDay(day),
  };
  console.log(`\n${JSON.stringify(ratios)}`);
} finally {
  rmSync(folder, { recursive: true });
}
