import { spawn } from "node:child_process";
import { once } from "node:events";

const READY_MARK = "Ctrl-C ends it.";
const READY_TIMEOUT_MS = 110_000;

export interface RunningDev {
  /** Without a slash at its end. */
  readonly url: string;
  /** All that it has written so far. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/** Runs `edgewire dev` in a folder, by the command at `path` and the Node at `node`, until it shows the folder. */
export function startDev(
  path: string,
  folder: string,
  flags: readonly string[] = [],
  node = process.execPath,
): Promise<RunningDev> {
  return startCommand(path, folder, ["dev", ...flags], node);
}

/** The same for `edgewire start`. */
export async function startCommand(
  path: string,
  folder: string,
  args: readonly string[],
  node = process.execPath,
): Promise<RunningDev> {
  // A process group of its own, so that the runtime ends with it.
  const child = spawn(node, [path, ...args], { cwd: folder, detached: true });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const ended = once(child, "exit");
  const stop = async () => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
    try {
      process.kill(-(child.pid ?? 0), "SIGKILL");
    } catch {
      // ESRCH: the whole group has ended.
    }
  };
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!output.includes(READY_MARK)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`edgewire dev did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const url = / {2}(http:\/\/localhost:\d+)\/$/m.exec(output)?.[1] ?? "";
  return { url, output: () => output, stop };
}
