import { expect, test } from "vitest";
import { deriveSummary } from "../../src/article/derive/derive-summary.ts";

const LONG = `${"The harbour was closed to all ships for ".repeat(6)}repair.`;

test.each([
  ["two sentences of the first paragraph", ["It rained. It stopped. It shone."], "It rained. It stopped."],
  ["a sentence of each of two paragraphs", ["It rained.", "It stopped."], "It rained. It stopped."],
  ["one sentence, where two would be too long", [LONG, "It stopped then and there and nobody minded at all."], LONG],
  [
    "abbreviations end nothing",
    ["Mr. Lim met Gen. Park on Jun. 9. They talked. They ate."],
    "Mr. Lim met Gen. Park on Jun. 9. They talked.",
  ],
  ["Japanese needs no space", ["今日は晴れ。明日は雨。"], "今日は晴れ。明日は雨。"],
  ["no punctuation", ["harbour closed"], "harbour closed"],
  ["nothing", [], ""],
])("%s", (_, paragraphs, expected) => {
  expect(deriveSummary(paragraphs)).toBe(expected);
});

test("a sentence of 5,000 characters is cut at a word and says so", () => {
  const summary = deriveSummary(["harbour ".repeat(625)]);
  expect(summary.length).toBeLessThanOrEqual(280);
  expect(summary).toMatch(/ harbour…$/);
});
