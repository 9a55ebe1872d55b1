import { spawn } from "node:child_process";
import { UsageError } from "../../src/lib/usage-error.ts";
import { findWranglerCommand } from "../local/user-package.ts";
import { printError } from "../output.ts";

/** No telemetry, no update check, no question: a first deploy would ask for names that are given already. */
const QUIET = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  CI: "true",
};

export interface WranglerRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WranglerOptions {
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs one wrangler command to its end. */
export async function runWrangler(args: readonly string[], { env = {} }: WranglerOptions = {}): Promise<WranglerRun> {
  // Workers Builds sets these for one worker of a repository; here they would rename both.
  const { WRANGLER_CI_OVERRIDE_NAME: _, WRANGLER_CI_MATCH_TAG: _tag, ...own } = process.env;
  const child = spawn(process.execPath, [findWranglerCommand(), ...args], {
    env: { ...own, ...QUIET, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}

/** The same, where a failure ends the command with all that wrangler wrote. */
export async function requireWranglerRun(args: readonly string[], options: WranglerOptions): Promise<void> {
  const { code, stdout, stderr } = await runWrangler(args, options);
  if (code === 0) return;
  printError(...`${stdout}${stderr}`.trimEnd().split("\n"));
  throw new UsageError(
    `wrangler ${args.slice(0, 3).join(" ")} failed; what it wrote is above. Once that is mended, the same command goes on where it stopped`,
  );
}
