import { describe, expect, test } from "vitest";
import { partnerIds } from "../../src/article/profile/partner-ids.ts";
import { partnerCheckers } from "./partner-checkers.ts";
import { writeSampleNews } from "./rules/ninjs.ts";
import { writeSampleFeed } from "./sample-feed.ts";

// The checkers themselves: a document that keeps every rule, and one that breaks one rule for each.

describe.each(partnerIds)("the checker for %s", (id) => {
  const { rules, findBroken } = partnerCheckers[id];
  const sample = id === "ninjs" ? writeSampleNews() : writeSampleFeed();

  test("finds nothing in a document that keeps every rule, and each has the address of its statement", () => {
    expect(findBroken(sample)).toEqual([]);
    for (const { source } of rules) expect(source).toMatch(/^https:\/\/\S+$/);
  });

  test.each(rules)("finds that of a twin alone: $rule", ({ rule, breakIt }) => {
    expect(findBroken(breakIt(sample))).toEqual([rule]);
  });
});
