import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// A real D1 in workerd that fails: a table is gone, and comes back. What hangs, and cold isolates: tests/edge/faults.test.ts.

const PATHS = ["/rss.xml", "/atom.xml", "/feed.json", "/categories/a/rss.xml", "/", "/feeds.opml", "/articles/one"];
const HEAD_MEMORY_MS = 2000;

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite("title: The Test Wire\ndomain: wire.example\ncategories: [Declared]");
  await worker.putArticle("one", writeMarkdown({ title: "One", slug: "one", categories: "[A]" }));
});

afterAll(() => worker.close());

/** Until no isolate uses a head that it remembers. */
const forget = () => new Promise((resolve) => setTimeout(resolve, HEAD_MEMORY_MS + 200));

describe("D1 fails", () => {
  it("what was rendered goes on and says that it is stale, what was not answers 503; it comes back by itself", async () => {
    const before = new Map<string, string>();
    await forget();
    for (const path of PATHS) {
      const { status, headers } = await worker.poll(path);
      expect([path, status]).toEqual([path, 200]);
      before.set(path, headers.etag ?? "");
    }
    await worker.query("ALTER TABLE site RENAME TO site_away");
    await forget();
    for (const [path, etag] of before) {
      const whole = await worker.poll(path);
      expect([path, whole.status, whole.headers.etag]).toEqual([path, 200, etag]);
      expect(whole.headers["cache-status"]).toContain("fwd=stale");
      expect(whole.bytes.length).toBeGreaterThan(100);
      const unchanged = await worker.poll(path, { headers: { "if-none-match": etag } });
      expect([path, unchanged.status, unchanged.headers.etag]).toEqual([path, 304, etag]);
      expect(unchanged.headers["cache-status"]).toContain("fwd=stale");
    }
    for (const path of ["/categories/declared/rss.xml", "/categories/a/atom.xml", "/articles/two"]) {
      const { status, headers, text } = await worker.poll(path);
      expect([path, status, headers["retry-after"], headers["cache-control"]]).toEqual([path, 503, "60", "no-store"]);
      expect(text).toMatch(/^503: /);
    }
    await worker.query("ALTER TABLE site_away RENAME TO site");
    await worker.putArticle("two", writeMarkdown({ title: "Two", slug: "two", categories: "[A]" }));
    for (const [path, etag] of before) {
      if (path === "/articles/one") continue;
      const { status, headers } = await worker.poll(path, { headers: { "if-none-match": etag } });
      expect([path, status]).toEqual([path, 200]);
      expect(headers["cache-status"]).not.toContain("stale");
    }
    expect((await worker.poll("/categories/declared/rss.xml")).status).toBe(200);
  });

  it("an alias that cannot be looked up is not there for a minute, and no error", async () => {
    await worker.query("ALTER TABLE aliases RENAME TO aliases_away");
    const { status, headers } = await worker.poll("/some/old/address");
    expect([status, headers["cache-control"]]).toEqual([404, "public, max-age=60"]);
    await worker.query("ALTER TABLE aliases_away RENAME TO aliases");
  });
});
