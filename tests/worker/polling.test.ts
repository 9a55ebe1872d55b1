import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RENDERER_VERSION } from "../../src/feed/renderer-version.ts";
import {
  type Answer,
  FIRST_ARTICLE,
  FIRST_KEY,
  PUBLIC_URL,
  readImage,
  SITE,
  startWorker,
  type TestWorker,
  writeMarkdown,
} from "../support/harness.ts";

let worker: TestWorker;
let article: string;
let image: string;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
  const { body } = await worker.putArticle(FIRST_KEY, FIRST_ARTICLE, { "content-type": "text/plain" });
  article = `/articles/${body.slug}`;
  image = (await worker.api("PUT", "/api/media?keep", { body: readImage("plain.png") })).body.path;
  const takenBack = { title: "Taken back", slug: "taken-back" };
  await worker.putArticle("taken-back", writeMarkdown({ ...takenBack, categories: "[Fads]" }));
  await worker.putArticle("taken-back", writeMarkdown({ ...takenBack, categories: "[Climate]" }));
  await worker.api("DELETE", "/api/articles/taken-back");
  // Its last article left it, which alone ends no feed.
  await worker.api("DELETE", "/api/feeds/categories/fads");
});

afterAll(() => worker.close());

const FEEDS: [path: string, contentType: string][] = [
  ["/rss.xml", "application/rss+xml; charset=utf-8"],
  ["/atom.xml", "application/atom+xml; charset=utf-8"],
  ["/feed.json", "application/feed+json"],
];

describe("addresses", () => {
  const selections = ["/", "/categories/russia/", "/authors/newsdesk/", "/feeds/korean-peninsula/"];
  const documents: [path: string, contentType: string][] = [
    ...selections.flatMap((base) => FEEDS.map(([path, type]): [string, string] => [base + path.slice(1), type])),
    ...selections.map((base): [string, string] => [base, "text/html; charset=utf-8"]),
    ["/feeds.opml", "text/x-opml; charset=utf-8"],
    ["/sitemap.xml", "application/xml; charset=utf-8"],
    ["/news-sitemap.xml", "application/xml; charset=utf-8"],
    ["/robots.txt", "text/plain; charset=utf-8"],
    [`/style/${RENDERER_VERSION}/b3261e-sans/page.css`, "text/css; charset=utf-8"],
    [`/style/${RENDERER_VERSION}/9a3412-serif/feed.css`, "text/css; charset=utf-8"],
    [`/style/${RENDERER_VERSION}/9a3412-serif/icon.svg`, "image/svg+xml"],
    ["/page.js", "text/javascript; charset=utf-8"],
    ["/favicon.ico", "image/vnd.microsoft.icon"],
    ["/apple-touch-icon.png", "image/png"],
    ["/manifest.webmanifest", "application/manifest+json"],
    ...selections.map((base): [string, string] => [`${base}subscribe`, "text/html; charset=utf-8"]),
  ];

  it.each(documents)("%s is %s, whatever Accept says (conformance 56)", async (path, contentType) => {
    for (const accept of [undefined, "text/html", "application/atom+xml", "image/png;q=1, */*;q=0"]) {
      const { status, headers } = await worker.poll(path, accept === undefined ? {} : { headers: { accept } });
      expect([status, headers["content-type"], headers["x-content-type-options"]]).toEqual([
        200,
        contentType,
        "nosniff",
      ]);
      expect(headers["set-cookie"]).toBeUndefined();
    }
  });

  it("an article's page and an image", async () => {
    const [page, picture] = await Promise.all([worker.poll(article), worker.poll(image)]);
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect([picture.status, picture.headers["content-type"]]).toEqual([200, "image/png"]);
  });

  it.each(["/", "/categories/russia/", "/authors/newsdesk/", "/feeds/briefing/"])(
    "the page %s advertises its own three feeds (conformance 76)",
    async (base) => {
      const { text } = await worker.poll(base);
      for (const [path, type] of FEEDS) {
        const link = new RegExp(
          `<link rel="alternate" type="${type.split(";")[0]?.replace("+", "\\+")}" title="[^"]+" href="${PUBLIC_URL}${base}${path.slice(1)}"`,
        );
        expect(text).toMatch(link);
      }
    },
  );

  const legacy: [from: string, to: string][] = [
    ["/feed/", "/rss.xml"],
    ["/rss", "/rss.xml"],
    ["/rss/", "/rss.xml"],
    ["/feed.xml", "/rss.xml"],
    ["/index.xml", "/rss.xml"],
    ["/atom", "/atom.xml"],
    ["/feed/atom", "/atom.xml"],
    ["/feed/atom/", "/atom.xml"],
    ["/?feed=rss2", "/rss.xml"],
    ["/?feed=atom", "/atom.xml"],
    ["/?utm_source=x&feed=rss2", "/rss.xml"],
    ["/category/russia/feed/", "/categories/russia/rss.xml"],
    ["/tag/russia/rss/", "/categories/russia/rss.xml"],
    ["/author/newsdesk/feed/", "/authors/newsdesk/rss.xml"],
    ["/rss.xml/", "/rss.xml"],
    ["/categories/russia", "/categories/russia/"],
  ];

  it.concurrent.each(legacy)("%s: 301 to %s, which answers 200 (conformance 70)", async (from, to) => {
    const { status, headers } = await worker.poll(from);
    expect([status, headers.location]).toEqual([301, PUBLIC_URL + to]);
    expect(headers["cache-control"]).toContain("max-age=");
    expect((await worker.poll(to)).status).toBe(200);
  });

  it.concurrent.each([
    [undefined, "/rss.xml"],
    ["*/*", "/rss.xml"],
    ["application/atom+xml", "/atom.xml"],
    ["application/feed+json, */*;q=0.1", "/feed.json"],
    ["application/rss+xml;q=0.5, application/atom+xml;q=0.9", "/atom.xml"],
    ["text/html, application/json;q=0.9", "/feed.json"],
    [";;;", "/rss.xml"],
  ])("/feed for Accept %s: 302 to %s, varying by Accept (conformance 57)", async (accept, to) => {
    const { status, headers } = await worker.poll("/feed", accept === undefined ? {} : { headers: { accept } });
    expect([status, headers.location, headers.vary]).toEqual([302, PUBLIC_URL + to, "Accept, Accept-Encoding"]);
  });

  it.concurrent.each([
    "/nothing",
    "/categories/unknown/rss.xml",
    "/authors/nobody/",
    "/articles/none",
    "/media/none.png",
    "/feeds/x/feed.json",
  ])("%s: 404 for a short time, with a text that says where to go", async (path) => {
    const { status, headers, text } = await worker.poll(path);
    expect([status, headers["content-type"]]).toEqual([404, "text/plain; charset=utf-8"]);
    expect(headers["cache-control"]).toBe("public, max-age=60");
    expect(text).toContain(`${PUBLIC_URL}/feeds.opml`);
  });

  it.each(["/articles/taken-back", "/categories/fads/rss.xml", "/categories/fads/atom.xml", "/categories/fads/"])(
    "%s: 410, with a text that says where to go",
    async (path) => {
      const { status, headers, text } = await worker.poll(path);
      expect([status, headers["content-type"]]).toEqual([410, "text/plain; charset=utf-8"]);
      expect(text).toContain(`${PUBLIC_URL}/feeds.opml`);
    },
  );
});

/** Miniflare rewrites the HTML that it serves, and so its framing: there the length says nothing about us. */
function comparable({ headers }: Answer): Record<string, string> {
  const { "content-length": length, "transfer-encoding": _coding, ...others } = headers;
  if (headers["content-type"]?.startsWith("text/html")) return others;
  return length === undefined ? others : { ...others, length };
}

describe("methods", () => {
  it("HEAD has the status and headers of GET, and no body (conformance 63)", async () => {
    const paths = [...FEEDS.map(([path]) => path), "/", "/feeds.opml", "/sitemap.xml", article, image, "/robots.txt"];
    const check = async (path: string) => {
      await worker.poll(path);
      const [get, head] = [await worker.poll(path), await worker.poll(path, { method: "HEAD" })];
      expect(head.bytes).toHaveLength(0);
      expect([path, head.status]).toEqual([path, get.status]);
      // RFC 9110 §8.6: an answer to HEAD may lack a Content-Length, but not have another than GET's.
      const { length, ...headers } = comparable(get);
      expect(comparable(head)).toEqual("content-length" in head.headers ? { ...headers, length } : headers);
    };
    await Promise.all([...paths, "/nothing", "/articles/taken-back", "/feed", "/rss"].map(check));
  });

  it.each(["/rss.xml", "/atom.xml", "/feed.json", "/", "/feeds.opml", "/anything"])(
    "OPTIONS %s: what may be asked, and by whose scripts (conformance 64)",
    async (path) => {
      const { status, headers } = await worker.poll(path, {
        method: "OPTIONS",
        headers: { origin: "https://reader.example", "access-control-request-method": "GET" },
      });
      expect(status).toBe(204);
      expect(headers).toMatchObject({
        allow: "GET, HEAD, OPTIONS",
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "GET, HEAD, OPTIONS",
      });
      expect(headers["access-control-allow-headers"]).toContain("If-None-Match");
    },
  );

  it.each(["POST", "PUT", "DELETE", "PATCH"])("%s on a feed, a page or nothing: 405 with Allow", async (method) => {
    for (const path of ["/rss.xml", article, "/nothing", image]) {
      const { status, headers } = await worker.poll(path, { method });
      expect([status, headers.allow]).toEqual([405, "GET, HEAD, OPTIONS"]);
    }
  });
});

describe("compression (conformance 65)", () => {
  // What miniflare reads in its own way before the worker sees it ("*", "*;q=0") stands in tests/http/negotiation.test.ts.
  const codings: [acceptEncoding: string | undefined, contentEncoding: string | undefined][] = [
    [undefined, undefined],
    ["identity", undefined],
    ["gzip", "gzip"],
    ["gzip, deflate, br", "gzip"],
    ["GZIP", "gzip"],
    ["x-gzip", "gzip"],
    ["gzip;q=0", undefined],
    ["gzip; q=0.0, identity", undefined],
    ["gzip;q=0, *", undefined],
    ["gzip;q=0.2, identity;q=0.8", undefined],
    ["gzip;q=0.001", "gzip"],
    ["gzip;q=many", undefined],
    [";;;,,", undefined],
  ];

  it.each(codings)("Accept-Encoding: %s gives %s, the same document, and its true length", async (accepted, coding) => {
    for (const [path] of FEEDS) {
      const plain = await worker.poll(path, { headers: { "accept-encoding": "identity" } });
      const answer = await worker.poll(
        path,
        accepted === undefined ? {} : { headers: { "accept-encoding": accepted } },
      );
      expect(answer.headers["content-encoding"]).toBe(coding);
      expect(answer.headers["content-length"]).toBe(String(answer.bytes.length));
      const decoded = coding === "gzip" ? gunzipSync(answer.bytes) : answer.bytes;
      expect(decoded.equals(plain.bytes)).toBe(true);
      expect(answer.headers.etag).toBe(plain.headers.etag);
      expect(answer.headers.vary).toContain("Accept-Encoding");
    }
  });
});

describe("a browser's navigation", () => {
  it.each(["/rss.xml", "/atom.xml"])("%s: the same bytes and tag as text/xml, and Vary says why", async (path) => {
    const [plain, opened] = [
      await worker.poll(path),
      await worker.poll(path, { headers: { "sec-fetch-dest": "document" } }),
    ];
    expect(opened.headers["content-type"]).toBe("text/xml; charset=utf-8");
    expect(opened.headers.etag).toBe(plain.headers.etag);
    expect(opened.bytes.equals(plain.bytes)).toBe(true);
    for (const { headers } of [plain, opened]) expect(headers.vary).toBe("Accept-Encoding, Sec-Fetch-Dest");
  });

  it.each(["empty", "image", "Document", ""])("Sec-Fetch-Dest: %s changes nothing", async (destination) => {
    const { headers } = await worker.poll("/rss.xml", { headers: { "sec-fetch-dest": destination } });
    expect(headers["content-type"]).toBe("application/rss+xml; charset=utf-8");
  });
});

describe("query strings", () => {
  it.each(FEEDS)("%s: 200 different ones share one rendering and one tag (conformance 69)", async (path) => {
    await worker.putArticle("refresh", writeMarkdown({ title: `Refreshed for ${path}` }));
    const answers: Answer[] = [];
    for (let n = 0; n < 200; n += 10) {
      const some = Array.from({ length: 10 }, (_, index) => worker.poll(`${path}?utm_${n + index}=${n}&null&v=%F0%9F`));
      answers.push(...(await Promise.all(some)));
    }
    const statuses = answers.map(({ headers }) => headers["cache-status"]);
    const renderings = new Set(statuses.filter((status) => status !== "edgewire-memory; hit"));
    // Whoever asked while it was made shares it: one flight, so one word for all of them.
    expect([...renderings]).toEqual(["edgewire-edge; fwd=miss; stored"]);
    expect(statuses.indexOf("edgewire-memory; hit")).toBeLessThanOrEqual(10);
    expect(statuses.slice(10)).toEqual(Array.from({ length: 190 }, () => "edgewire-memory; hit"));
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(1);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it.each(["/?feed=rss3", "/?feed=__proto__", "/?feed=", "/?feed=rss2x&feed=atom"])(
    "%s is the front page",
    async (path) => {
      const { status, headers } = await worker.poll(path);
      expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    },
  );
});

describe("bad input: a right answer or a clean 4xx, never a 5xx", () => {
  const LONG_LIST = Array.from({ length: 700 }, (_, index) => `"tag-${index}"`)
    .join(", ")
    .slice(0, 8192);
  const headers: [name: string, value: string, status: number][] = [
    ["if-none-match", '"', 200],
    ["if-none-match", 'W/"', 200],
    ["if-none-match", ",,,,", 200],
    ["if-none-match", '"unclosed', 200],
    ["if-none-match", "é\u00ff", 200],
    ["if-none-match", LONG_LIST, 200],
    ["if-none-match", '"'.repeat(8192), 200],
    ["if-none-match", `"${"9".repeat(400)}-000000000000"`, 200],
    ["if-modified-since", "yesterday", 200],
    ["if-modified-since", "0", 200],
    ["if-modified-since", "Mon, 99 Nov 2026 99:99:99 GMT", 200],
    ["if-modified-since", "2026-11-23T00:00:00Z", 200],
    ["if-modified-since", "x".repeat(8192), 200],
    ["accept", ";;;", 200],
    ["accept", "*/*;q=9,;,/;q", 200],
    ["accept-encoding", ",,;;q=,=", 200],
    ["range", "bytes=0-10", 200],
    ["range", "bytes=99999999-", 200],
    ["range", "lines=1", 200],
    ["if-range", '"x"', 200],
    ["if-match", '"x"', 200],
    ["expect", "nothing", 200],
    ["host", "evil.example", 200],
    ["x-forwarded-host", "evil.example", 200],
    ["a-im", "feed, gzip;q=,", 200],
  ];

  it.each(headers)("%s: %.60s gives %i and the whole feed", async (name, value, status) => {
    const whole = await worker.poll("/rss.xml");
    const answer = await worker.poll("/rss.xml", { headers: { [name]: value } });
    expect(answer.status).toBe(status);
    expect(answer.bytes.equals(whole.bytes)).toBe(true);
    expect(answer.text).not.toContain("evil.example");
  });

  const paths: [path: string, statuses: number[]][] = [
    [`/rss.xml?${"a=1&".repeat(1000)}`, [200]],
    [`/?${"feed=x&".repeat(1000)}`, [200]],
    ["/%72ss.xml", [200, 301, 404]],
    ["/%2572ss.xml", [404]],
    ["/rss%2Exml", [200, 301, 404]],
    ["/categories/russi%61/rss.xml", [200]],
    ["/categories/russi%2561/rss.xml", [404]],
    ["/categories/a%2Fb/rss.xml", [404]],
    ["/categories/%2e%2e/rss.xml", [200, 404]],
    ["/categories/../rss.xml", [200]],
    ["/../../etc/passwd", [404]],
    ["/..%2f..%2fetc/passwd", [404]],
    ["/media/../rss.xml", [200]],
    ["/media/..%2frss.xml", [404]],
    ["/media/%00", [404]],
    ["/rss.xml%00", [404]],
    ["/%00", [404]],
    ["/categories/%00/atom.xml", [404]],
    ["/articles/%00", [404]],
    ["/articles/%", [404]],
    ["/articles/%E0%A4%A", [404]],
    ["/categories/%ff%fe/feed.json", [404]],
    ["/%", [404]],
    ["/RSS.XML", [200, 301, 404]],
    ["/Categories/Russia/RSS.xml", [404]],
    ["//rss.xml", [200, 301, 404]],
    ["/rss.xml//", [301, 404]],
    ["/categories//rss.xml", [404]],
    ["/categories/russia//rss.xml", [404]],
    ["/categories/__proto__/rss.xml", [404]],
    ["/feeds/constructor/", [404]],
    [`/articles/${"a".repeat(8000)}`, [404]],
    [`/${"a/".repeat(4000)}`, [404]],
    ["/head/feed/main", [404]],
    ["/rendering/1-0/rss/feed/main", [404]],
    ["/-/last-head/feed/main", [404]],
    ["/alias/rss.xml", [404]],
  ];

  const named = paths.map(([path, statuses]) => [path.slice(0, 70), path, statuses] as const);
  // The gate gathers unknown addresses and asks for them every four seconds: asked for one by one each of these would wait.
  it.concurrent.each(named)("%s gives one of its statuses", async (_name, path, statuses) => {
    const { status, headers } = await worker.poll(path);
    expect(statuses).toContain(status);
    if (status === 301) expect((await worker.poll(headers.location?.replace(PUBLIC_URL, "") ?? "")).status).toBe(200);
  });

  it("none of them made another entry for the feed", async () => {
    for (const path of ["/rss.xml?x", "/categories/../rss.xml", "/media/../rss.xml"]) {
      expect((await worker.poll(path)).headers["cache-status"]).toBe("edgewire-memory; hit");
    }
  });
});
