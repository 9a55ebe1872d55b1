import { expect, test } from "vitest";
import { estimateMinutes } from "../../src/pages/article/reading-time.ts";

test.each([
  ["nothing", "", 0],
  ["fewer than half a minute's words", "word ".repeat(100), 0],
  ["English", "word ".repeat(1200), 5],
  ["a hyphen and an apostrophe join one word", "well-known don't ".repeat(600), 5],
  ["Japanese, which sets no blanks", "港".repeat(2500), 5],
  ["both", `${"港".repeat(1000)} ${"word ".repeat(720)}`, 5],
  ["punctuation alone", "— … ! ".repeat(1000), 0],
])("%s", (_, text, minutes) => {
  expect(estimateMinutes(text)).toBe(minutes);
});
