import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { COVER_FONTS } from "../cli/cover/faces.ts";
import { bundleCommand, bundleWorkers, listBundledPackages, workerEntries } from "./bundles.ts";
import { copyDocuments } from "./documents.ts";
import { type CheckoutManifest, writeManifest } from "./manifest.ts";
import { writeNotices } from "./notices.ts";

// Makes the npm package of this checkout in dist/package, a folder that `npm pack` and `npm publish` take as it is.

const ROOT = join(import.meta.dirname, "..");
const TARGET = join(ROOT, "dist", "package");

/** Files that travel as they are. */
const copies = ["LICENSE", "migrations", "wrangler.toml", "wrangler.publisher.toml"];

async function buildPackage(): Promise<void> {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(join(TARGET, "bin"), { recursive: true });
  const metafiles = await Promise.all([
    bundleCommand(join(TARGET, "dist", "cli")),
    ...(await bundleWorkers(join(TARGET, "dist", "workers"))),
  ]);
  packWorkers(join(TARGET, "dist", "workers"));
  for (const name of copies) cpSync(join(ROOT, name), join(TARGET, name), { recursive: true });
  copyDocuments(ROOT, TARGET);
  copyFonts();
  const notices = writeNotices(ROOT, [...listBundledPackages(metafiles), ...listFontPackages()]);
  writeFileSync(join(TARGET, "THIRD-PARTY-NOTICES"), notices);
  const checkout = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as CheckoutManifest;
  writeFileSync(join(TARGET, "package.json"), writeManifest(checkout, await buildLibrary()));
  writeBin();
}

/** The entry points of the library: `build/library.ts` writes them below the folder, and returns `exports` for package.json. */
async function buildLibrary(): Promise<Readonly<Record<string, unknown>>> {
  const path = join(import.meta.dirname, "library.ts");
  if (!existsSync(path)) return {};
  const library = (await import(pathToFileURL(path).href)) as {
    readonly buildLibrary: (folder: string) => Promise<Readonly<Record<string, unknown>>>;
  };
  return library.buildLibrary(TARGET);
}

/** The modules in `readers/` become `readers.json.br`, texts by file name: the command unpacks what it runs or deploys (`cli/worker-scripts.ts`). */
function packWorkers(folder: string): void {
  for (const name of Object.keys(workerEntries)) {
    const files = readdirSync(join(folder, name));
    const modules = Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, name, file), "utf8")]));
    writeFileSync(join(folder, `${name}.json.br`), brotliCompressSync(JSON.stringify(modules)));
    rmSync(join(folder, name), { recursive: true });
  }
}

/** The same file as in the checkout, which checks Node's version before anything else is loaded. */
function writeBin(): void {
  const bin = readFileSync(join(ROOT, "cli/edgewire.js"), "utf8");
  const built = bin.replace('"./edgewire.ts"', '"../dist/cli/edgewire.js"');
  if (built === bin) throw new Error('cli/edgewire.js must import "./edgewire.ts"');
  writeFileSync(join(TARGET, "bin/edgewire.js"), built, { mode: 0o755 });
}

/** The weights that covers use, of the 35 MB that the font packages hold; the command unpacks them (`cli/cover/faces.ts`). */
function copyFonts(): void {
  const target = join(TARGET, "dist", "fonts");
  mkdirSync(target);
  for (const path of COVER_FONTS) {
    const font = readFileSync(join(ROOT, "node_modules", path));
    writeFileSync(join(target, `${basename(path)}.br`), brotliCompressSync(font));
  }
}

function listFontPackages(): string[] {
  return [...new Set(COVER_FONTS.map((path) => join("node_modules", dirname(dirname(path)))))];
}

await buildPackage();
if (!existsSync(join(TARGET, "dist/cli/edgewire.js"))) throw new Error("esbuild did not write dist/cli/edgewire.js");
