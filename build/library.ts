import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

// The entry points of the library, as ES modules and as CommonJS, each with types of its own.

const ROOT = join(import.meta.dirname, "..");

/** Source files by the names under which packages import them. */
export const libraryEntries = {
  feed: "src/feed/library/index.ts",
  hono: "src/serving/feeds/hono.ts",
  http: "src/http/index.ts",
} as const;

/**
 * Parts that a bundler may drop: each is a file of its own, as no bundler looks into one that has been bundled already for what it
 * could leave out.
 */
const PARTS = ["rss", "atom", "json"].map((format) => `src/feed/library/render-${format}.ts`);

/** Writes the library below `folder`/dist, and returns its part of `exports` in package.json. */
export async function buildLibrary(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const target = join(folder, "dist/library");
  await Promise.all([bundleModules(target), bundleCommonJs(join(target, "cjs"))]);
  writeTypes(target);
  writeFileSync(join(target, "cjs/package.json"), '{ "type": "commonjs" }\n');
  return Object.fromEntries(
    Object.entries(libraryEntries).map(([name, source]) => {
      const types = source.replace(/^src\//, "types/").replace(/\.ts$/, ".d.ts");
      const conditions = (path: string, file: string) => ({ types: `${path}/${types}`, default: `${path}/${file}` });
      return [
        `./${name}`,
        {
          import: conditions("./dist/library", `${name}.js`),
          require: conditions("./dist/library/cjs", `${name}.js`),
        },
      ];
    }),
  );
}

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  target: "es2022",
  platform: "neutral",
  logLevel: "warning",
} as const;

async function bundleModules(outdir: string): Promise<void> {
  const parts = Object.fromEntries(PARTS.map((path) => [path.replace(/^.*\/|\.ts$/g, ""), path]));
  const entryPoints = { ...libraryEntries, ...parts };
  await build({ ...common, entryPoints, outdir, format: "esm", splitting: true, chunkNames: "parts/[hash]" });
}

async function bundleCommonJs(outdir: string): Promise<void> {
  await build({ ...common, entryPoints: libraryEntries, outdir, format: "cjs", minify: true });
}

/** TypeScript leaves `.ts` in the imports of declarations; every version resolves `.js`. */
function writeTypes(target: string): void {
  const options =
    "--noEmit false --emitDeclarationOnly --declaration --rootDir src --skipLibCheck --target es2022 --strict";
  const modules =
    "--module esnext --moduleResolution bundler --allowImportingTsExtensions --erasableSyntaxOnly --ignoreConfig";
  const types = "--lib es2024 --types @cloudflare/workers-types,node";
  const outDir = join(target, "types");
  const args = [...`${options} ${modules} ${types}`.split(" "), "--outDir", outDir, ...Object.values(libraryEntries)];
  const { status, stdout } = spawnSync("node_modules/.bin/tsc", args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`tsc could not write the library's types:\n${stdout}`);
  for (const name of readdirSync(outDir, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    const text = readFileSync(join(outDir, name), "utf8").replace(/(from|import\()( ?)"(\.[^"]*)\.ts"/g, '$1$2"$3.js"');
    writeFileSync(join(outDir, name), text);
    const copy = join(target, "cjs/types", name);
    mkdirSync(join(copy, ".."), { recursive: true });
    writeFileSync(copy, text);
  }
}
