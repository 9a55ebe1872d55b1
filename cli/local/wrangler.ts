import { spawn } from "node:child_process";
import { UsageError } from "../../src/lib/usage-error.ts";
import { printError } from "../output.ts";

const WRANGLER = "node_modules/wrangler/bin/wrangler.js";

/** No telemetry, no update check, no request metadata, no window into the store: wrangler asks nothing but this machine. */
const QUIET = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  X_LOCAL_EXPLORER: "false",
  X_LOCAL_OBSERVABILITY: "false",
  CI: "true",
};

/** Runs one wrangler command to completion; a failure carries all of its output. */
export async function runWrangler(args: readonly string[]): Promise<void> {
  const env = { ...process.env, ...QUIET };
  const child = spawn(process.execPath, [WRANGLER, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code === 0) return;
  printError(...output.trimEnd().split("\n"));
  throw new UsageError(`wrangler ${args.slice(0, 3).join(" ")} failed; what it wrote is above`);
}
