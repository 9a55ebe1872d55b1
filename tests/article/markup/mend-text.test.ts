import { describe, expect, it } from "vitest";
import { closeBidi } from "../../../src/lib/bidi.ts";
import { readSound } from "../fixtures.ts";

const html = (text: string) => readSound("html", text, { existingSlug: "a" }).html;

describe("text is mended", () => {
  it.each([
    ["a reference to NUL", "<p>a&#0;b</p>", "<p>ab</p>"],
    ["a reference to half a character", "<p>a&#xD800;b</p>", "<p>ab</p>"],
    ["a U+FFFD that the file holds stays", "<p>a\ufffdb&#0;</p>", "<p>a\ufffdb\ufffd</p>"],
    ["an override ends with its block", "<p>a\u202eb <b>c</b></p><p>d</p>", "<p>a\u202eb <b>c\u202c</b></p><p>d</p>"],
    [
      "an isolate in an item of a list",
      "<ul><li>\u2067a</li><li>b</li></ul>",
      "<ul><li>\u2067a\u2069</li><li>b</li></ul>",
    ],
    ["what is closed stays", "<p>\u202ba\u202c \u2068b\u2069</p>", "<p>\u202ba\u202c \u2068b\u2069</p>"],
    [
      "bdo is a span: its letters would run backwards for good",
      '<p><bdo dir="rtl">a</bdo></p>',
      '<p><span dir="rtl">a</span></p>',
    ],
  ])("%s", (_, text, expected) => expect(html(text)).toBe(expected));

  it("title and summary, too", () => {
    const { title, summary } = readSound("markdown", "---\ntitle: A \u202eb\nsummary: C \u2067d\n---\nText.");
    expect([title, summary]).toEqual(["A \u202eb\u202c", "C \u2067d\u2069"]);
  });
});

describe("closeBidi (UAX #9 X6a, X7)", () => {
  it.each([
    ["nothing open", "a", ""],
    ["nested", "\u202aa\u2066b", "\u2069\u202c"],
    ["an isolate's end ends what is inside it", "\u2066a\u202eb\u2069", ""],
    ["an embedding's end does not reach out of an isolate", "\u202aa\u2066b\u202c", "\u2069\u202c"],
    ["ends without a beginning", "a\u202c\u2069", ""],
  ])("%s", (_, text, closers) => expect(closeBidi(text)).toBe(text + closers));
});
