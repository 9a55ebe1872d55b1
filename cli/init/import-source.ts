import { cpSync, existsSync, statSync } from "node:fs";
import { basename, resolve, sep } from "node:path";
import { UsageError } from "../../src/lib/usage-error.ts";

/** The value of `--from`. */
export type ImportSource =
  | { readonly kind: "folder"; readonly folder: string }
  /** A file or an address that `edgewire import` reads. */
  | { readonly kind: "feed"; readonly source: string };

export function readImportSource(from: string): ImportSource {
  if (/^https?:\/\//.test(from)) return { kind: "feed", source: from };
  if (!existsSync(from)) {
    throw new UsageError(
      `--from must be a folder, a file or an address, found "${from}", which is none; write https:// before an address`,
    );
  }
  return statSync(from).isDirectory()
    ? { kind: "folder", folder: resolve(from) }
    : { kind: "feed", source: resolve(from) };
}

/** Below these other tools keep what they made or installed. */
const LEFT_OUT: ReadonlySet<string> = new Set(["node_modules", ".git", ".edgewire", "_site"]);

/** Copies a folder of articles with their pictures; links are followed nowhere. */
export function copyArticles(from: string, to: string): void {
  if (`${resolve(to)}${sep}`.startsWith(`${from}${sep}`)) {
    throw new UsageError(
      `--from ${from} holds the new project itself; name the folder of its articles, or use --here --articles`,
    );
  }
  cpSync(from, to, {
    recursive: true,
    force: false,
    filter: (path) => path === from || !LEFT_OUT.has(basename(path)),
  });
}
