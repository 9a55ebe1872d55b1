import { expect, it } from "vitest";
import { type LocatedFinding, listFindings, writeAnnotations, writeFindings } from "../../cli/report-findings.ts";
import type { Finding } from "../../src/lib/finding.ts";

const locate = (path: string, more: Partial<Finding>): LocatedFinding => ({
  path,
  finding: {
    severity: "warning",
    reason: "front-matter-unknown-key",
    line: 2,
    message: '"series" is not used',
    ...more,
  },
});
const many = (count: number, more: Partial<Finding> = {}) =>
  Array.from({ length: count }, (_, index) => locate(`${index}.md`, more));

it.each<[what: string, findings: LocatedFinding[], lines: string[]]>([
  ["few of a kind are shown each", many(1), ['0.md:2: warning: "series" is not used']],
  [
    "many of a kind are one line with the first place",
    many(58),
    ['58 files: warning: "series" is not used (0.md:2 first; --verbose lists 58)'],
  ],
  [
    "errors are never grouped",
    many(4, { severity: "error", line: undefined, message: "bad" }),
    [0, 1, 2, 3].map((n) => `${n}.md: error: bad`),
  ],
  [
    "what differs in a name alone is one kind, shown by an example",
    [0, 1, 2, 3].map((n) => locate("a.md", { reason: "image-missing", message: `Cannot find "${n}.png"` })),
    ['1 file: warning: for example Cannot find "0.png" (a.md:2 first; --verbose lists 4)'],
  ],
])("%s", (_, findings, lines) => {
  expect(writeFindings(findings, { isVerbose: false })).toEqual(lines);
});

it("a verbose report shows each", () => {
  expect(writeFindings(many(58), { isVerbose: true })).toHaveLength(58);
});

it("annotations escape what GitHub reads as its own", () => {
  expect(writeAnnotations([locate("a,b:c.md", { message: "100% of\nit" })])).toEqual([
    "::warning file=a%2Cb%3Ac.md,line=2::100%25 of it",
  ]);
});

it.each([
  ["2026-05-06-harbour", "2026-05-06"],
  ["harbour", new Date().toISOString().slice(0, 10)],
])("the day to write into %s is the day in its name, else today", (key, day) => {
  const finding = { severity: "error", reason: "date-invalid", line: 3, message: "write date: 2026-03-14" } as const;
  const articles = [{ file: { key, path: `articles/${key}.md` }, findings: [finding] }];
  const [located] = listFindings({ sitePath: "articles/site.yaml", siteFindings: [], articles, unread: [] });
  expect(located?.finding.message).toBe(`write date: ${day}`);
});
