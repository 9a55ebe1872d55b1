import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

/** An empty folder outside the checkout. Its name has what paths of people have. */
export function makeProject(files: Readonly<Record<string, string>> = {}): string {
  const outside = mkdtempSync(join(tmpdir(), "edgewire-package-"));
  made.push(outside);
  const folder = join(outside, "Zeitung für alle");
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** The smallest publication. */
export const ONE_ARTICLE = {
  "package.json": "{}",
  "articles/site.yaml": "title: Wire\n",
  "articles/a.md": "---\ntitle: A\ndate: 2026-01-02\n---\n\nOne.\n",
} as const;

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program in a folder, with nothing of the checkout on its way. */
export function runIn(folder: string, program: string, args: readonly string[]): Ended {
  const { NODE_PATH: _, ...env } = process.env;
  const ended = spawnSync(program, args, { cwd: folder, encoding: "utf8", env, timeout: 170_000 });
  return { status: ended.status, output: ended.stdout + ended.stderr };
}

/** Runs the installed command by the Node that runs the tests; `flags` are Node's own. */
export function runInstalled(folder: string, args: readonly string[], flags: readonly string[] = []): Ended {
  return runIn(folder, process.execPath, [...flags, "node_modules/edgewire/bin/edgewire.js", ...args]);
}

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});
