import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { requireFreePort } from "./port-holder.ts";
import { createRuntimeLog, passOnConsole } from "./runtime-log.ts";
import { runWrangler } from "./wrangler.ts";

// The two workers in Miniflare, built and bound as their .toml files say. Not `wrangler dev`: that always opens an inspector, from
// whose heap any local process reads the publish token.

export interface LocalSettings {
  readonly port: number;
  /** The folder that keeps D1, R2 and the Durable Object between runs. */
  readonly state: string;
  readonly publicUrl: string;
  readonly token: string;
}

export interface LocalWorkers {
  /** Settles when the runtime died and could not be started again; the text says so. */
  readonly failed: Promise<string>;
  readonly stop: () => Promise<void>;
}

interface LocalWorker {
  readonly name: string;
  readonly config: string;
  /** Bindings in addition to the variables of its .toml file and of `.dev.vars`. */
  readonly bindings: Readonly<Record<string, string>>;
}

/** Builds both workers, migrates the store, and serves on loopback. The readers' worker is first: the port is its. */
export async function startLocalWorkers({ port, state, publicUrl, token }: LocalSettings): Promise<LocalWorkers> {
  const workers: readonly LocalWorker[] = [
    { name: "edgewire", config: "wrangler.toml", bindings: { PUBLIC_URL: publicUrl, PUBLISH_TOKEN: token } },
    // The empty token hides the one of .dev.vars: the publishers' worker has no use for it.
    { name: "edgewire-publisher", config: "wrangler.publisher.toml", bindings: { PUBLISH_TOKEN: "" } },
  ];
  const build = join(state, "build");
  await Promise.all([
    runWrangler(["d1", "migrations", "apply", "DB", "--local", "--persist-to", state]),
    ...workers.map(({ name, config }) =>
      runWrangler(["deploy", "-c", config, "--dry-run", "--outdir", join(build, name)]),
    ),
  ]);
  const { promise: failed, resolve: fail } = Promise.withResolvers<string>();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port,
      // Metadata of requests (`request.cf`) is asked of Cloudflare otherwise.
      cf: false,
      log: createRuntimeLog(fail),
      handleStructuredLogs: passOnConsole,
      logRequests: false,
      resourcePersistencePath: join(state, "v3"),
      workers: workers.map((worker) => describeWorker(worker, join(build, worker.name))),
    }),
  );
  try {
    await miniflare.ready;
  } catch (error) {
    // A runtime that is not disposed keeps the process alive.
    await miniflare.dispose().catch(() => {});
    // The port may have been taken while the workers were built.
    await requireFreePort(port);
    throw error;
  }
  return { failed, stop: () => miniflare.dispose() };
}

function describeWorker({ name, config, bindings }: LocalWorker, folder: string) {
  // Else wrangler says for each worker where it found .dev.vars.
  process.env.WRANGLER_LOG ??= "error";
  const { bindings: variables, modulesRules: _, ...options } = unstable_getMiniflareWorkerOptions(config).workerOptions;
  return { ...options, name, ...readModules(folder), bindings: Object.assign({}, variables, bindings) };
}

/** The script and the stylesheets beside it, as wrangler would upload them. The script first: the runtime starts with it. */
function readModules(folder: string) {
  const files = readdirSync(folder).filter((file) => /\.(?:js|css|svg)$/.test(file));
  files.sort((a, b) => Number(b.endsWith(".js")) - Number(a.endsWith(".js")));
  const modules = files.map((file) => {
    const type = file.endsWith(".js") ? ("ESModule" as const) : ("Text" as const);
    return { type, path: file, contents: readFileSync(join(folder, file), "utf8") };
  });
  return { modules, modulesRoot: "." };
}
