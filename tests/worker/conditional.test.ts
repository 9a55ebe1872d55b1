import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conditionalRows, imf } from "../support/conditional-rows.ts";
import { type Answer, PUBLIC_URL, SITE, startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// Conditional requests over HTTP, for all three formats, by GET and HEAD. More validators: tests/http/validators.test.ts.

const FORMATS = ["rss.xml", "atom.xml", "feed.json"] as const;

let worker: TestWorker;
let tag: string;
let lastModified: number;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
  await worker.putArticle("one", writeMarkdown({ title: "One", categories: "[Russia]" }));
  // Until the second of the change is over, Last-Modified names the second before it.
  await new Promise((resolve) => setTimeout(resolve, 3100));
  const { headers } = await worker.poll("/rss.xml");
  tag = (headers.etag ?? "").slice(3, -1);
  lastModified = Date.parse(headers["last-modified"] ?? "");
});

afterAll(() => worker.close());

describe.each(FORMATS)("/%s", (format) => {
  it.each(conditionalRows)("%s", async (_, conditions, status) => {
    const full = await worker.poll(`/${format}`);
    for (const method of ["GET", "HEAD"]) {
      const answer = await worker.poll(`/${format}`, { method, headers: conditions({ tag, lastModified }) });
      expect([method, answer.status]).toEqual([method, status]);
      expectHeaders(answer, format);
      if (status === 304 || method === "HEAD") expect(answer.bytes).toHaveLength(0);
      else expect(answer.bytes.equals(full.bytes)).toBe(true);
      if (status === 304) expect(repeated(answer)).toEqual(repeated(full));
    }
  });
});

/** Everything that a 200 and a 304 must carry (RFC 9110 §15.4.5). */
function expectHeaders({ headers }: Answer, format: string): void {
  expect(headers).toMatchObject({
    etag: `W/"${tag}"`,
    "last-modified": imf(lastModified),
    "cache-control": "public, max-age=900, stale-while-revalidate=86400, stale-if-error=604800",
    vary: format === "feed.json" ? "Accept-Encoding" : "Accept-Encoding, Sec-Fetch-Dest",
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Last-Modified, Link",
  });
  const links = headers.link?.split(", ") ?? [];
  expect(links.filter((link) => link.includes('rel="self"'))).toEqual([`<${PUBLIC_URL}/${format}>; rel="self"`]);
  expect(links.filter((link) => link.includes('rel="alternate"'))).toHaveLength(3);
  expect(Date.parse(headers["last-modified"] ?? "")).toBeLessThan(Date.now());
}

/** A 304 repeats what the 200 would have said, but for what describes a body (RFC 9110 §15.4.5). */
function repeated({ headers }: Answer): Record<string, string> {
  const { "content-type": _type, "content-length": _length, "transfer-encoding": _coding, ...others } = headers;
  return others;
}

describe("a change", () => {
  it("of one category moves the tags of its feeds, and a poll with the old tag gets the new document at once", async () => {
    const before = await worker.poll("/categories/russia/atom.xml");
    const untouched = await worker.poll("/categories/climate/atom.xml");
    await worker.putArticle("two", writeMarkdown({ title: "Two", categories: "[Russia]" }));
    const headers = { "if-none-match": before.headers.etag ?? "" };
    const after = await worker.poll("/categories/russia/atom.xml", { headers });
    expect([after.status, after.text.includes("Two")]).toEqual([200, true]);
    const same = { "if-none-match": untouched.headers.etag ?? "" };
    expect((await worker.poll("/categories/climate/atom.xml", { headers: same })).status).toBe(304);
  });

  it("within one second of another: a client that knows the first by its date gets the second 3 seconds later", async () => {
    await worker.putArticle("quick", writeMarkdown({ title: "First" }));
    const first = await worker.poll("/rss.xml");
    await worker.putArticle("quick", writeMarkdown({ title: "Second" }));
    const headers = { "if-modified-since": first.headers["last-modified"] ?? "" };
    await new Promise((resolve) => setTimeout(resolve, 3100));
    const second = await worker.poll("/rss.xml", { headers });
    expect([second.status, second.text.includes("Second")]).toEqual([200, true]);
  });

  it("never moves Last-Modified back", async () => {
    const dates: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      await worker.putArticle("steps", writeMarkdown({ title: `Step ${index}` }));
      dates.push(Date.parse((await worker.poll("/rss.xml")).headers["last-modified"] ?? ""));
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(dates).toEqual(dates.toSorted((a, b) => a - b));
  });

  it("a tag of a higher revision than there is, under our epoch, gets the document and not an error", async () => {
    const { headers } = await worker.poll("/rss.xml");
    const epoch = /-([0-9a-f]+)"/.exec(headers.etag ?? "")?.[1];
    const answer = await worker.poll("/rss.xml", { headers: { "if-none-match": `W/"999999-${epoch}"` } });
    expect([answer.status, answer.headers.etag]).toEqual([200, headers.etag]);
  });
});

describe("pages and lists", () => {
  it.each(["/", "/feeds.opml", "/sitemap.xml", "/categories/russia/"])(
    "%s answers its own tag with 304",
    async (path) => {
      const { headers } = await worker.poll(path);
      const again = await worker.poll(path, { headers: { "if-none-match": headers.etag ?? "" } });
      expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, headers.etag]);
    },
  );
});
