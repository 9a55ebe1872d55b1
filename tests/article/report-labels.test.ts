import { expect, it } from "vitest";
import { readLabels } from "../../src/article/derive/name-labels.ts";
import { reportRenamed, reportUnfollowed } from "../../src/article/derive/report-labels.ts";
import { MAX_FOLLOWED_TAGS } from "../../src/article/limits.ts";

it("names the label that another with its slug has numbered", () => {
  const [finding] = reportRenamed(readLabels(["R&D", "R D"], []), 4);
  expect(finding).toMatchObject({ reason: "label-renamed", line: 4 });
  expect(finding?.message).toContain('"R D" is at "r-d-2"');
});

it.each([
  [MAX_FOLLOWED_TAGS, []],
  [MAX_FOLLOWED_TAGS + 1, ["tags-many"]],
])("of %i tags says whether some lead nowhere", (count, reasons) => {
  const names = Array.from({ length: count }, (_, index) => `tag ${index}`);
  expect(reportUnfollowed(readLabels(names, []), 3).map(({ reason }) => reason)).toEqual(reasons);
});
