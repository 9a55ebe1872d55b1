import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const READY_TIMEOUT_MS = 110_000;
const STOP_TIMEOUT_MS = 10_000;
/** What `edgewire start` prints once everything is published. */
const READY_MARK = "Ctrl-C ends it.";

/** A publication that runs as it does for whoever says `npm start`, with a store of its own. */
export interface RunningPublication {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The folder of its store. */
  readonly state: string;
  /** All that it has written so far. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Runs `edgewire start` on a folder, a free port and an empty store, and waits until the folder is published. */
export async function startLocalPublication(
  folder: string,
  flags: readonly string[] = [],
): Promise<RunningPublication> {
  const port = await findFreePort();
  const state = await mkdtemp(join(tmpdir(), "edgewire-state-"));
  const args = ["cli/edgewire.js", "start", "--articles", folder, "--port", String(port), "--state", state, ...flags];
  // A process group of its own: wrangler and workerd end with it, and nothing else does.
  const server = spawn(process.execPath, args, { cwd: ROOT, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const endGroup = () => signalGroup(server, "SIGKILL");
  process.once("exit", endGroup);
  const stop = async () => {
    process.off("exit", endGroup);
    await stopGroup(server);
    await rm(state, { recursive: true, force: true });
  };
  const output: string[] = [];
  try {
    await waitUntilPublished(server, folder, output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://localhost:${port}`, port, pid: server.pid ?? 0, state, output: () => output.join(""), stop };
}

/** Collects what the server writes into `output`, then and afterwards. */
async function waitUntilPublished(server: ChildProcess, folder: string, output: string[]): Promise<void> {
  const published = new Promise<string | undefined>((resolve) => {
    const listen = (chunk: Buffer) => {
      output.push(chunk.toString());
      if (output.join("").includes(READY_MARK)) resolve(undefined);
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("error", (error) => resolve(error.message));
    server.once("exit", (code) => resolve(`it ended with ${code}`));
  });
  const timer = new AbortController();
  const late = delay(READY_TIMEOUT_MS, timer.signal).then(() => `it took more than ${READY_TIMEOUT_MS / 1000} s`);
  const fault = await Promise.race([published, late]);
  timer.abort();
  if (fault !== undefined) throw new Error(`Cannot serve "${folder}": ${fault}\n${output.join("")}`);
}

async function stopGroup(server: ChildProcess): Promise<void> {
  const timer = new AbortController();
  const ended = server.exitCode === null && server.signalCode === null ? once(server, "exit") : Promise.resolve();
  signalGroup(server, "SIGTERM");
  await Promise.race([ended, delay(STOP_TIMEOUT_MS, timer.signal)]);
  timer.abort();
  // The leader is gone; what it may have left behind is not worth waiting for.
  signalGroup(server, "SIGKILL");
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: the whole group has ended.
  }
}

function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Below the ephemeral ports (from 32768 on Linux): while the workers are built, any connection may take one of those. */
async function findFreePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false));
      probe.listen(port, "localhost", () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
