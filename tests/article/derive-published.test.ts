import { expect, test } from "vitest";
import { derivePublished } from "../../src/article/derive/derive-published.ts";

test.each([
  ["2023-06-12-kim", "2023-06-11T16:00:00.000Z"],
  ["2023-06-12", "2023-06-11T16:00:00.000Z"],
  ["news/2023-06-12-kim", "2023-06-11T16:00:00.000Z"],
  ["2023-06-12/index", undefined],
  ["2023-06-121", undefined],
  ["2023-02-31-kim", undefined],
  ["kim-2023-06-12", undefined],
  ["kim", undefined],
])("key %j: %s", (key, expected) => {
  const time = derivePublished(key, "Asia/Singapore");
  expect(time === undefined ? undefined : new Date(time).toISOString()).toBe(expected);
});
