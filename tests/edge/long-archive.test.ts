import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { bulkChangedAt, bulkKey, fillStore, writeBulkArticle, writeBulkSite } from "../support/bulk-articles.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

// RFC 5005 §4 with a long past. A smaller one for whoever is in a hurry: ARCHIVE_ARTICLES=5000.

const ARTICLES = Number(process.env.ARCHIVE_ARTICLES ?? 100_000);
const FURTHER = ARTICLES / 100;
const CATEGORIES = 300;

interface Page {
  readonly ids: readonly string[];
  readonly hasNext: boolean;
  /** Of its bytes but for the link to the page after it. */
  readonly digest: string;
}

async function publishOne(edge: SimulatedEdge, number: number): Promise<void> {
  edge.clock.now = bulkChangedAt(number) + 60_000;
  expect(await edge.publish(0, bulkKey(number), writeBulkArticle(number, CATEGORIES))).toBe("created");
}

/** The window at "", then each page by its path. */
async function walk(edge: SimulatedEdge, afterEach: (step: number) => Promise<void>): Promise<Map<string, Page>> {
  const pages = new Map<string, Page>();
  for (let path: string | undefined = "/atom.xml"; path !== undefined; ) {
    const { status, text } = await edge.poll(0, path);
    expect(status, path).toBe(200);
    const ids = Array.from(text.matchAll(/<entry[^>]*>\s*<id>([^<]+)</g), ([, id = ""]) => id);
    const rest = text.replace(/<link rel="next-archive"[^>]*>\n?/, "");
    const digest = createHash("sha256").update(rest).digest("hex");
    pages.set(path, { ids, digest, hasNext: rest !== text });
    path = /rel="prev-archive"[^>]*href="([^"]+)"/.exec(text)?.[1]?.replace(PUBLIC_URL, "");
    await afterEach(pages.size);
  }
  return pages;
}

it(`conformance 77, 78: a walk of ${ARTICLES} articles meets each once, and a hundredth more leave each closed page as it was`, async () => {
  const edge = createSimulatedEdge();
  edge.clock.now = bulkChangedAt(0);
  await edge.putSite(0, writeBulkSite());
  await fillStore(edge.store.db, ARTICLES, CATEGORIES);
  edge.clock.now = bulkChangedAt(ARTICLES) + 60_000;

  let published = ARTICLES;
  const before = await walk(edge, async (step) => {
    if (step % 50 !== 1) return;
    published += 1;
    await publishOne(edge, published);
  });
  const [window, ...closed] = [...before.values()];
  const ids = closed.flatMap((page) => page.ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set([...(window?.ids ?? []), ...ids]).size).toBe(ARTICLES);

  while (published < ARTICLES + FURTHER) {
    published += 1;
    await publishOne(edge, published);
  }
  edge.clock.now += 10_000;
  const after = await walk(edge, async () => {});
  expect(after.size).toBe(before.size + Math.floor(FURTHER / 25));
  const changed = [...before].slice(1).filter(([path, { digest }]) => after.get(path)?.digest !== digest);
  expect(changed).toEqual([]);
  const linked = [...before].slice(1).filter(([path, { hasNext }]) => after.get(path)?.hasNext !== hasNext);
  expect(linked.map(([path]) => path)).toEqual([`/archive/${ARTICLES / 25}/atom.xml`]);
}, 300_000);
