import { describe, expect, it } from "vitest";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

// RFC 5005 §4, and conformance 77 to 79.

const SITE =
  "title: Archive Test\ndomain: archive.example\nfeeds:\n  - { name: brief, title: Brief, window_size: 10 }\n";

async function startWith(articles: number): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  await publishMore(edge, 1, articles);
  return edge;
}

async function publishMore(edge: SimulatedEdge, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number += 1) {
    edge.clock.now += 1000;
    await edge.publish(0, `story-${number}`, write(number));
  }
}

function write(number: number, text = `Text of story ${number}.`): string {
  const day = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString();
  return `---\ntitle: Story ${number}\ndate: ${day}\ncategories: [All]\n---\n\n${text}\n`;
}

/** The ids of each document on the way from the window down to the last page. */
async function walk(
  edge: SimulatedEdge,
  start: string,
  between?: (step: number) => Promise<void>,
): Promise<string[][]> {
  const documents: string[][] = [];
  for (let path: string | undefined = start; path !== undefined; ) {
    const { status, text } = await edge.poll(0, path);
    expect(status, path).toBe(200);
    documents.push(listIds(text));
    path = findPrevious(text)?.replace(PUBLIC_URL, "");
    await between?.(documents.length);
  }
  return documents;
}

function listIds(text: string): string[] {
  if (text.startsWith("{")) return (JSON.parse(text) as { items: { id: string }[] }).items.map(({ id }) => id);
  const entries = Array.from(text.matchAll(/<(entry|item)>[\s\S]*?<\/\1>/g), ([entry]) => entry);
  return entries.map((entry) => /<(?:id|guid[^>]*)>([^<]+)</.exec(entry)?.[1] ?? "");
}

function findPrevious(text: string): string | undefined {
  if (text.startsWith("{")) return (JSON.parse(text) as { next_url?: string }).next_url;
  return /rel="prev-archive"[^>]*href="([^"]+)"/.exec(text)?.[1];
}

describe.each(["rss.xml", "atom.xml", "feed.json"])("the archive in %s", (fileName) => {
  it.each([1, 49, 50, 51, 74, 75, 76, 190])(
    "holds each of %i articles once, window and pages together",
    async (count) => {
      const edge = await startWith(count);
      const [window = [], newest = [], ...older] = await walk(edge, `/${fileName}`);
      const pages = [newest, ...older];
      expect(new Set([window, ...pages].flat()).size).toBe(count);
      // Pages repeat nothing among themselves; only the window overlaps, and with the newest pages alone.
      expect(new Set(pages.flat()).size).toBe(pages.flat().length);
      // Who pages meets the page that is filling, too.
      const paged = fileName === "feed.json" ? count : Math.floor(count / 25) * 25;
      expect(pages.flat().length).toBe(count <= 50 ? 0 : paged);
      expect(window).toHaveLength(Math.min(50, count));
    },
  );
});

it("RFC 5005 §2: a feed that fits is complete and links no archive", async () => {
  const { text } = await (await startWith(50)).poll(0, "/atom.xml");
  expect(text).toContain("<fh:complete/>");
  expect(text).not.toContain("prev-archive");
});

it("RFC 5005 §4: a closed page is an archive, links its neighbours and the feed, and is kept a day", async () => {
  const edge = await startWith(80);
  const { text, headers } = await edge.poll(0, "/archive/2/atom.xml");
  expect(text).toContain("<fh:archive/>");
  expect(text).toMatch(/rel="current"[^>]*href="https:\/\/wire\.example\/atom\.xml"/);
  expect(text).toMatch(/rel="self"[^>]*href="https:\/\/wire\.example\/archive\/2\/atom\.xml"/);
  expect(text).toMatch(/rel="prev-archive"[^>]*href="https:\/\/wire\.example\/archive\/1\/atom\.xml"/);
  expect(text).toMatch(/rel="next-archive"[^>]*href="https:\/\/wire\.example\/archive\/3\/atom\.xml"/);
  expect(headers.get("cache-control")).toContain("max-age=86400");
});

it("the page that is filling is no archive yet, links the newest closed one, and is kept as the feed is", async () => {
  const edge = await startWith(60);
  const { text, headers } = await edge.poll(0, "/archive/3/atom.xml");
  expect(listIds(text)).toHaveLength(10);
  expect(text).not.toContain("fh:archive");
  expect(text).not.toContain('rel="hub"');
  expect(text).toMatch(/rel="current"[^>]*href="https:\/\/wire\.example\/atom\.xml"/);
  expect(text).toMatch(/rel="next"[^>]*href="https:\/\/wire\.example\/archive\/2\/atom\.xml"/);
  expect(headers.get("cache-control")).toContain("max-age=900");
  const window = (await edge.poll(0, "/atom.xml")).text;
  expect(window).toMatch(/rel="next"[^>]*href="https:\/\/wire\.example\/archive\/3\/atom\.xml"/);
  expect(window).toMatch(/rel="prev-archive"[^>]*href="https:\/\/wire\.example\/archive\/2\/atom\.xml"/);
});

it("right after a page has closed, the one that is filling is empty and leads on", async () => {
  const edge = await startWith(75);
  const { status, text } = await edge.poll(0, "/archive/4/atom.xml");
  expect([status, listIds(text)]).toEqual([200, []]);
  expect(text).toMatch(/rel="next"[^>]*href="https:\/\/wire\.example\/archive\/3\/atom\.xml"/);
});

it("a page that never was, or is no number, is 404", async () => {
  const edge = await startWith(60);
  for (const page of ["4", "0", "01", "-1", "x", "99999999", "1.5"]) {
    expect((await edge.poll(0, `/archive/${page}/rss.xml`)).status, page).toBe(404);
  }
});

it("a category has an archive of its own, and so has a window smaller than a page", async () => {
  const edge = await startWith(60);
  expect(listIds((await edge.poll(0, "/categories/all/archive/1/atom.xml")).text)).toHaveLength(25);
  const { text } = await edge.poll(0, "/feeds/brief/atom.xml");
  expect(listIds(text)).toHaveLength(10);
  expect(text).toMatch(/rel="prev-archive"[^>]*href="https:\/\/wire\.example\/feeds\/brief\/archive\/2\/atom\.xml"/);
});

it("closed pages keep their bytes and their tag while articles are published, but for one next-archive", async () => {
  const edge = await startWith(77);
  const before = await Promise.all([1, 2, 3].map((page) => edge.poll(0, `/archive/${page}/atom.xml`)));
  await publishMore(edge, 78, 160);
  edge.clock.now += 5000;
  const after = await Promise.all([1, 2, 3].map((page) => edge.poll(0, `/archive/${page}/atom.xml`)));
  expect(after.slice(0, 2).map(({ text }) => text)).toEqual(before.slice(0, 2).map(({ text }) => text));
  expect(after[0]?.headers.get("etag")).toBe(before[0]?.headers.get("etag"));
  expect(after[2]?.headers.get("etag")).not.toBe(before[2]?.headers.get("etag"));
  expect(after[2]?.text.replace(/<link rel="next-archive"[^>]*>\n/, "")).toBe(before[2]?.text);
});

it("a page changes when one of its articles does", async () => {
  const edge = await startWith(77);
  const before = await edge.poll(0, "/archive/1/atom.xml");
  edge.clock.now += 5000;
  await edge.publish(0, "story-3", write(3, "Other words."));
  const after = await edge.poll(0, "/archive/1/atom.xml", {
    headers: { "if-none-match": before.headers.get("etag") ?? "" },
  });
  expect(after.status).toBe(200);
  expect(after.text).toContain("Other words.");
});

it("a walk meets each article once, also while articles are published meanwhile", async () => {
  const edge = await startWith(130);
  let next = 131;
  const [, ...pages] = await walk(edge, "/atom.xml", async () => {
    await publishMore(edge, next, next + 6);
    next += 7;
  });
  const ids = pages.flat();
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(125);
});

it("an article that leaves a category leaves its archive page, and the page's tag moves", async () => {
  const edge = await startWith(60);
  const before = await edge.poll(0, "/categories/all/archive/1/atom.xml");
  edge.clock.now += 5000;
  await edge.publish(0, "story-2", write(2).replace("[All]", "[Other]"));
  const after = await edge.poll(0, "/categories/all/archive/1/atom.xml");
  expect(listIds(before.text)).toHaveLength(25);
  expect(listIds(after.text)).toHaveLength(24);
  expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
});
