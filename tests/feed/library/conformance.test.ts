import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Feed as OtherFeed } from "feed";
import { expect, test } from "vitest";
import { Feed } from "../../../src/feed/library/index.ts";
import { listJsonFeedFaults } from "../../support/json-feed.ts";
import { type AnyFeed, build, cases } from "./conformance-cases.ts";
import { differences, thrown } from "./differences.ts";
import { flattenJson, flattenXml, subtract } from "./flatten.ts";

const methods = [
  { method: "rss2", flatten: flattenXml },
  { method: "atom1", flatten: flattenXml },
  { method: "json1", flatten: flattenJson },
] as const;

type Method = (typeof methods)[number]["method"];

function tryCall(feed: AnyFeed, method: Method): string | undefined {
  try {
    return feed[method]();
  } catch {
    return undefined;
  }
}

interface Comparison {
  readonly name: string;
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
}

/** The lines in which the documents of a case differ; undefined where `feed` throws. */
const comparisons = cases.flatMap((one) =>
  methods.map(({ method, flatten }): Comparison | string => {
    const name = `${one.name} ${method}`;
    const other = tryCall(
      build((options) => new OtherFeed(options), one),
      method,
    );
    const own = flatten(build((options) => new Feed(options), one)[method]());
    if (other === undefined) return name;
    const others = flatten(other);
    return { name, theirs: subtract(others, own), ours: subtract(own, others) };
  }),
);
const compared = comparisons.filter((one) => typeof one !== "string");

test.each(compared)(
  "$name: a parser finds what it finds in feed's document, but for the intended differences",
  (one) => {
    const isIntended = (side: "theirs" | "ours") => (line: string) => differences.some((row) => row[side]?.test(line));
    expect(one.theirs.filter((line) => !isIntended("theirs")(line))).toEqual([]);
    expect(one.ours.filter((line) => !isIntended("ours")(line))).toEqual([]);
  },
);

test("where feed throws, ours writes a document", () => {
  expect(comparisons.filter((one) => typeof one === "string")).toEqual(thrown);
});

test.each(differences)("the difference is seen: $subject", ({ theirs, ours }) => {
  expect(theirs === undefined || compared.some((one) => one.theirs.some((line) => theirs.test(line)))).toBe(true);
  expect(ours === undefined || compared.some((one) => one.ours.some((line) => ours.test(line)))).toBe(true);
});

test.each(cases)("$name: JSON Feed is valid by its schema", (one) => {
  const feed = build((options) => new Feed(options), one);
  expect(listJsonFeedFaults(JSON.parse(feed.json1()))).toEqual([]);
});

test("feed and ours have the same members", () => {
  const [other, own] = [new OtherFeed({ title: "T" }), new Feed({ title: "T" })];
  expect(Object.keys(own).toSorted()).toEqual(Object.keys(other).toSorted());
  const callsOf = ({ prototype }: { readonly prototype: object }) => Object.getOwnPropertyNames(prototype);
  expect(callsOf(Feed)).toEqual(expect.arrayContaining(callsOf(OtherFeed)));
});

test("the documentation prints the table of differences", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/moving-to-edgewire-feed.md"), "utf8");
  for (const { subject, reason } of differences) expect(page).toContain(`| ${subject} | ${reason} |`);
});
