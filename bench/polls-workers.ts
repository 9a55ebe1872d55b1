import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { renderDocument } from "../src/feed/feed-document.ts";
import { formats } from "../src/feed/formats.ts";
import type { LiveHead } from "../src/serving/head.ts";
import { HEAD_HEADER } from "../src/serving/renderings.ts";
import { type BuiltWorker, build, buildSource } from "./build.ts";
import { head as channel } from "./corpus.ts";
import { buildSummaryItems } from "./polls-corpus.ts";

// The workers that are set side by side. Each is built as a deployment would be, with the settings of wrangler.toml.

/** The settings that wrangler.toml gives the worker under test. */
export const VARIABLES = { PUBLIC_URL: "https://news.example" };

const ROOT = join(import.meta.dirname, "..");
const HONO = join(ROOT, "node_modules/hono/dist/index.js");

/** Its route is the feed's, its answer is as short as an answer can be. */
export function buildHello(folder: string): BuiltWorker {
  const source = `import { Hono } from "${HONO}";
const app = new Hono();
app.get("/rss.xml", (c) => c.text("Hello Hono!"));
export default app;
`;
  return buildSource(source, folder, "hello");
}

export function buildTutorial(folder: string): BuiltWorker {
  const source = `import { createTutorial } from "${join(ROOT, "bench/polls-tutorial.ts")}";
import { buildSummaryItems } from "./items.ts";
export default createTutorial(buildSummaryItems());
`;
  const items = JSON.stringify(buildSummaryItems(50));
  mkdirSync(join(folder, "tutorial-source"), { recursive: true });
  const revive = "(key, value) => (key === 'date' || key === 'published' ? new Date(value) : value)";
  const module = `export const buildSummaryItems = () => JSON.parse(${JSON.stringify(items)}, ${revive});\n`;
  writeFileSync(join(folder, "tutorial-source/items.ts"), module);
  return buildSource(source, folder, "tutorial");
}

/**
 * The worker whole, for miniflare. Addresses below `/-` are the bench's: `/-kept/…` asks Origin what the gate would ask it,
 * `/-first/…` too, but each time under a new tag, so that Origin renders from D1 and stores what it made;
 * `/-poll/…` has it read the head before that, as the first poll after a publication does. `/-rows/…` is a bare query for the 50
 * rows of the window, sent as JSON.
 */
export function buildBenchWorker(folder: string): BuiltWorker {
  const source = `import { Hono } from "${HONO}";
import worker, { Origin } from "${join(ROOT, "src/index.ts")}";
export { Origin };
const columns = "m.position, a.id, a.slug, a.state, a.revision, a.published_at, a.updated_at, a.title, a.summary, a.facets";
const rows = (columns: string) => "SELECT " + columns + " FROM memberships m JOIN articles a ON a.id = m.article_id WHERE m.feed = 'main'" +
  " AND m.position > (SELECT last_position FROM feeds WHERE feed = 'main') - 50 ORDER BY a.published_at DESC";
const beside = new Hono();
beside.get("/-hello", (c) => c.text("Hello Hono!"));
beside.get("/-rows/summary", async (c) => c.json((await c.env.DB.prepare(rows(columns)).all()).results));
beside.get("/-rows/full", async (c) => c.json((await c.env.DB.prepare(rows(columns + ", a.html")).all()).results));
let number = 0;
const ask = (c, path) => c.executionCtx.exports.Origin.fetch(c.env.PUBLIC_URL + path);
const first = (c, feed) => ask(c, "/rendering/" + ++number + "-0/rss/feed/" + feed);
beside.get("/-kept/*", (c) => ask(c, c.req.path.slice("/-kept".length)));
beside.get("/-first/:feed{.+}", (c) => first(c, c.req.param("feed")));
beside.get("/-poll/:feed{.+}", async (c) => {
  await (await ask(c, "/head/feed/" + c.req.param("feed") + "?after=" + number)).json();
  return first(c, c.req.param("feed"));
});
export default {
  fetch(request, env, ctx) {
    return request.url.includes("/-") ? beside.fetch(request, env, ctx) : worker.fetch(request, env, ctx);
  },
};
`;
  return buildSource(source, folder, "bench");
}

/** The head that the stub of Origin answers with, the bytes under it, and what came after the revision before. */
export const head: LiveHead = {
  status: "live",
  revision: 1234,
  epoch: "0123456789abcdef",
  lastModified: 1_767_225_600,
  nextDueAt: undefined,
  departedRevision: 0,
  isStale: false,
};

const items = buildSummaryItems(50);
export const documents = {
  window: renderDocument(formats.rss, channel, items),
  delta: renderDocument(formats.rss, channel, items.slice(0, 1)),
};

export function describeDocument(): string {
  const { window } = documents;
  const gzipped = gzipSync(window).byteLength;
  return `50 entries with summaries: ${window.byteLength} bytes, ${gzipped} gzipped`;
}

/** The worker as it is deployed, whole; of Origin and of the publishers' worker stubs stand in, with the same answers every time. */
export function buildGate(folder: string): BuiltWorker {
  return addStubs(build("wrangler.toml", folder, "gate"), "index.js");
}

/** Tells {@link buildGateTwice} whether to count: as many bytes either way. */
export const COUNTED = { "X-Count": "yes" };
export const UNCOUNTED = { "X-Count": "not" };

/**
 * The worker twice in one isolate, so that both are measured in the same process and heap: as it is, and without counting
 * its polls for who says {@link UNCOUNTED}.
 */
export function buildGateTwice(folder: string): BuiltWorker {
  const source = readFileSync(join(ROOT, "src/index.ts"), "utf8");
  const uncounted = source.replace("{ url, settings, ask, now, count }", "{ url, settings, ask, now }");
  if (uncounted === source)
    throw new Error("Cannot switch counting off: src/index.ts passes `count` on in other words");
  const built = buildSource(uncounted.replaceAll('"./', `"${join(ROOT, "src")}/`), folder, "uncounted");
  const { modules, ...twice } = build("wrangler.toml", folder, "twice");
  for (const file of Object.keys(built.modules)) {
    copyFileSync(join(built.folder, file), join(twice.folder, file === "index.js" ? "uncounted.js" : file));
  }
  const all = { ...modules, ...built.modules, "uncounted.js": "uncounted.js" };
  return addStubs({ ...twice, modules: all }, "uncounted.js");
}

/** `other` is the module that answers requests with {@link UNCOUNTED}. */
function addStubs({ folder: own, modules, flags }: BuiltWorker, other: string): BuiltWorker {
  const { window, delta } = documents;
  writeFileSync(
    join(own, "stub.js"),
    `import { WorkerEntrypoint } from "cloudflare:workers";
import worker from "index.js";
import uncounted from "${other}";
const head = ${JSON.stringify(head)};
const headers = { "${HEAD_HEADER}": JSON.stringify(head), "Cache-Status": "edgewire-edge; fwd=miss; stored" };
const window = ${JSON.stringify(new TextDecoder().decode(window))};
const delta = ${JSON.stringify(new TextDecoder().decode(delta))};
export class Origin extends WorkerEntrypoint {
  fetch({ url }) {
    if (url.includes("/head/")) return Response.json(head);
    return new Response(url.includes("@") ? delta : window, { headers });
  }
}
const PUBLISHER = {
  async fetch(request) {
    await request.text();
    return Response.json({ day: Math.floor(Date.now() / 86_400_000), words: [1, 2, 3, 4] });
  },
};
let bindings;
export default {
  fetch(request, env, ctx) {
    bindings ??= { ...env, PUBLISHER };
    const chosen = ${other === "index.js" ? "worker" : `request.headers.get("x-count") === "not" ? uncounted : worker`};
    return chosen.fetch(request, bindings, ctx);
  },
};
`,
  );
  return { folder: own, modules: { "stub.js": "stub.js", ...modules }, flags };
}
