import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { UsageError } from "../../src/lib/usage-error.ts";
import { printable } from "../output.ts";

interface Holder {
  readonly pid: number;
  readonly name: string;
}

/** Refuses a port that something listens on already, and names the process: a killed `start` may have left its server behind. */
export async function requireFreePort(port: number): Promise<void> {
  if (await isFreePort(port)) return;
  const holder = process.platform === "linux" ? findInProc(port) : askLsof(port);
  if (holder === undefined) throw new UsageError(`port ${port} is taken by another program; choose one with --port`);
  const { pid, name } = holder;
  const origin = name === "workerd" ? ", which a former edgewire start may have left behind" : "";
  throw new UsageError(
    `port ${port} is held by ${printable(name)} (process ${pid})${origin}; end it with: kill ${pid}, or choose another with --port`,
  );
}

export async function isFreePort(port: number): Promise<boolean> {
  return (await Promise.all(["127.0.0.1", "::1"].map((host) => canListen(host, port)))).every(Boolean);
}

function canListen(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    // A machine without IPv6 has nothing at ::1.
    probe.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code === "EADDRNOTAVAIL"));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** proc(5): /proc/net/tcp lists sockets with their inodes (state 0A listens), /proc/PID/fd leads from a process to its inodes. */
function findInProc(port: number): Holder | undefined {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap(
    (path) => tryRead(() => readFileSync(path, "utf8"))?.split("\n") ?? [],
  );
  const sockets = rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local = "", , state]) => local.endsWith(suffix) && state === "0A")
    .map((fields) => `socket:[${fields[9]}]`);
  const pid = readdirSync("/proc").find((name) => /^\d+$/.test(name) && hasSocket(name, sockets));
  if (pid === undefined) return undefined;
  return { pid: Number(pid), name: tryRead(() => readFileSync(`/proc/${pid}/comm`, "utf8").trim()) ?? "a program" };
}

function hasSocket(pid: string, sockets: readonly string[]): boolean {
  const descriptors = tryRead(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return descriptors.some((fd) => sockets.includes(tryRead(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? ""));
}

/** Processes may end while they are listed, and those of other users cannot be read. */
function tryRead<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** `-F pc` writes a line with the process's id after `p` and one with its command's name after `c`. */
function askLsof(port: number): Holder | undefined {
  const { stdout } = spawnSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-F", "pc"], { encoding: "utf8" });
  const [, pid, name] = /^p(\d+)\nc(.+)$/m.exec(stdout ?? "") ?? [];
  return pid === undefined || name === undefined ? undefined : { pid: Number(pid), name };
}
