import { join } from "node:path";
import { buildSource } from "./build.ts";
import { checkOutFormerState, ROOT, removeFormerState } from "./former-state.ts";
import { median } from "./measure.ts";
import { type MiniflareServer, startMiniflare } from "./miniflare.ts";
import { writePost } from "./reading-posts.ts";

const WARM_UP = 20;
const MIGRATE = "bench/polls-store.ts";
const ENTRY = "bench/publish-entry.ts";

/** The ratio of CPU, before to now, of a PUT of a Markdown article over that of an unchanged one. */
export async function comparePuts(folder: string, rounds: number): Promise<number> {
  const stores: MiniflareServer[] = [];
  try {
    for (const root of [checkOutFormerState(folder), ROOT]) stores.push(await open(root, folder));
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
    removeFormerState(folder);
  }
}

async function open(root: string, folder: string): Promise<MiniflareServer> {
  const source = `export { default } from "${join(root, ENTRY)}";\n`;
  const server = await startMiniflare(buildSource(source, folder, root === ROOT ? "now" : "then"), {});
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
