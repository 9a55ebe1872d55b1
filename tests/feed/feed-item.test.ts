import { expect, it } from "vitest";
import { composeRecord } from "../../src/article/lifecycle.ts";
import { buildFeedItem } from "../../src/feed/build-feed.ts";
import { formats } from "../../src/feed/formats.ts";
import { PROFILE, readSound } from "../article/fixtures.ts";

const NEW = { timeZone: "UTC", former: undefined, isSameFile: false };

it.each([
  ["ar", '<div dir="rtl" lang="ar"><p>نص.</p></div>'],
  ["az-Arab", '<div dir="rtl" lang="az-Arab"><p>نص.</p></div>'],
  ["en", "<p>نص.</p>"],
])("a body in %s says its direction to readers, which do not guess", (language, content) => {
  const article = readSound("markdown", `---\ntitle: A\nlanguage: ${language}\n---\nنص.`);
  const record = composeRecord({ article, existing: undefined, id: "a", iri: undefined, now: 0, minor: false, ...NEW });
  expect(record.html).toBe("<p>نص.</p>");
  expect(buildFeedItem(record, "full", "https://a.example", PROFILE).content).toBe(content);
  expect(buildFeedItem(record, "summary", "https://a.example", PROFILE).content).toBeUndefined();
});

it("a note has a title in Atom alone, which requires one (RFC 4287 §4.1.2); RSS 2.0 is content with its description", () => {
  const article = readSound("markdown", "The ferry is late. We read on the quay.");
  const record = composeRecord({ article, existing: undefined, id: "a", iri: undefined, now: 0, minor: false, ...NEW });
  const item = buildFeedItem(record, "full", "https://a.example", PROFILE);
  expect(JSON.parse(formats.json.renderEntry(item))).not.toHaveProperty("title");
  expect(formats.rss.renderEntry(item)).not.toContain("<title");
  expect(formats.rss.renderEntry(item)).toContain("<description>The ferry is late. We read on the quay.</description>");
  expect(formats.atom.renderEntry(item)).toContain(">The ferry is late</title>");
});
