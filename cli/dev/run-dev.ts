import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { UsageError } from "../../src/lib/usage-error.ts";
import { type ApiClient, createApiClient } from "../api-client.ts";
import { pagesFolderOf } from "../article-folder.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { type LocalWorkers, startLocalWorkers } from "../local/local-workers.ts";
import { makePrivateFolder } from "../local/private-folder.ts";
import { stopOnSignal } from "../local/stop-on-signal.ts";
import { print } from "../output.ts";
import { DASHBOARD_TOKEN, printAddresses } from "../print-addresses.ts";
import { keepLocalAddress, requireFreeStore } from "../project-places.ts";
import { ensureTokenFile, readLocalVariables } from "../token.ts";
import { createChangeReport } from "./change-report.ts";
import { openDevProxy } from "./dev-proxy.ts";
import { DevState, type HeldArticle } from "./dev-state.ts";
import { createRepublisher } from "./republish.ts";
import { watchFolder } from "./watch-folder.ts";

const SWEEP_INTERVAL_MS = 60_000;

export interface DevRequest {
  readonly articles: string;
  readonly port: string | undefined;
  readonly state: string;
  /** After the first publish. */
  readonly onPublished?: (publicUrl: string) => Promise<void>;
}

/** Runs until a signal: the workers, the proxy before them, and the watch on the folder. */
export async function runDev({ articles, port: asked, state, onPublished }: DevRequest): Promise<number> {
  requireFolder(articles);
  requireFreeStore(state);
  const token = ensureTokenFile();
  makePrivateFolder(state);
  const devState = new DevState();
  let local: LocalPublicationServer | undefined;
  const { port, server } = await openDevProxy(asked, {
    findUpstream: () => local?.workers.port,
    state: devState,
    preview: (held) => showHeld(local?.client, held),
  });
  const publicUrl = `http://localhost:${port}`;
  const variables = readLocalVariables();
  const starting = sayEachSecond((seconds) => `Starting the local server: ${seconds} s`);
  const workers = await startLocalWorkers({ port: 0, state, publicUrl, token, variables })
    .finally(starting)
    .catch((error: unknown) => {
      // A server that listens keeps the process alive.
      server.close();
      throw error;
    });
  const client = createApiClient(`http://127.0.0.1:${workers.port}`, token);
  local = { workers, client };
  keepLocalAddress(publicUrl, state);
  try {
    const failure = await Promise.race([
      workers.failed,
      stopOnSignal(),
      follow(articles, publicUrl, client, devState, onPublished),
    ]);
    if (failure !== undefined) throw new UsageError(`${failure}; what it reported is above`);
  } finally {
    server.closeAllConnections();
    server.close();
    await workers.stop();
  }
  process.exit(0);
}

interface LocalPublicationServer {
  readonly workers: LocalWorkers;
  readonly client: ApiClient;
}

function requireFolder(folder: string): void {
  if (existsSync(folder)) return;
  throw new UsageError(
    `There is no folder "${folder}"; ${callEdgewire("init --here")} makes one, and --articles names another`,
  );
}

async function showHeld(client: ApiClient | undefined, { prepared }: HeldArticle): Promise<string> {
  const page = await client?.previewArticle(prepared);
  if (page === undefined) throw new Error(`The page of ${prepared.file.path} cannot be shown`);
  return page;
}

/** Publishes the folder, and again after each change. Never ends but by an error. */
async function follow(
  articles: string,
  publicUrl: string,
  client: ApiClient,
  state: DevState,
  onPublished: DevRequest["onPublished"],
): Promise<never> {
  const republish = createRepublisher(articles, client);
  const report = createChangeReport();
  let isChanged = true;
  let wake = () => {};
  watchFolder([articles, pagesFolderOf(articles) ?? articles], () => {
    isChanged = true;
    wake();
  });
  for (let isFirst = true; ; isFirst = false) {
    while (isChanged) {
      isChanged = false;
      const began = performance.now();
      let progress = { done: 0, total: 0 };
      const waiting = sayEachSecond(() =>
        progress.total > 1 ? `Publishing: ${progress.done} of ${progress.total}` : undefined,
      );
      const outcome = await republish((done, total) => {
        progress = { done, total };
      }).finally(waiting);
      if (isFirst) report.printFirst(outcome);
      else report.printChange(outcome, performance.now() - began);
      const { findings, held, sent, isSiteChanged } = outcome;
      state.update({ findings, held, isChanged: sent.length > 0 || isSiteChanged });
    }
    if (isFirst) await onPublished?.(publicUrl);
    if (isFirst) printAddresses(publicUrl, `Edits are shown as you save them. ${DASHBOARD_TOKEN} Ctrl-C ends it.`);
    const { promise, resolve } = Promise.withResolvers<void>();
    wake = resolve;
    const minute = setTimeout(SWEEP_INTERVAL_MS, "minute" as const, { ref: false });
    if ((await Promise.race([promise, minute])) === "minute") {
      // A cron does this elsewhere. An embargo may have ended: the folder is looked at again.
      await client.sweep().catch(() => {});
      isChanged = true;
    }
  }
}

/** Prints a line for each second until the returned function is called. */
function sayEachSecond(write: (seconds: number) => string | undefined): () => void {
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += 1;
    const line = write(seconds);
    if (line !== undefined) print(line);
  }, 1000);
  return () => clearInterval(timer);
}
