import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PUBLIC_URL, SITE, startWorker, type TestWorker } from "../support/harness.ts";

// Through both workers: the readers' worker asks the publishers' for lists.

const HOUR_MS = 3_600_000;
let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
  const write = (title: string, at: number) =>
    `---\ntitle: ${title}\ndate: ${new Date(at).toISOString()}\n---\n\nWords.\n`;
  for (const [key, at] of [
    ["fresh", Date.now() - HOUR_MS],
    ["waiting", Date.now() + HOUR_MS],
    ["old", Date.now() - 50 * HOUR_MS],
    ["gone", Date.now() - HOUR_MS],
  ] as const) {
    await worker.putArticle(key, write(key, at));
  }
  await worker.api("DELETE", "/api/articles/gone");
});

afterAll(() => worker?.close());

describe("sitemaps at their addresses", () => {
  it.each([
    ["/sitemap.xml", ["/", "/articles/fresh", "/articles/old"]],
    ["/news-sitemap.xml", ["/articles/fresh"]],
  ])("%s lists what is published", async (path, wanted) => {
    const { status, headers, text } = await worker.poll(path);
    expect([status, headers["content-type"]]).toEqual([200, "application/xml; charset=utf-8"]);
    const places = Array.from(text.matchAll(/<loc>([^<]+)</g), ([, place = ""]) => place.replace(PUBLIC_URL, ""));
    expect(places.sort()).toEqual(wanted);
  });

  it.each(["/sitemap.xml", "/news-sitemap.xml"])(
    "60, 63: %s answers 304 to its tag, and HEAD like GET",
    async (path) => {
      const { headers } = await worker.poll(path, { method: "HEAD" });
      const again = await worker.poll(path, { headers: { "if-none-match": headers.etag ?? "" } });
      expect([again.status, again.headers.etag]).toEqual([304, headers.etag]);
    },
  );

  it.each(["/lists/head/list/news-sitemap.xml", "/lists/list/list/sitemap.xml"])(
    "%s, by which the workers speak to each other, is nobody else's",
    async (path) => {
      expect((await worker.poll(path)).status).toBe(404);
    },
  );
});
