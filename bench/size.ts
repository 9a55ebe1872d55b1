import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build as bundle, type Metafile } from "esbuild";
import { type BuiltWorker, build, buildReaders } from "./build.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./measure.ts";
import { writeStoreStub } from "./size-store.ts";
import { startWorkerd } from "./workerd.ts";

// The weight of the readers' worker, and the cost of its cold start with a first poll over that of an empty worker.
// `--against FOLDER` measures the build of another checkout in the same rounds.

const ROUNDS = 31;
const FIRST_PORT = 9200;
/** The main module that puts a worker before a stub of the store. */
const STUB = "main.js";
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
  const files = Object.values(modules).filter((file) => file !== STUB);
  return files.map((file) => readFileSync(join(own, file)));
}

/** The minified bundle of a project that imports only these names from the library. */
async function bundleImport(name: string): Promise<Uint8Array> {
  const contents = `import { ${name} } from "./src/feed/library/index.ts"; globalThis.used = ${name};`;
  const { outputFiles } = await bundle({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

function gzippedKb(files: Iterable<Uint8Array>): number {
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(file, { level: 9 }).byteLength, 0);
  return Math.round(bytes / 102.4) / 10;
}

/** A worker under the flags of its own wrangler.toml: this folder's, and that of another checkout with its packages installed. */
interface Contender extends BuiltWorker {
  readonly name: string;
}

async function buildContender(name: string, root: string): Promise<Contender> {
  const { modules, ...built } = await buildReaders(folder, name, root);
  writeFileSync(join(built.folder, STUB), writeStoreStub());
  return { ...built, name, modules: { [STUB]: STUB, ...modules } };
}

/** The least that starts: without the runtime's Node.js layer, too. */
function writeEmpty(): Contender {
  writeFileSync(join(folder, "empty.js"), 'export default { fetch: () => new Response("ok") };\n');
  const flags = ["no_nodejs_compat", "no_nodejs_compat_v2"];
  return { name: "empty", folder, modules: { "empty.js": "empty.js" }, flags };
}

/** CPU of a fresh process until its first poll is answered, milliseconds. */
async function measureStart({ name, folder: own, modules, flags }: Contender, port: number): Promise<number> {
  const workerd = await startWorkerd(own, modules, port, { flags });
  const response = await fetch(`${workerd.url}/rss.xml`);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the first poll of ${name} answered ${response.status}`);
  const cpuMs = workerd.cpuMs();
  await workerd.stop();
  return cpuMs;
}

/** In every round each starts once, in turn. */
async function measureInTurn(contenders: readonly Contender[]): Promise<ReadonlyMap<string, number[]>> {
  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      samples.get(contender.name)?.push(await measureStart(contender, FIRST_PORT + round * contenders.length + index));
    }
  }
  return samples;
}

const { values: options } = parseArgs({ options: { against: { type: "string" } } });
const readers = await buildContender("edgewire", process.cwd());
const against = options.against === undefined ? [] : [await buildContender("against", resolve(options.against))];
const publishers = build("wrangler.publisher.toml", folder, "publishers");

const samples = await measureInTurn([writeEmpty(), readers, ...against]);
const cpuMs = (name: string) => median(samples.get(name) ?? []);
const overEmpty = (name: string) => cpuMs(name) - cpuMs("empty");

const result = {
  start_gzip_kb: gzippedKb(await bundleStart()),
  script_gzip_kb: gzippedKb(filesOf(readers)),
  library_gzip_kb: gzippedKb([await bundleImport("Feed")]),
  library_rss_gzip_kb: gzippedKb([await bundleImport("renderRss")]),
  cold_start_cpu_ms_over_empty: Math.round(overEmpty("edgewire") * 10) / 10,
  ...(against.length > 0 && {
    cold_start_vs_against: Math.round((overEmpty("edgewire") / overEmpty("against")) * 1000) / 1000,
  }),
};
console.log(describeMachine());
console.log(`Readers' worker, evaluated at start   ${result.start_gzip_kb} KB gzipped`);
console.log(`Readers' worker, whole                 ${result.script_gzip_kb} KB gzipped`);
console.log(`Library, three formats                 ${result.library_gzip_kb} KB gzipped`);
console.log(`Library, RSS alone                     ${result.library_rss_gzip_kb} KB gzipped`);
console.log(`Publishers' worker (a worker apart)    ${gzippedKb(filesOf(publishers))} KB gzipped`);
console.log(`Start and first poll, CPU, medians of ${ROUNDS} interleaved rounds:`);
for (const name of samples.keys()) console.log(`${name.padEnd(38)} ${cpuMs(name).toFixed(1)} ms`);
console.log(JSON.stringify(result));
rmSync(folder, { recursive: true });
