import { setTimeout } from "node:timers/promises";
import { UsageError } from "../../src/lib/usage-error.ts";
import { createApiClient } from "../api-client.ts";
import { defineCommand } from "../command.ts";
import { startLocalWorkers } from "../local/local-workers.ts";
import { requireFreePort } from "../local/port-holder.ts";
import { makePrivateFolder } from "../local/private-folder.ts";
import { ARTICLES } from "../options.ts";
import { print } from "../output.ts";
import { PLACES } from "../project-places.ts";
import { ensureTokenFile, readLocalVariables } from "../token.ts";
import { publishFolder } from "./publish.ts";

const SWEEP_INTERVAL_MS = 60_000;

export const start = defineCommand({
  summary:
    "Run the whole publication on this machine: migrate the store, serve, publish the folder, and say where everything is",
  options: {
    articles: ARTICLES,
    port: { type: "string", default: "8787", value: "NUMBER", help: "the port of localhost" },
    state: { type: "string", default: PLACES.state, value: "FOLDER", help: "where the local store is kept" },
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
  makePrivateFolder(state);
  const publicUrl = `http://localhost:${port}`;
  const workers = await startLocalWorkers({ port, state, publicUrl, token, variables: readLocalVariables() });
  try {
    const failure = await Promise.race([workers.failed, stopOnSignal(), publishAndSweep(articles, publicUrl, token)]);
    if (failure !== undefined) throw new UsageError(`${failure}; what it reported is above`);
  } finally {
    await workers.stop();
  }
  // A publish that is under way would go on trying to reach the server.
  process.exit(0);
}

/** Publishes the folder, then does once a minute what a cron does elsewhere: Miniflare fires none. Never ends but by an error. */
async function publishAndSweep(articles: string, publicUrl: string, token: string): Promise<never> {
  const client = createApiClient(publicUrl, token);
  await publishFolder({ articles, minor: false, force: false, retractMissing: false, dryRun: false }, client);
  printAddresses(publicUrl);
  for (;;) {
    await setTimeout(SWEEP_INTERVAL_MS, undefined, { ref: false });
    await client.sweep().catch(() => {});
  }
}

/** Resolves at the first signal. */
function stopOnSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve(undefined));
  });
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
  print("", ...rows, "", "Ctrl-C ends it.");
}
