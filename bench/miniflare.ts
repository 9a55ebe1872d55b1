import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import type { BuiltWorker } from "./build.ts";
import type { StoppableServer } from "./polls-measure.ts";
import { readCpu } from "./workerd.ts";

const DISPOSE_MS = 5000;

export interface MiniflareServer extends StoppableServer {
  /** The worker's own D1. */
  readonly db: D1Database;
}

/** Serves a worker with D1, R2 and Cache API, all of them simulated in the one process that is measured. */
export async function startMiniflare(
  { folder, modules }: BuiltWorker,
  variables: Readonly<Record<string, string>>,
): Promise<MiniflareServer> {
  const before = listChildren();
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: Object.keys(modules).map((path) => ({
        type: path.endsWith(".js") ? "ESModule" : "Text",
        path,
        contents: readFileSync(join(folder, path), "utf8"),
      })),
      modulesRoot: "/",
      compatibilityDate: "2026-10-23",
      bindings: variables,
      d1Databases: { DB: "edgewire" },
      r2Buckets: { MEDIA: "media" },
      cf: false,
    }),
  );
  const { port } = await miniflare.ready;
  const pid = listChildren().find((child) => !before.includes(child));
  if (pid === undefined) throw new Error("Cannot measure: miniflare started no workerd");
  const db = await miniflare.getD1Database("DB");
  return { db, port: Number(port), cpuMs: () => readCpu(pid), stop: () => stop(miniflare, pid) };
}

/** miniflare waits for answers under way, for ever if a load broke off. */
async function stop(miniflare: Miniflare, pid: number): Promise<void> {
  const isDisposed = miniflare.dispose().then(() => true);
  if (await Promise.race([isDisposed, wait(DISPOSE_MS, false, { ref: false })])) return;
  process.kill(pid, "SIGKILL");
  await isDisposed;
}

function listChildren(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
  return children.trim().split(" ").filter(Boolean).map(Number);
}
