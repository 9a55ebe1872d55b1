import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// RFC 3229 over HTTP, in workerd. The whole table of who gets what: tests/edge/deltas.test.ts; with real clients: tests/clients/delta.test.ts.

const NEWSBOAT = { "a-im": "feed", "user-agent": "newsboat/2.21.0 (Linux x86_64)" };
const XML = ["/rss.xml", "/atom.xml"];

let worker: TestWorker;
let published = 0;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite("title: The Test Wire\ndomain: wire.example");
  for (let n = 0; n < 3; n += 1) await publishAnother();
});

afterAll(() => worker.close());

async function publishAnother(): Promise<string> {
  published += 1;
  const title = `Article ${published}`;
  await worker.putArticle(`article-${published}`, writeMarkdown({ title }));
  return title;
}

const pollAfter = (path: string, { headers }: Answer, more: Record<string, string> = {}, method = "GET") =>
  worker.poll(path, { method, headers: { ...NEWSBOAT, "if-none-match": headers.etag ?? "", ...more } });

const listEntries = ({ text }: Answer): string[] => text.match(/<(item|entry)>[\s\S]*?<\/\1>/g) ?? [];

describe.each(XML)("%s", (path) => {
  it("a 226 holds what is new, byte for byte as the full feed has it, with the full feed's headers", async () => {
    const before = await worker.poll(path);
    const title = await publishAnother();
    const [delta, whole] = [await pollAfter(path, before), await worker.poll(path)];
    expect([delta.status, delta.headers.im, delta.headers["cache-control"]]).toEqual([226, "feed", "no-store, im"]);
    for (const name of ["etag", "vary", "link", "content-type", "access-control-allow-origin"]) {
      expect([name, delta.headers[name]]).toEqual([name, whole.headers[name]]);
      expect(delta.headers[name]).toBeDefined();
    }
    // In the second of a change it still rises.
    expect(Date.parse(delta.headers["last-modified"] ?? "")).toBeLessThanOrEqual(
      Date.parse(whole.headers["last-modified"] ?? ""),
    );
    expect(listEntries(delta)).toEqual(listEntries(whole).slice(0, 1));
    expect(delta.text).toContain(title);
    expect(delta.text).not.toContain("fh:complete");
    expect(delta.headers["content-length"]).toBe(String(delta.bytes.length));
  });

  it("is compressed as the whole would be, and told of by HEAD", async () => {
    const before = await worker.poll(path);
    await publishAnother();
    const plain = await pollAfter(path, before);
    const gzipped = await pollAfter(path, before, { "accept-encoding": "gzip" });
    expect([gzipped.status, gzipped.headers["content-encoding"], gzipped.text]).toEqual([226, "gzip", plain.text]);
    const head = await pollAfter(path, before, {}, "HEAD");
    expect([head.status, head.headers.im, head.bytes.length]).toEqual([226, "feed", 0]);
  });

  it("a chain of a 200 and the parts after it is the full feed", async () => {
    let last = await worker.poll(path);
    let entries = listEntries(last);
    for (let n = 0; n < 4; n += 1) {
      for (let more = 0; more <= n % 2; more += 1) await publishAnother();
      last = await pollAfter(path, last);
      expect(last.status).toBe(226);
      entries = [...listEntries(last), ...entries];
    }
    const whole = await worker.poll(path);
    expect(whole.headers.etag).toBe(last.headers.etag);
    expect(entries.toSorted()).toEqual(listEntries(whole).toSorted());
  });

  it("nothing new: 304", async () => {
    const answer = await pollAfter(path, await worker.poll(path));
    expect([answer.status, answer.bytes.length, answer.headers.im]).toEqual([304, 0, undefined]);
  });

  it.each(["rss2email/3.13 (https://github.com/rss2email/rss2email)", "Feedly/1.0", "curl/8.5.0"])(
    "%s gets the whole feed",
    async (agent) => {
      const before = await worker.poll(path);
      await publishAnother();
      const answer = await pollAfter(path, before, { "user-agent": agent });
      expect([answer.status, answer.headers.im, listEntries(answer).length]).toEqual([200, undefined, published]);
    },
  );

  it("a revision of another epoch: the whole feed", async () => {
    const before = await worker.poll(path);
    await publishAnother();
    const tag = before.headers.etag?.replace(/-[0-9a-f]+/, "-000000000000") ?? "";
    expect((await pollAfter(path, before, { "if-none-match": tag })).status).toBe(200);
  });
});

it("JSON Feed has no rule for parts: the whole feed", async () => {
  const before = await worker.poll("/feed.json");
  await publishAnother();
  expect((await pollAfter("/feed.json", before)).status).toBe(200);
});
