import { join } from "node:path";
import { type BuiltWorker, buildSource } from "./polls-workers.ts";

const ROOT = join(import.meta.dirname, "..");

/** The header by which the worker tells what its request cost: rows read, rows written. */
export const ROWS_HEADER = "x-rows";

/**
 * Publishers' worker and Origin in one, over a D1 that counts rows. `/api/…` is the publishing API; `/origin/…` is asked of Origin
 * as the gate would; `/due/<time>` announces what is due by then.
 */
export function buildPublishWorker(folder: string): BuiltWorker {
  const source = `import publisher from "${join(ROOT, "src/publisher.ts")}";
import { answerOrigin, createOriginMemory } from "${join(ROOT, "src/http/origin.ts")}";
import { createReader } from "${join(ROOT, "src/store/d1-reader.ts")}";
import { countRows } from "${join(ROOT, "bench/count-rows.ts")}";
const settings = { publicUrl: "https://news.example", maxAgeSeconds: 900 };
const memory = createOriginMemory();
async function answer(request, env, db, waitUntil) {
  const { pathname, search } = new URL(request.url);
  if (pathname.startsWith("/api/")) return publisher.fetch(request, { ...env, DB: db });
  const reader = createReader(db);
  if (pathname.startsWith("/due/")) {
    await reader.announceDue(Number(pathname.slice(5)));
    return new Response("announced");
  }
  const ports = { reader, bucket: env.MEDIA, cache: caches.default, settings, now: Date.now, waitUntil };
  return answerOrigin(new Request("https://news.example" + pathname.slice(7) + search), ports, memory);
}
export default {
  async fetch(request, env, ctx) {
    const { db, counts } = countRows(env.DB);
    const response = await answer(request, env, db, (work) => ctx.waitUntil(work));
    // To its end: what is written lazily is part of the cost.
    const body = await response.arrayBuffer();
    const empty = response.status === 204 || response.status === 304;
    return new Response(empty ? null : body, { status: response.status, headers: { "${ROWS_HEADER}": counts.read + " " + counts.written } });
  },
};
`;
  return buildSource(source, folder, "publish");
}
