import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildSource } from "./build.ts";
import { median } from "./measure.ts";
import { type MiniflareServer, startMiniflare } from "./miniflare.ts";
import { writePost } from "./reading-posts.ts";

/** The last commit before Markdown was read by markdown-it. */
const BEFORE = "0f9a8d5";
const WARM_UP = 20;
const MIGRATE = "bench/polls-store.ts";
const ENTRY = "bench/publish-entry.ts";

/** The ratio of CPU, before to now, of a PUT of a Markdown article over that of an unchanged one. */
export async function comparePuts(folder: string, rounds: number): Promise<number> {
  const before = join(folder, "before");
  const stores: MiniflareServer[] = [];
  try {
    checkOut(before);
    for (const root of [before, join(import.meta.dirname, "..")]) stores.push(await open(root, folder));
    const costs = stores.map((): number[] => []);
    for (let round = 0; round < rounds + WARM_UP; round += 1) {
      for (const [index, store] of stores.entries()) {
        const cost = await measurePut(store, round);
        if (round >= WARM_UP) costs[index]?.push(cost);
      }
    }
    const [then = Number.NaN, now = Number.NaN] = costs.map(median);
    console.log(`PUT over an unchanged one: ${then.toFixed(2)} ms of CPU before, ${now.toFixed(2)} ms now`);
    return then / now;
  } finally {
    for (const store of stores) await store.stop();
    spawnSync("git", ["worktree", "remove", "--force", before]);
    rmSync(before, { recursive: true, force: true });
  }
}

/** The former state in a worktree of its own, with the packages that it had. */
function checkOut(before: string): void {
  for (const [command, args, cwd] of [
    ["git", ["worktree", "add", "--detach", before, BEFORE], "."],
    ["npm", ["ci", "--no-audit", "--no-fund"], before],
  ] as const) {
    const { status, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr.slice(-2000)}`);
  }
}

async function open(root: string, folder: string): Promise<MiniflareServer> {
  const source = `export { default } from "${join(root, ENTRY)}";\n`;
  const server = await startMiniflare(
    buildSource(source, folder, root === join(folder, "before") ? "then" : "now"),
    {},
  );
  const { migrate } = (await import(join(root, MIGRATE))) as { migrate: (db: D1Database) => Promise<void> };
  await migrate(server.db);
  await put(server, "site", "title: Bench\n");
  return server;
}

/** Another article each round; then the same bytes again. */
async function measurePut(store: MiniflareServer, round: number): Promise<number> {
  const path = `articles/2026-01-01-post-${round}`;
  const first = await put(store, path, writePost(round));
  return first - (await put(store, path, writePost(round)));
}

async function put({ port, cpuMs }: MiniflareServer, path: string, body: string): Promise<number> {
  const before = cpuMs();
  const headers = { "Content-Type": path === "site" ? "application/yaml" : "text/markdown" };
  const response = await fetch(`http://127.0.0.1:${port}/api/${path}`, { method: "PUT", headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${text.slice(0, 500)}`);
  return cpuMs() - before;
}
