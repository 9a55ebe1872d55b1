import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { UsageError } from "../../src/lib/usage-error.ts";
import { createApiClient } from "../api-client.ts";
import { defineCommand } from "../command.ts";
import { ARTICLES } from "../options.ts";
import { ensureTokenFile } from "../token.ts";
import { publishFolder } from "./publish.ts";

const WRANGLER = "node_modules/wrangler/bin/wrangler.js";
/** Readers' worker first: it has the port, and the publishers' is behind it. */
const WORKERS = ["-c", "wrangler.toml", "-c", "wrangler.publisher.toml"];
const READY_TIMEOUT_MS = 60_000;
const SWEEP_INTERVAL_MS = 60_000;

/** Nothing but this machine is asked for anything: no telemetry, no update check, no request metadata. */
const QUIET = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  CI: "true",
};

export const start = defineCommand({
  summary:
    "Run the whole publication on this machine: migrate the store, serve, publish the folder, and say where everything is",
  options: {
    articles: ARTICLES,
    port: { type: "string", default: "8787", value: "NUMBER", help: "the port of localhost" },
    state: { type: "string", default: ".wrangler/state", value: "FOLDER", help: "where the local store is kept" },
  },
  run: ({ articles, port, state }) => serve(articles, readPort(port), state),
});

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port must be a number from 1 to 65535, found "${text}"`);
}

async function serve(articles: string, port: number, state: string): Promise<number> {
  await requireFreePort(port);
  const token = ensureTokenFile();
  const publicUrl = `http://localhost:${port}`;
  await run(["d1", "migrations", "apply", "DB", "--local", "--persist-to", state], state);
  const vars = ["--var", `PUBLIC_URL:${publicUrl}`];
  const server = spawnWrangler(
    ["dev", ...WORKERS, "--port", String(port), "--persist-to", state, "--log-level", "error", ...vars],
    state,
    "inherit",
  );
  const ended = new Promise<number>((resolve) => server.once("exit", (code) => resolve(code ?? 0)));
  stopTogether(server);
  try {
    await waitUntilReady(publicUrl, token, server);
    const client = createApiClient(publicUrl, token);
    await publishFolder({ articles, minor: false, retractMissing: false, dryRun: false }, client);
    // wrangler dev fires no cron.
    setInterval(() => client.sweep().catch(() => {}), SWEEP_INTERVAL_MS).unref();
    printAddresses(publicUrl);
  } catch (error) {
    server.kill();
    throw error;
  }
  return ended;
}

function spawnWrangler(args: readonly string[], state: string, output: "inherit" | "pipe"): ChildProcess {
  // Two publications on one machine must not find each other's publishing worker.
  const env = { ...process.env, ...QUIET, CLOUDFLARE_DEV_REGISTRY_PATH: resolve(state, "registry") };
  return spawn(process.execPath, [WRANGLER, ...args], {
    env,
    stdio: ["ignore", output === "pipe" ? "pipe" : "ignore", output],
  });
}

async function run(args: readonly string[], state: string): Promise<void> {
  const child = spawnWrangler(args, state, "pipe");
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new UsageError(`wrangler ${args.slice(0, 3).join(" ")} failed:\n${output}`);
}

/** A server that outlives its terminal would hold the port; one that dies must not leave us waiting. */
function stopTogether(server: ChildProcess): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => server.kill("SIGTERM"));
  process.once("exit", () => server.kill("SIGTERM"));
}

/** The publishers' worker is reached through the readers': when it answers, both are there. */
async function waitUntilReady(publicUrl: string, token: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null)
      throw new UsageError("the local server ended before it was ready; its message is above");
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${publicUrl}/api/articles`, { headers }).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new UsageError(`the local server was not ready after ${READY_TIMEOUT_MS / 1000} seconds`);
}

async function requireFreePort(port: number): Promise<void> {
  const probe = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(port, "localhost", () => probe.close(() => resolve(true)));
  });
  if (!isFree) throw new UsageError(`port ${port} is taken by another program; choose one with --port`);
}

function printAddresses(publicUrl: string): void {
  const rows = [
    ["Front page", "/"],
    ["RSS", "/rss.xml"],
    ["Atom", "/atom.xml"],
    ["JSON Feed", "/feed.json"],
    ["All feeds (OPML)", "/feeds.opml"],
    ["Who reads", "/dashboard"],
  ].map(([name = "", path = ""]) => `  ${name.padEnd(18)}${publicUrl}${path}`);
  console.log(["", ...rows, "", "Ctrl-C ends it."].join("\n"));
}
