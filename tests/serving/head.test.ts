import { describe, expect, it } from "vitest";
import { decideLastModified, findUnsettled, tagOf } from "../../src/serving/head.ts";

describe("tagOf", () => {
  it("names revision and epoch", () => {
    expect(tagOf({ revision: 12, epoch: "0a1b2c3d4e5f" })).toBe("12-0a1b2c3d4e5f");
  });
});

describe("decideLastModified (RFC 9110 §8.8.2.1)", () => {
  it.each([
    ["changed long ago", 1_000_000, 9_000_000, 1000],
    ["changed with a fraction of a second", 1_000_999, 9_000_000, 1000],
    ["changed in the second before", 8_999_999, 9_000_000, 8999],
    ["changed in this second", 9_000_100, 9_000_900, 8999],
    ["changed after it was read, by another clock", 9_500_000, 9_000_000, 8999],
  ])("%s", (_, changedAt, readAt, expected) => {
    expect(decideLastModified(changedAt, readAt)).toBe(expected);
  });

  it("is earlier than the second it is given out in, and never goes back as time passes", () => {
    const changedAt = 5_000_500;
    const given = Array.from({ length: 50 }, (_, step) => {
      const readAt = changedAt + step * 137;
      const lastModified = decideLastModified(changedAt, readAt);
      expect(lastModified * 1000 + 1000).toBeLessThanOrEqual(Math.floor(readAt / 1000) * 1000);
      return lastModified;
    });
    expect(given).toEqual(given.toSorted((a, b) => a - b));
    expect(given.at(-1)).toBe(5000);
  });
});

describe("findUnsettled", () => {
  it.each([
    ["changed in the second before", 8_999_999, 9_000_000, undefined],
    ["changed in this second", 9_000_900, 9_000_100, "changed-now"],
    ["changed in the next second, by a clock that was ahead", 9_001_000, 9_000_900, "ahead"],
    ["an epoch that is not recorded yet", Number.POSITIVE_INFINITY, 9_000_000, "ahead"],
  ])("%s", (_, changedAt, readAt, expected) => {
    expect(findUnsettled(changedAt, readAt)).toBe(expected);
  });
});
