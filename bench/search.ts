import { buildSync } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { hostileQueries, ordinaryQueries } from "./search-texts.ts";

// Search over a large publication, in workerd: the time that SQLite takes for a query (what D1 calls sql_duration: the clock around each
// statement), the best of three, and the size of the index over that of the texts (UTF-8 of titles, summaries and texts).

const ARTICLES = Number(process.env.ARTICLES ?? 100_000);
const BATCH = 500;

const built = buildSync({
  entryPoints: ["bench/search-entry.ts"],
  bundle: true,
  format: "esm",
  target: "es2024",
  external: ["cloudflare:workers"],
  write: false,
});
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    modules: [{ type: "ESModule", path: "index.js", contents: built.outputFiles[0]?.text ?? "" }],
    compatibilityDate: "2026-10-23",
    durableObjects: { INDEX: { className: "Index", useSQLite: true } },
    cf: false,
  }),
);

async function ask<Answer>(path: string): Promise<Answer> {
  const response = await miniflare.dispatchFetch(`http://index${path}`);
  if (!response.ok) throw new Error(`${path.slice(0, 80)}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function measure(query: string): Promise<{ query: string; ms: number; hits: number }> {
  const runs: { sqlMs: number; hits: number }[] = [];
  for (let run = 0; run < 3; run += 1) runs.push(await ask(`/find?q=${encodeURIComponent(query.slice(0, 2000))}`));
  return { query, ms: Math.min(...runs.map(({ sqlMs }) => sqlMs)), hits: runs[0]?.hits ?? 0 };
}

async function report(name: string, queries: readonly string[]): Promise<void> {
  const results: Awaited<ReturnType<typeof measure>>[] = [];
  for (const query of queries) results.push(await measure(query));
  const slowest = results.toSorted((a, b) => b.ms - a.ms);
  const median = slowest[Math.floor(slowest.length / 2)]?.ms ?? 0;
  console.log(
    `${queries.length} ${name} queries: sql_duration median ${median.toFixed(1)} ms, at most ${slowest[0]?.ms.toFixed(1)} ms`,
  );
  for (const { query, ms, hits } of slowest.slice(0, 5)) {
    console.log(`  ${ms.toFixed(1).padStart(6)} ms ${String(hits).padStart(4)} hits  ${query.slice(0, 60)}`);
  }
}

try {
  let textBytes = 0;
  let indexBytes = 0;
  const startedAt = performance.now();
  for (let from = 0; from < ARTICLES; from += BATCH) {
    const filled = await ask<{ textBytes: number; indexBytes: number }>(`/fill?from=${from}&count=${BATCH}`);
    textBytes += filled.textBytes;
    indexBytes = filled.indexBytes;
  }
  const perArticle = ((performance.now() - startedAt) / ARTICLES) * 1000;
  console.log(
    `${ARTICLES} articles of ${Math.round(textBytes / ARTICLES)} bytes, ${perArticle.toFixed(0)} µs each to draw, fold and index`,
  );
  console.log(`index over text: ${(indexBytes / textBytes).toFixed(2)}`);
  await report("ordinary", ordinaryQueries);
  await report("hostile", hostileQueries);
} finally {
  await miniflare.dispose();
}
