import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SITE, startWorker, type TestWorker } from "../support/harness.ts";

// Through both workers and the Durable Object that keeps the index.

const HOUR_MS = 3_600_000;
let worker: TestWorker;

function write(title: string, at: number): string {
  return `---\ntitle: ${title}\ndate: ${new Date(at).toISOString()}\n---\n\nเรือ 東京 and whales.\n`;
}

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
  await worker.putArticle("seen", write("Seen", Date.now() - HOUR_MS));
  await worker.putArticle("waiting", write("Waiting", Date.now() + HOUR_MS));
  await worker.putArticle("gone", write("Gone", Date.now() - HOUR_MS));
});

afterAll(() => worker?.close());

async function find(query: string): Promise<string[]> {
  const { text } = await worker.poll(`/search?q=${encodeURIComponent(query)}`);
  return Array.from(text.matchAll(/<h2><a href="\/articles\/([^"]*)">/g), ([, slug = ""]) => slug).sort();
}

describe("search in workerd", () => {
  it.each(["whales", "東京", "เรือ"])("%s is found, but not under an embargo", async (query) => {
    expect(await find(query)).toEqual(["gone", "seen"]);
  });

  it("finds no article from its retraction on", async () => {
    await worker.api("DELETE", "/api/articles/gone");
    expect(await find("whales")).toEqual(["seen"]);
  });

  it.each(["", "?q=%00", `?q=${"a%20".repeat(3000)}`, "?q=%22%22%22%20OR%20*", "?q=%ED%A0%80"])(
    "/search%s is a page of HTML",
    async (query) => {
      const { status, headers } = await worker.poll(`/search${query}`);
      expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    },
  );

  it("answers HEAD like GET, and a feed's tag with 304", async () => {
    const path = "/search/rss.xml?q=whales";
    const { status, headers } = await worker.poll(path, { method: "HEAD" });
    const again = await worker.poll(path, { headers: { "if-none-match": headers.etag ?? "" } });
    expect([status, headers["content-type"], again.status]).toEqual([200, "application/rss+xml; charset=utf-8", 304]);
  });

  it("is not answered at the workers' own address", async () => {
    expect((await worker.poll("/lists/search/?q=whales")).status).toBe(404);
  });
});
