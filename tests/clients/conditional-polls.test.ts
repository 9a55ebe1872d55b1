import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { server as example } from "../../examples/plain-node.ts";
import { pollWithFeedparser } from "./feedparser.ts";
import { createNewsboatFolder, reloadNewsboat } from "./newsboat.ts";
import { publications } from "./publications.ts";
import { createRecordingProxy, type RecordingProxy } from "./recording-proxy.ts";
import { createRss2emailFolder, runRss2email } from "./rss2email.ts";

const xmlFeeds = ["/rss.xml", "/atom.xml"];
const allFeeds = [...xmlFeeds, "/feed.json"];
const urls = inject("publicationUrls");

// An app that uses the library answers as the worker does.
example.listen(0, "127.0.0.1");
await once(example, "listening");
const exampleUrl = `http://127.0.0.1:${(example.address() as AddressInfo).port}`;
afterAll(() => example.close());

const servers = [...publications.map(({ folder }) => [folder, urls[folder] ?? ""]), ["plain-node.ts", exampleUrl]];

describe.each(servers)("%s", (_name, url = "") => {
  let proxy: RecordingProxy;

  beforeAll(async () => {
    proxy = await createRecordingProxy(url);
  });
  afterAll(() => proxy.close());

  test.each(xmlFeeds)("60: newsboat polls %s again and gets 304", async (path) => {
    const before = proxy.listPolls(path).length;
    const reader = await createNewsboatFolder(proxy.url + path);
    // newsboat 2.21 forgets the validators of its very first poll: it writes them into a row that it makes only later.
    for (const _poll of ["first", "second", "third"]) await reloadNewsboat(reader);
    const polls = proxy.listPolls(path).slice(before);
    expect(polls.map(({ headers, status }) => [headers["if-none-match"] !== undefined, status])).toEqual([
      [false, 200],
      [false, 200],
      [true, 304],
    ]);
    expect(polls.at(-1)?.headers).toMatchObject({ "if-modified-since": expect.any(String), "a-im": "feed" });
  });

  test.each(xmlFeeds)("60: feedparser polls %s again and gets 304", async (path) => {
    const first = await pollWithFeedparser(proxy.url + path);
    expect(first).toMatchObject({ status: 200, bozo: 0, etag: expect.any(String), modified: expect.any(String) });
    const second = await pollWithFeedparser(proxy.url + path, [first.etag ?? "", first.modified ?? ""]);
    expect(second).toMatchObject({ status: 304, bozo: 0, entries: [] });
    expect(proxy.listPolls(path).at(-1)).toMatchObject({
      status: 304,
      headers: { "if-none-match": first.etag, "if-modified-since": first.modified, "a-im": "feed" },
    });
  });

  test.each(xmlFeeds)("60: rss2email polls %s again and gets 304", async (path) => {
    const before = proxy.listPolls(path).length;
    const reader = await createRss2emailFolder(proxy.url + path);
    await runRss2email(reader);
    await runRss2email(reader);
    const polls = proxy.listPolls(path).slice(before);
    expect(polls.map(({ status }) => status)).toEqual([200, 304]);
    expect(polls[1]?.headers).toMatchObject({
      "if-none-match": expect.any(String),
      "if-modified-since": expect.any(String),
      "a-im": "feed",
    });
  });

  test.each(allFeeds)("61, 62: FreshRSS polls %s again, with both validators, and gets an empty 304", async (path) => {
    const first = await pollLikeFreshRss(url + path, {});
    const { etag, "last-modified": lastModified } = first.headers;
    expect(first).toMatchObject({ status: 200, headers: { "content-encoding": "gzip" } });
    expect(gunzipSync(first.body).toString()).toBe(await (await fetch(url + path)).text());
    const second = await pollLikeFreshRss(url + path, { "If-None-Match": etag, "If-Modified-Since": lastModified });
    expect(second.status).toBe(304);
    expect(second.body).toHaveLength(0);
    const repeated = ["etag", "last-modified", "cache-control", "vary", "link", "access-control-allow-origin"];
    expect(pick(second.headers, repeated)).toEqual(pick(first.headers, repeated));
  });

  test.each(allFeeds)("61: FreshRSS with another ETag and our Last-Modified gets all of %s", async (path) => {
    const { headers } = await pollLikeFreshRss(url + path, {});
    const stale = { "If-None-Match": 'W/"0-of-yesterday"', "If-Modified-Since": headers["last-modified"] };
    expect((await pollLikeFreshRss(url + path, stale)).status).toBe(200);
  });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The headers that FreshRSS, by SimplePie and curl, was seen to send. `fetch` would add its own. */
function pollLikeFreshRss(url: string, validators: Readonly<Record<string, string | undefined>>): Promise<Answer> {
  const headers = {
    "User-Agent": "FreshRSS/1.27.1 (Linux; https://freshrss.org)",
    Accept:
      "application/atom+xml, application/rss+xml, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, unknown/unknown;q=0.1, application/unknown;q=0.1, */*;q=0.1",
    "Accept-Encoding": "gzip",
    ...validators,
  };
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.once("error", reject);
    asked.end();
  });
}

function pick(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, headers[name] ?? "missing"]));
}
