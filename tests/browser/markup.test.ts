import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { expect, inject, test } from "vitest";
import { listArticles, listFeedPages, listPageKinds } from "./site-map.ts";

const origin = inject("siteOrigin");
const kinds = (await listPageKinds(origin)).map(({ url }) => url);
const articles = (await listArticles(origin)).map(({ url }) => url);
const pages = [...new Set([...(await listFeedPages(origin)), ...articles, ...kinds])];

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    "long-title": "off",
    // Hono writes `<br/>`, `readonly=""` and `hidden=""`, the articles' serialiser `<br>` and `controls`; HTML takes them all.
    "void-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
  },
});

test("the fixture publication has pages", () => {
  expect(pages.length).toBeGreaterThan(20);
});

test.each(pages)("%s is valid HTML", async (url) => {
  const report = await validator.validateString(await readPage(url));
  const findings = report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`),
  );
  expect(findings).toEqual([]);
});

test.each(pages)("%s names no file of another host", async (url) => {
  const html = await readPage(url);
  const files = Array.from(
    html.matchAll(/<(?:img|script|source|audio|video|iframe)[^>]* src="([^"]*)"/g),
    ([, src]) => src,
  );
  const links = Array.from(
    html.matchAll(/<link rel="(?:stylesheet|icon|apple-touch-icon|manifest)" href="([^"]*)"/g),
    ([, href]) => href,
  );
  const hosts = [...files, ...links].map((file) => new URL(file ?? "", origin).origin);
  expect(hosts.filter((host) => host !== origin)).toEqual([]);
  expect(links.length).toBeGreaterThan(2);
});

test("a front page of 50 articles is under 60 KB, its stylesheet under 12 KB gzipped", async () => {
  const front = await readPage(`${origin}/`);
  expect(front.match(/<article/g)?.length).toBeGreaterThan(45);
  expect(Buffer.byteLength(front)).toBeLessThan(60_000);
  const [, path = ""] = /<link rel="stylesheet" href="([^"]*)"/.exec(front) ?? [];
  const stylesheet = await fetch(origin + path);
  expect(stylesheet.headers.get("cache-control")).toContain("max-age=604800");
  expect(gzipSync(new Uint8Array(await stylesheet.arrayBuffer())).byteLength).toBeLessThan(12_000);
});

test("Content-Security-Policy: nothing inline, own scripts alone", async () => {
  for (const url of kinds) {
    const { headers } = await fetch(url, { headers: { accept: "text/html" } });
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy, url).toMatch(/^default-src 'none'; style-src 'self'; /);
    expect(policy, url).not.toContain("unsafe");
    expect(policy.match(/script-src[^;]*/g), url).toEqual(["script-src 'self'"]);
  }
});

test("nothing but the stylesheet stands in the way of the first paint", async () => {
  for (const url of kinds) {
    const html = await readPage(url);
    expect(html.match(/<link rel="stylesheet"/g), url).toHaveLength(1);
    const scripts = html.match(/<script(?! type="application\/ld\+json")[^>]*>/g) ?? [];
    expect(
      scripts.filter((script) => !script.includes("defer")),
      url,
    ).toEqual([]);
  }
});

test("the front page is cached and asked for again as feeds are", async () => {
  const front = await fetch(`${origin}/`);
  const feed = await fetch(`${origin}/rss.xml`);
  for (const name of ["etag", "cache-control"]) {
    expect(front.headers.get(name), name).toBe(feed.headers.get(name));
  }
  // Changes within one second are dated a second apart, by page and by feed.
  const [shown, fed] = [front, feed].map(({ headers }) => Date.parse(headers.get("last-modified") ?? ""));
  expect(Math.abs((shown ?? Number.NaN) - (fed ?? 0))).toBeLessThanOrEqual(5000);
  const conditions = { "if-none-match": front.headers.get("etag") ?? "" };
  expect((await fetch(`${origin}/`, { headers: conditions })).status).toBe(304);
  expect((await fetch(`${origin}/subscribe`, { headers: conditions })).status).toBe(304);
});

async function readPage(url: string): Promise<string> {
  return (await fetch(url, { headers: { accept: "text/html" } })).text();
}
