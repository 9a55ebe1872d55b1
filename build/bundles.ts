import { basename, join } from "node:path";
import { type BuildOptions, build, type Metafile, stop } from "esbuild";

// The bundles that a user's machine runs: nothing below node_modules has its types stripped, and esbuild ignores a tsconfig there.

const ROOT = join(import.meta.dirname, "..");

/** The two workers by the names of their folders. */
export const workerEntries = { readers: "src/index.ts", publisher: "src/publisher.ts" } as const;

export type WorkerName = keyof typeof workerEntries;

const common: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  format: "esm",
  target: "es2024",
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  metafile: true,
  logLevel: "warning",
  legalComments: "none",
};

/**
 * Builds the workers: `<folder>/readers/index.js` and `<folder>/publisher/index.js`, the latter alone in its folder. What the readers'
 * worker imports late has modules of its own: in a single one, all that they share with the rest is wrapped in functions, which are
 * parsed twice at each start.
 */
export async function bundleWorkers(folder: string): Promise<Metafile[]> {
  const bundles = Object.entries(workerEntries).map(([name, entry]) =>
    build({
      ...common,
      entryPoints: { index: entry },
      // A folder of its own: without bundling wrangler uploads the modules that it finds beside the main one.
      outdir: join(folder, name),
      splitting: name === "readers",
      conditions: ["workerd", "worker", "browser"],
      external: ["cloudflare:*"],
      loader: { ".css": "text", ".svg": "text" },
      define: { "process.env.NODE_ENV": '"production"' },
      minify: true,
      // As keep_names in wrangler.toml: naming closures anew costs a poll a microsecond each.
      keepNames: false,
    }),
  );
  return (await Promise.all(bundles)).map(metafileOf);
}

/** Ends esbuild's own process, for a command that goes on running. */
export const endBundler = stop;

/** Packages that stay outside: a native module, and what comes from the user's project. */
const OUTSIDE = ["@resvg/resvg-js", "wrangler", "miniflare", "sharp"];

/** Builds the command. Splitting keeps the lazy imports, so that `--help` loads no parser. */
export async function bundleCommand(folder: string): Promise<Metafile> {
  const built = await build({
    ...common,
    entryPoints: ["cli/edgewire.ts"],
    outdir: folder,
    platform: "node",
    target: "node22",
    splitting: true,
    chunkNames: "[name]-[hash]",
    external: OUTSIDE,
    minify: true,
    // Bundled CommonJS asks for Node's own modules by `require`.
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
  });
  return metafileOf(built);
}

function metafileOf({ metafile }: { readonly metafile?: Metafile | undefined }): Metafile {
  if (metafile === undefined) throw new Error("esbuild wrote no metafile");
  return metafile;
}

/** The names of the packages whose files are in the bundles. */
export function listBundledPackages(metafiles: readonly Metafile[]): string[] {
  const inputs = metafiles.flatMap(({ inputs: files }) => Object.keys(files));
  const folders = inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(folders)].sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
}
