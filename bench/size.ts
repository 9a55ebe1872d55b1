import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build as bundle, type Metafile } from "esbuild";
import { type BuiltWorker, build } from "./build.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./measure.ts";
import { startWorkerd } from "./workerd.ts";

// The weight of the readers' worker, and the cost of its cold start with a first poll over that of an empty worker.

const ROUNDS = 11;
const folder = mkdtempSync(join(tmpdir(), "edgewire-size-"));

/** The main module with its static imports, minified: what an isolate evaluates before it can answer anything. */
async function bundleStart(): Promise<Uint8Array[]> {
  const { metafile, outputFiles } = await bundle({
    entryPoints: ["src/index.ts"],
    outdir: folder,
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "*.css", "*.svg"],
    metafile: true,
    write: false,
    absWorkingDir: process.cwd(),
  });
  const names = Object.keys(metafile.outputs);
  const main = names.find((name) => metafile.outputs[name]?.entryPoint === "src/index.ts");
  if (main === undefined) throw new Error("esbuild made no main module of src/index.ts");
  const atStart = [...listStatic(metafile, main)];
  return atStart.map((name) => outputFiles[names.indexOf(name)]?.contents ?? new Uint8Array());
}

function listStatic({ outputs }: Metafile, name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const { path, kind, external } of outputs[name]?.imports ?? []) {
    if (kind === "import-statement" && external !== true) listStatic({ inputs: {}, outputs }, path, found);
  }
  return found;
}

function filesOf({ folder: own, modules }: BuiltWorker): Uint8Array[] {
  return Object.values(modules).map((file) => readFileSync(join(own, file)));
}

function gzippedKb(files: Iterable<Uint8Array>): number {
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(file, { level: 9 }).byteLength, 0);
  return Math.round(bytes / 102.4) / 10;
}

/** The real worker before a store of one article: the store's answers are fixed, everything else runs. */
function writeStoreStub(): string {
  const author = { name: "A", slug: "a" };
  const profile = {
    title: "T",
    description: "d",
    language: "en",
    timeZone: "UTC",
    author,
    authors: [],
    categories: [],
    feeds: [],
  };
  const site = {
    database_id: "x",
    authority: "x,2026",
    profile_hash: "h",
    changed_at: 1,
    recomputed_key: null,
    profile: JSON.stringify(profile),
  };
  const feed = {
    feed: "main",
    title: "T",
    revision: 3,
    changed_at: 1e3,
    next_due_at: null,
    count: 1,
    last_position: 1,
    departed_revision: 0,
    declared: 1,
  };
  const facets = JSON.stringify({ authors: [author], categories: [], tags: [], corrections: [] });
  const dates = { published_at: 1e3, updated_at: 1e3, changed_at: 1e3, expires_at: null };
  const texts = {
    language: "en",
    title: "T",
    summary: "S",
    canonical_url: null,
    facets,
    html: `<p>${"Text. ".repeat(500)}</p>`,
    text: "Text.",
  };
  const article = {
    position: 1,
    id: "tag:x",
    key: "k",
    slug: "s",
    state: "published",
    revision: 3,
    kind: "text",
    ...dates,
    ...texts,
  };
  return `import worker, { Origin as RealOrigin } from "index.js";
const rows = (sql) => (/JOIN articles/.test(sql) ? ${JSON.stringify([article])} : /FROM site/.test(sql) ? ${JSON.stringify([site])} : ${JSON.stringify([feed])});
const prepare = (sql) => ({ sql, bind() { return this; } });
const DB = { prepare, batch: async (statements) => statements.map(({ sql }) => ({ results: rows(sql) })) };
const env = { DB, PUBLIC_URL: "http://localhost:8787" };
export class Origin extends RealOrigin { constructor(ctx) { super(ctx, env); } }
export default { fetch: (request, _env, ctx) => worker.fetch(request, env, ctx) };
`;
}

async function measureStart(modules: Record<string, string>, port: number): Promise<number> {
  const workerd = await startWorkerd(readers.folder, modules, port);
  const response = await fetch(`${workerd.url}/rss.xml`);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the first poll answered ${response.status}`);
  const cpuMs = workerd.cpuMs();
  await workerd.stop();
  return cpuMs;
}

const readers = build("wrangler.toml", folder, "readers");
const publishers = build("wrangler.publisher.toml", folder, "publishers");
writeFileSync(join(readers.folder, "main.js"), writeStoreStub());
writeFileSync(join(readers.folder, "empty.js"), 'export default { fetch: () => new Response("ok") };\n');

const samples: { empty: number[]; edgewire: number[] } = { empty: [], edgewire: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  samples.empty.push(await measureStart({ "empty.js": "empty.js" }, 9200 + 2 * round));
  samples.edgewire.push(await measureStart({ "main.js": "main.js", ...readers.modules }, 9201 + 2 * round));
}
const overEmpty = median(samples.edgewire) - median(samples.empty);

const result = {
  start_gzip_kb: gzippedKb(await bundleStart()),
  script_gzip_kb: gzippedKb(filesOf(readers)),
  cold_start_cpu_ms_over_empty: Math.round(overEmpty * 10) / 10,
};
console.log(describeMachine());
console.log(`Readers' worker, evaluated at start   ${result.start_gzip_kb} KB gzipped`);
console.log(`Readers' worker, whole                 ${result.script_gzip_kb} KB gzipped`);
console.log(`Publishers' worker (a worker apart)    ${gzippedKb(filesOf(publishers))} KB gzipped`);
console.log(`Start and first poll, CPU              ${median(samples.edgewire).toFixed(1)} ms`);
console.log(
  `Empty worker, the same                 ${median(samples.empty).toFixed(1)} ms (medians of ${ROUNDS} interleaved rounds)`,
);
console.log(JSON.stringify(result));
