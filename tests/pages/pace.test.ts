import { expect, test } from "vitest";
import { describePace } from "../../src/pages/front/pace.ts";

const DAY = 86_400_000;

test.each([
  [60, 20 * DAY, "about 3 a day"],
  [20, 20 * DAY, "about one a day"],
  [9, 20 * DAY, "about 3 a week"],
  [3, 20 * DAY, "about one a week"],
  [2, 30 * DAY, "about 2 a month"],
  [24, 440 * DAY, "about 2 a month"],
  [2, 300 * DAY, "about 2 a year"],
  [2, 3000 * DAY, "less than one a year"],
  // One tells nothing, and neither do several of one day.
  [1, 20 * DAY, undefined],
  [5, DAY / 2, undefined],
  [0, Number.NEGATIVE_INFINITY, undefined],
])("%d articles within %d ms are %j", (articles, stretchMs, words) => {
  expect(describePace(articles, stretchMs)).toBe(words);
});
