import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
});

afterAll(() => worker.close());

const site = (name: string, more = "") =>
  `title: Wire\ndomain: wire.example\nfeeds:\n  - name: ${name}\n    podcast: { categories: News }\n${more}`;

const findGuid = async (name: string) =>
  /<podcast:guid>([^<]*)/.exec((await worker.poll(`/feeds/${name}/rss.xml`)).text)?.[1];

it("a podcast has its guid and its channel's elements in RSS alone", async () => {
  expect((await worker.putSite(site("tides"))).status).toBe(200);
  // UUIDv5 of "localhost:8787/feeds/tides/rss.xml".
  expect(await findGuid("tides")).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect((await worker.poll("/feeds/tides/atom.xml")).text).not.toContain("itunes");
  expect((await worker.poll("/rss.xml")).text).not.toContain("itunes");
});

it("a guid that site.yaml gives is kept when it gives none any more, and when the feed is renamed", async () => {
  const given = "9b024349-ccf0-5f69-a609-6b82873eab3c";
  await worker.putSite(site("tides").replace("{ cat", `{ guid: ${given}, cat`));
  expect(await findGuid("tides")).toBe(given);
  await worker.putSite(site("tides"));
  expect(await findGuid("tides")).toBe(given);
  await worker.putSite(site("ebb", "    formerly: [tides]\n"));
  expect(await findGuid("ebb")).toBe(given);
});

it("chapters are JSON below the article's address, with CORS and a validator", async () => {
  const fields = { title: "A", date: "2026-01-01", chapters: "['00:00 Start', '01:30 Nets']" };
  await worker.putArticle("a", writeMarkdown(fields));
  const { status, text, headers } = await worker.poll("/articles/a/chapters.json");
  expect([status, headers["content-type"], headers["access-control-allow-origin"]]).toEqual([
    200,
    "application/json+chapters",
    "*",
  ]);
  expect(JSON.parse(text)).toEqual({
    version: "1.2.0",
    chapters: [
      { startTime: 0, title: "Start" },
      { startTime: 90, title: "Nets" },
    ],
  });
  const again = await worker.poll("/articles/a/chapters.json", { headers: { "If-None-Match": headers.etag ?? "" } });
  expect(again.status).toBe(304);
  expect((await worker.poll("/articles/none/chapters.json")).status).toBe(404);
});
