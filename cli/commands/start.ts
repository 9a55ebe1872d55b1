import { rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { UsageError } from "../../src/lib/usage-error.ts";
import { createApiClient } from "../api-client.ts";
import { defineCommand } from "../command.ts";
import { findPort } from "../local/find-port.ts";
import { startLocalWorkers } from "../local/local-workers.ts";
import { makePrivateFolder } from "../local/private-folder.ts";
import { stopOnSignal } from "../local/stop-on-signal.ts";
import { ARTICLES } from "../options.ts";
import { DASHBOARD_TOKEN, printAddresses } from "../print-addresses.ts";
import { keepLocalAddress, PLACES, requireFreeStore } from "../project-places.ts";
import { ensureTokenFile, readLocalVariables } from "../token.ts";
import { publishFolder } from "./publish.ts";

const SWEEP_INTERVAL_MS = 60_000;

export const start = defineCommand({
  summary:
    "Run the whole publication on this machine: migrate the store, serve, publish the folder, and say where everything is",
  options: {
    articles: ARTICLES,
    from: { type: "string", value: "URL", help: "show the publication at an address as it would be served here" },
    port: { type: "string", value: "NUMBER", help: "the port of localhost (8787, else the next free one)" },
    "no-publish": { type: "boolean", help: "leave the store as it is: empty, for a restore" },
    state: { type: "string", default: PLACES.state, value: "FOLDER", help: "where the local store is kept" },
  },
  run: async ({ articles, from, port, state, "no-publish": isEmpty }) => {
    if (from === undefined) return serve(isEmpty ? undefined : articles, await findPort(port), state);
    if (isEmpty) throw new UsageError("--from publishes what it reads; leave out --no-publish");
    const { bringPublication, printImprovement } = await import("../from/bring-publication.ts");
    const brought = await bringPublication(from, state);
    // A store of its own: the publication of this folder stays as it is.
    const own = `${state}-from`;
    rmSync(own, { recursive: true, force: true });
    return serve(brought.folder, await findPort(port), own, (publicUrl) => printImprovement(brought, publicUrl));
  },
});

/** `articles`: undefined to publish nothing. */
async function serve(
  articles: string | undefined,
  port: number,
  state: string,
  onPublished: (publicUrl: string) => Promise<void> = async () => {},
): Promise<number> {
  requireFreeStore(state);
  const token = ensureTokenFile();
  makePrivateFolder(state);
  const publicUrl = `http://localhost:${port}`;
  const workers = await startLocalWorkers({ port, state, publicUrl, token, variables: readLocalVariables() });
  keepLocalAddress(publicUrl, state);
  try {
    const failure = await Promise.race([
      workers.failed,
      stopOnSignal(),
      publishAndSweep(articles, publicUrl, token, onPublished),
    ]);
    if (failure !== undefined) throw new UsageError(`${failure}; what it reported is above`);
  } finally {
    await workers.stop();
  }
  // A publish that is under way would go on trying to reach the server.
  process.exit(0);
}

/** Publishes the folder, then does once a minute what a cron does elsewhere: Miniflare fires none. Never ends but by an error. */
async function publishAndSweep(
  articles: string | undefined,
  publicUrl: string,
  token: string,
  onPublished: (publicUrl: string) => Promise<void>,
): Promise<never> {
  const client = createApiClient(publicUrl, token);
  if (articles !== undefined)
    await publishFolder({ articles, minor: false, force: false, retractMissing: false, dryRun: false }, client);
  await onPublished(publicUrl);
  printAddresses(publicUrl, `${DASHBOARD_TOKEN} Ctrl-C ends it.`);
  for (;;) {
    await setTimeout(SWEEP_INTERVAL_MS, undefined, { ref: false });
    await client.sweep().catch(() => {});
  }
}
