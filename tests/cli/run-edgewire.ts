import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as people do, in a pipe. `onOutput` hears what it has written so far. */
export function runEdgewire(
  args: readonly string[],
  onOutput: (stdout: string, interrupt: () => void) => void = () => {},
  cwd = ROOT,
): Promise<Run> {
  const { promise, resolve: finish } = Promise.withResolvers<Run>();
  const child = spawn(process.execPath, [join(ROOT, "cli/edgewire.js"), ...args], { cwd });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += chunk;
    onOutput(output.stdout, () => child.kill("SIGINT"));
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  child.once("close", (code) => finish({ code, ...output }));
  return promise;
}

const made: string[] = [];

/** A temporary folder with these files; it is removed after the file's tests. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "edgewire-test-"));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});
