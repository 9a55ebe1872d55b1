import { expect, it } from "vitest";
import { composeRecord } from "../../src/article/lifecycle.ts";
import { buildFeedItem } from "../../src/feed/build-feed.ts";
import { PROFILE, readSound } from "../article/fixtures.ts";

it.each([
  ["ar", '<div dir="rtl" lang="ar"><p>نص.</p></div>'],
  ["az-Arab", '<div dir="rtl" lang="az-Arab"><p>نص.</p></div>'],
  ["en", "<p>نص.</p>"],
])("a body in %s says its direction to readers, which do not guess", (language, content) => {
  const article = readSound("markdown", `---\ntitle: A\nlanguage: ${language}\n---\nنص.`);
  const record = composeRecord({ article, existing: undefined, id: "a", iri: undefined, now: 0, minor: false });
  expect(record.html).toBe("<p>نص.</p>");
  expect(buildFeedItem(record, "full", "https://a.example", PROFILE).content).toBe(content);
  expect(buildFeedItem(record, "summary", "https://a.example", PROFILE).content).toBeUndefined();
});
