import { LISTS_PATH } from "../src/api/worker-headers.ts";
import { publisherApp } from "../src/composition/publisher-app.ts";
import type { PublisherEnv } from "../src/composition/publisher-config.ts";
import { answerOrigin } from "../src/serving/origin/origin.ts";
import { createOriginMemory } from "../src/serving/origin/origin-ports.ts";
import { createReader } from "../src/store/d1-reader.ts";
import { countRows } from "../tests/support/count-rows.ts";

// Publishers' worker and Origin in one, over a D1 that counts rows. `/api/…` is the publishing API; `/origin/…` is asked of Origin
// as the gate would; `/due/<time>` announces what is due by then.

/** Planned deliveries are not carried out: they are not measured. */
const DELIVERIES = { sendBatch: async () => {} } as unknown as PublisherEnv["DELIVERIES"];

/** The header by which an answer tells what it cost: rows read, rows written. */
const ROWS_HEADER = "x-rows";

const PUBLIC_URL = "https://news.example";
const settings = { publicUrl: PUBLIC_URL, maxAgeSeconds: 900 };
const memory = createOriginMemory();

async function answer(request: Request, env: PublisherEnv, ctx: ExecutionContext): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (pathname.startsWith("/api/")) return publisherApp.fetch(request, env, ctx);
  const reader = createReader(env.DB);
  if (pathname.startsWith("/due/")) {
    await reader.announceDue(Number(pathname.slice("/due/".length)));
    return new Response("announced");
  }
  const askPublisher = async (asked: string) =>
    publisherApp.fetch(new Request(PUBLIC_URL + LISTS_PATH + asked), env, ctx);
  const { waitUntil } = ctx;
  const ports = { reader, bucket: env.MEDIA, cache: caches.default, settings, now: Date.now, askPublisher, waitUntil };
  return answerOrigin(new Request(PUBLIC_URL + pathname.slice("/origin".length) + search), ports, memory);
}

export default {
  async fetch(request, env) {
    const { db, counts } = countRows(env.DB);
    const background: Promise<unknown>[] = [];
    const waitUntil = (work: Promise<unknown>) => void background.push(work);
    const context = { waitUntil, exports: { Audience: { getByName: () => ({}) } } } as unknown as ExecutionContext;
    const response = await answer(request, { ...env, DB: db, DELIVERIES }, context);
    // To its end: what is written lazily, and what is planned for subscribers, is part of the cost.
    const body = await response.arrayBuffer();
    await Promise.all(background);
    const headers = { [ROWS_HEADER]: `${counts.read} ${counts.written}` };
    return new Response(response.status === 204 ? null : body, { status: response.status, headers });
  },
} satisfies ExportedHandler<Pick<PublisherEnv, "DB" | "MEDIA">>;
