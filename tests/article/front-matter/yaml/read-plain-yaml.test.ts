import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseYaml, readYaml, type YamlPath } from "../../../../src/article/front-matter/read-yaml.ts";
import { readPlainYaml } from "../../../../src/article/front-matter/yaml/read-plain-yaml.ts";

const name = fc.constantFrom("title", "date", "tags", "draft", "x-1", "__proto__", "constructor", "null", "y");
/** Signs that mean something in YAML, among words that do not. */
const piece = fc.constantFrom(
  ..."a é 7 null ~ 1.10 no : :// :b # #b - -- --- ... , ' \" [ ] { } & * ! | > % @ ` ? = + / _ ( )".split(" "),
  ..." |  |\t|\u00a0|\u2028|\ufeff|日本|́|😀|\\|\u0085".split("|"),
);
const text = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(""));
const value = fc.oneof(
  text,
  text.map((inner) => `"${inner}"`),
  fc.array(text, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
);
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(name, fc.constantFrom(": ", ":", ":  ", " : "), value).map((parts) => parts.join("")),
  },
  { weight: 2, arbitrary: name.map((key) => `${key}:`) },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom("- ", "  - ", "    - ", "-"), value).map((parts) => parts.join("")),
  },
  text,
);
const source = fc.array(line, { maxLength: 5 }).map((lines) => lines.join("\n"));

const PATHS: readonly YamlPath[] = [
  [],
  ...["title", "tags", "none"].flatMap((key) => [[key], [key, 0], [key, 1, "a"]]),
];

function describeReading(reading: ReturnType<typeof readYaml>) {
  return reading.ok
    ? { value: reading.value.value, lines: PATHS.map((path) => reading.value.lineOf(path)) }
    : reading.problem;
}

describe("readPlainYaml", () => {
  it("reads nothing otherwise than the parser of all YAML does", () => {
    fc.assert(
      fc.property(source, (yaml) => {
        expect(describeReading(readYaml(yaml, 2))).toEqual(describeReading(parseYaml(yaml, 2)));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ["title: Post 1\ndate: 2026-03-14T10:30:00Z\n", ["Post 1", "2026-03-14T10:30:00Z"]],
    ['title: "A: b #c"\ntags: [sea, tide-1]', ["A: b #c", ["sea", "tide-1"]]],
    ['tags:\n  - sea\n  - "a b"\nlink: https://example.org/a', [["sea", "a b"], "https://example.org/a"]],
  ])("reads %j by itself", (yaml, values) => {
    const entries = readPlainYaml(yaml);
    expect(entries?.map(({ value }) => (typeof value === "string" ? value : value.map((item) => item.value)))).toEqual(
      values,
    );
  });

  it.each([
    "",
    "a: b\na: c",
    "a: b # c",
    "a: b: c",
    "a:\n  b",
    "a: [b,]",
    "a: null",
    "- a",
    "a: b \n",
    "a: &x b",
    "a: b\n\nc: d",
  ])("leaves %j to the parser", (yaml) => {
    expect(readPlainYaml(yaml)).toBeUndefined();
  });
});
