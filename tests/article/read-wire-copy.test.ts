import { describe, expect, test } from "vitest";
import { renderHtml } from "../../src/article/markup/body-tree.ts";
import { nameOfCredit, readWireCopy } from "../../src/article/markup/read-wire-copy.ts";

const html = (text: string) => renderHtml(readWireCopy(text).tree);

describe("the date stamp", () => {
  test.each([
    [" date 2023-06-12 The lead.", "2023-06-12", "<p>The lead.</p>"],
    ["\n\tDate: 2023-06-12\n\nThe lead.", "2023-06-12", "<p>The lead.</p>"],
    ["date 2023-06-12T08:00+08:00 The lead.", "2023-06-12T08:00+08:00", "<p>The lead.</p>"],
    ["date 2023-02-31 The lead.", "2023-02-31", "<p>The lead.</p>"],
    ["date 2023-06-12 Short lead\n\nMore of it.", "2023-06-12", "<p>Short lead</p><p>More of it.</p>"],
  ])("%j", (text, stamp, expected) => {
    expect(readWireCopy(text).stamp?.text).toBe(stamp);
    expect(html(text)).toBe(expected);
  });

  test.each(["The date 2023-06-12 is set.", "dated 2023-06-12 it is", "date palms grow here."])(
    "is none: %j",
    (text) => {
      expect(readWireCopy(text).stamp).toBeUndefined();
      expect(html(text)).toBe(`<p>${text}</p>`);
    },
  );

  test("knows its line", () => {
    expect(readWireCopy("\n\n date 2023-06-12 The lead.").stamp?.line).toBe(3);
  });
});

describe("paragraphs and headings", () => {
  test.each([
    ["empty lines part paragraphs", "One.\n\nTwo.\n \t\u00A0\nThree.", "<p>One.</p><p>Two.</p><p>Three.</p>"],
    ["lines within are joined", "One\ntwo\nthree.\n\nFour.", "<p>One two three.</p><p>Four.</p>"],
    ["a single paragraph", "Just one", "<p>Just one</p>"],
    ["a heading between paragraphs", "One.\n\nHeading\n\nTwo.", "<p>One.</p><h2>Heading</h2><p>Two.</p>"],
    ["a heading with nothing under it", "One.\n\nRelated", "<p>One.</p>"],
    ["two headings with nothing under them", "One.\n\nRelated\n\nRead more", "<p>One.</p>"],
    ["a heading with a heading under it", "One.\n\nA\n\nB\n\nTwo.", "<p>One.</p><h2>A</h2><h2>B</h2><p>Two.</p>"],
    ["a heading before the credit", "One.\n\nRelated\n\nTop image by A", "<p>One.</p>"],
    ["a short line that closes is a paragraph", "One.\n\n“Yes.”\n\nTwo.", "<p>One.</p><p>“Yes.”</p><p>Two.</p>"],
    ["a short line that goes on is a paragraph", "One.\n\nThe list:\n\nTwo.", "<p>One.</p><p>The list:</p><p>Two.</p>"],
    [
      "a long line is a paragraph",
      `One.\n\n${"word ".repeat(20)}\n\nTwo.`,
      `<p>One.</p><p>${"word ".repeat(20).trim()}</p><p>Two.</p>`,
    ],
    [
      "two short lines are a paragraph",
      "One.\n\nFirst line\nsecond line\n\nTwo.",
      "<p>One.</p><p>First line second line</p><p>Two.</p>",
    ],
    ["nothing but short lines", "Alpha\n\nBeta\n\nGamma", "<p>Alpha</p><p>Beta</p><p>Gamma</p>"],
    ["a short line above the story is its headline", "Harbour closed\n\nOne.", "<h1>Harbour closed</h1><p>One.</p>"],
    ["no empty lines, each line closed", "One.\nTwo.\nThree.", "<p>One.</p><p>Two.</p><p>Three.</p>"],
    ["no empty lines, broken by hand", "One of the\nmany lines.\nThe end", "<p>One of the many lines. The end</p>"],
    ["markup is text", "<b>One</b> & *two*.", "<p>&lt;b>One&lt;/b> &amp; *two*.</p>"],
    ["quotes stay", "“One” said 'two' \"three\".", "<p>“One” said 'two' \"three\".</p>"],
    ["nothing", "", ""],
    ["white space", " \n\n\t", ""],
  ])("%s", (_, text, expected) => {
    expect(html(text)).toBe(expected);
  });
});

describe("the image credit", () => {
  test.each([
    ["Top images via Getty - Press Corps/Pool & A. B", "Getty - Press Corps/Pool & A. B"],
    ["Top image by Lim", "Lim"],
    ["top images from: Reuters", "Reuters"],
  ])("%s", (line, name) => {
    const copy = readWireCopy(`One.\n\n${line}`);
    expect(copy.credit).toBe(line);
    expect(renderHtml(copy.tree)).toBe("<p>One.</p>");
    expect(nameOfCredit(line)).toBe(name);
  });

  test("stands in any line of its own, once or twice", () => {
    const copy = readWireCopy("Top image by A\nOne.\nTop image by B");
    expect(copy.credit).toBe("Top image by A; Top image by B");
    expect(renderHtml(copy.tree)).toBe("<p>One.</p>");
  });

  test.each(["Top images of the year", "The top image by A."])("is none: %j", (text) => {
    expect(readWireCopy(text).credit).toBeUndefined();
  });
});
