import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { unstable_readConfig } from "wrangler";
import type { WorkerModules } from "./workerd.ts";

// Workers as `wrangler deploy` would upload them, minified.

const WRANGLER = "node_modules/wrangler/bin/wrangler.js";
const QUIET = { WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", CLOUDFLARE_CF_FETCH_ENABLED: "false" };

/** The folder of a worker's files, below the bench's own. */
export interface BuiltWorker {
  readonly folder: string;
  readonly modules: WorkerModules;
  /** Its compatibility flags. */
  readonly flags: readonly string[];
}

/** Builds what a wrangler configuration names, in this checkout or another. */
export function build(config: string, folder: string, name: string, root = process.cwd()): BuiltWorker {
  const outdir = join(folder, name);
  const args = [WRANGLER, "deploy", "-c", config, "--dry-run", "--outdir", outdir];
  const options = { cwd: root, encoding: "utf8", env: { ...process.env, ...QUIET } } as const;
  const { status, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`wrangler could not build ${config}: ${stderr}`);
  const files = readdirSync(outdir).filter((file) => /\.(?:js|css|svg)$/.test(file));
  // The script first: workerd takes the first module for the main one.
  files.sort((a, b) => Number(b.endsWith(".js")) - Number(a.endsWith(".js")));
  const { compatibility_flags: flags = [] } = unstable_readConfig({ config: resolve(root, config) });
  return { folder: outdir, modules: Object.fromEntries(files.map((file) => [file, file])), flags };
}

/** The readers' worker as `edgewire deploy` uploads it; a checkout from before that command has wrangler's build alone. */
export async function buildReaders(folder: string, name: string, root: string): Promise<BuiltWorker> {
  const bundler = join(root, "build/bundles.ts");
  if (!existsSync(bundler)) return build("wrangler.toml", folder, name, root);
  const { bundleWorkers, endBundler } = (await import(
    pathToFileURL(bundler).href
  )) as typeof import("../build/bundles.ts");
  await bundleWorkers(join(folder, name));
  await endBundler();
  const built = join(folder, name, "readers");
  const { compatibility_flags: flags = [] } = unstable_readConfig({ config: resolve(root, "wrangler.toml") });
  return { folder: built, modules: Object.fromEntries(listScripts(built).map((file) => [file, file])), flags };
}

/** The main module first: workerd takes the first for it. */
function listScripts(folder: string): string[] {
  return readdirSync(folder).sort((a, b) => Number(b === "index.js") - Number(a === "index.js"));
}

/** Builds a script given as text. */
export function buildSource(source: string, folder: string, name: string): BuiltWorker {
  const sources = join(folder, `${name}-source`);
  mkdirSync(sources, { recursive: true });
  writeFileSync(join(sources, "index.ts"), source);
  const config = join(sources, "wrangler.json");
  const rules = [{ type: "Text", globs: ["**/*.css", "**/*.svg"], fallthrough: true }];
  const settings = { name, main: "index.ts", compatibility_date: "2026-10-23", minify: true, keep_names: false, rules };
  writeFileSync(config, JSON.stringify(settings));
  return build(config, folder, name);
}
