import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { nameWorkers, writeWorkerConfigs } from "../worker-configs.ts";
import { migrateStore } from "./migrate-store.ts";
import { requireFreePort } from "./port-holder.ts";
import { createRuntimeLog, passOnConsole } from "./runtime-log.ts";
import { type LocalRuntime, loadLocalRuntime } from "./user-package.ts";

// The two workers in Miniflare, bound as their .toml files say. Not `wrangler dev`: that always opens an inspector, from whose heap
// any local process reads the publish token.

export interface LocalSettings {
  /** 0: any free one. */
  readonly port: number;
  /** The folder that keeps D1, R2 and the Durable Object between runs. */
  readonly state: string;
  readonly publicUrl: string;
  readonly token: string;
  /** Further variables of both workers, as in `.dev.vars`. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface LocalWorkers {
  /** Where the readers' worker listens. */
  readonly port: number;
  /** Settles when the runtime died and could not be started again; the text says so. */
  readonly failed: Promise<string>;
  readonly stop: () => Promise<void>;
}

interface LocalWorker {
  readonly name: string;
  readonly config: string;
  readonly bindings: Readonly<Record<string, string>>;
}

/** Serves on loopback and migrates the store. The readers' worker is first: the port is its. */
export async function startLocalWorkers(settings: LocalSettings): Promise<LocalWorkers> {
  const { port, state, publicUrl, token, variables } = settings;
  const runtime = await loadLocalRuntime();
  const names = nameWorkers("edgewire");
  const configs = await writeWorkerConfigs(join(state, "build"), { names, variables });
  const workers: readonly LocalWorker[] = [
    { name: names.readers, config: configs.readers, bindings: { PUBLIC_URL: publicUrl, PUBLISH_TOKEN: token } },
    { name: names.publisher, config: configs.publisher, bindings: {} },
  ];
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>();
  const { Miniflare, convertV4MiniflareOptions } = runtime.miniflare;
  let isMigrated = false;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port,
      // Metadata of requests (`request.cf`) is asked of Cloudflare otherwise.
      cf: false,
      log: createRuntimeLog(runtime.miniflare, fail),
      // A reader that polls before the store is migrated gets a 503, which is no news for the terminal.
      handleStructuredLogs: (entry) => isMigrated && passOnConsole(entry),
      logRequests: false,
      resourcePersistencePath: join(state, "v3"),
      workers: workers.map((worker) => describeWorker(worker, runtime)),
    }),
  );
  try {
    const { port: taken } = await miniflare.ready;
    await migrateStore(await miniflare.getD1Database("DB", names.readers));
    isMigrated = true;
    return { port: Number(taken), failed, stop: () => miniflare.dispose() };
  } catch (error) {
    // A runtime that is not disposed keeps the process alive.
    await miniflare.dispose().catch(() => {});
    // The port may have been taken while the workers were built.
    await requireFreePort(port);
    throw error;
  }
}

function describeWorker({ name, config, bindings }: LocalWorker, { wrangler }: LocalRuntime) {
  // Else wrangler says for each worker where it found .dev.vars.
  process.env.WRANGLER_LOG ??= "error";
  const read = wrangler.unstable_getMiniflareWorkerOptions(config);
  const { bindings: variables, modulesRules: _, ...options } = read.workerOptions;
  const modules = listModules(dirname(read.main ?? ""));
  return { ...options, name, modules, modulesRoot: ".", bindings: Object.assign({}, variables, bindings) };
}

/** The main module first, as Miniflare takes it. */
function listModules(folder: string) {
  const files = readdirSync(folder).sort((a, b) => Number(b === "index.js") - Number(a === "index.js"));
  return files.map((path) => ({
    type: "ESModule" as const,
    path,
    contents: readFileSync(join(folder, path), "utf8"),
  }));
}
