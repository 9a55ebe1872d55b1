import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { expect, inject, test } from "vitest";
import { listArticles, listFeedPages } from "./site-map.ts";

const origin = inject("siteOrigin");
const pages = [...(await listFeedPages(origin)), ...(await listArticles(origin)).map(({ url }) => url)];

const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    "long-title": "off",
    // Hono writes `<br/>` and `readonly=""`, the articles' serialiser `<br>` and `controls`; HTML takes all four.
    "void-style": "off",
    "attribute-boolean-style": "off",
  },
});

test("the fixture publication has pages", () => {
  expect(pages.length).toBeGreaterThan(20);
});

test.each(pages)("%s is valid HTML", async (url) => {
  const report = await validator.validateString(await (await fetch(url)).text());
  const findings = report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`),
  );
  expect(findings).toEqual([]);
});

test("the front page is under 60 KB, its stylesheet under 12 KB gzipped", async () => {
  const front = await (await fetch(`${origin}/`)).arrayBuffer();
  expect(front.byteLength).toBeLessThan(60_000);
  const stylesheet = await (await fetch(`${origin}/style.css`)).arrayBuffer();
  expect(gzipSync(new Uint8Array(stylesheet)).byteLength).toBeLessThan(12_000);
});
