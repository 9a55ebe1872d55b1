import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// Bare workerd: no miniflare, no wrangler between the client and the worker that is measured.

const WORKERD = createRequire(createRequire(import.meta.url).resolve("workerd")).resolve(
  `@cloudflare/workerd-${process.platform}-${process.arch === "x64" ? "64" : process.arch}/bin/workerd`,
);

/** A worker's modules: name -> file below the bench's folder. The first is the main one. */
export interface WorkerModules {
  readonly [name: string]: string;
}

export interface RunningWorkerd {
  readonly url: string;
  /** CPU used by the process so far, all threads, milliseconds. */
  cpuMs(): number;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();

// A bench that fails leaves nothing behind that would answer the next one.
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** The settings of a worker's wrangler.toml besides its modules. */
export interface WorkerSettings {
  readonly variables?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

/** Starts a worker on a port; answers when it accepts connections. */
export async function startWorkerd(
  folder: string,
  modules: WorkerModules,
  port: number,
  settings: WorkerSettings = {},
): Promise<RunningWorkerd> {
  const config = join(folder, `config-${port}.capnp`);
  writeFileSync(config, writeConfig(modules, port, settings));
  const child = spawn(WORKERD, ["serve", config], { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  child.stderr.on("data", (chunk) => {
    log += chunk;
  });
  running.add(child);
  const url = `http://127.0.0.1:${port}`;
  await waitForPort(url, child, () => log);
  return { url, cpuMs: () => readCpu(child.pid ?? 0), stop: () => stop(child) };
}

function writeConfig(modules: WorkerModules, port: number, { variables = {}, flags = [] }: WorkerSettings): string {
  const list = Object.entries(modules).map(([name, file]) => {
    const kind = /\.(?:css|svg)$/.test(name) ? "text" : "esModule";
    return `(name = "${name}", ${kind} = embed "${file}")`;
  });
  const bindings = Object.entries(variables).map(([name, text]) => `(name = "${name}", text = "${text}")`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ (name = "main", worker = .main), (name = "cache", worker = .cache) ],
  sockets = [ (name = "http", address = "127.0.0.1:${port}", http = (), service = "main") ]
);
const main :Workerd.Worker = (
  modules = [ ${list.join(",\n    ")} ],
  bindings = [ ${bindings.join(", ")} ],
  compatibilityDate = "2026-10-23",
  compatibilityFlags = ${JSON.stringify(flags)},
  cacheApiOutbound = "cache"
);
# A cache that holds nothing: what is measured is memory and rendering.
const cache :Workerd.Worker = (
  modules = [ (name = "cache", esModule = "export default { fetch(request) { return new Response(null, request.method === 'PUT' ? { status: 204 } : { status: 504, headers: { 'CF-Cache-Status': 'MISS' } }); } };") ],
  compatibilityDate = "2026-10-23"
);
`;
}

async function waitForPort(url: string, child: ChildProcess, readLog: () => string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (child.exitCode !== null) break;
    const { host } = new URL(url);
    const [name = "", port = ""] = host.split(":");
    if (spawnSync("bash", ["-c", `exec 3<>/dev/tcp/${name}/${port}`], { stdio: "ignore" }).status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`workerd did not start: ${readLog()}`);
}

/** CPU used by a process so far, milliseconds. Linux: nanoseconds on a processor, by thread. */
export function readCpu(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((id) =>
    Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, "utf8").split(" ")[0]),
  );
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e6;
}

async function stop(child: ChildProcess): Promise<void> {
  running.delete(child);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
