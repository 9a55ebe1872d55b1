import { describe, expect, test } from "vitest";
import { readYaml } from "../../src/article/front-matter/read-yaml.ts";

test("scalars stay as they were written; values that say nothing are left out", () => {
  const read = readYaml('a: 1.10\nb: no\nc: ~\nd:\ne: "null"\nf: [x, ~]\ng: 2023-06-12', 1);
  expect(read.ok && read.value.value).toEqual({ a: "1.10", b: "no", e: "null", f: ["x"], g: "2023-06-12" });
});

test("escapes cannot bring in what XML forbids", () => {
  const read = readYaml('a: "\\x01\\0\\uD800x"', 1);
  expect(read.ok && read.value.value).toEqual({ a: "x" });
});

test("a name such as __proto__ is a name like any other", () => {
  const read = readYaml("__proto__: {title: x}", 1);
  expect(read.ok && JSON.stringify(read.value.value)).toBe('{"__proto__":{"title":"x"}}');
});

test("lines are those of the file, and of the anchor for what an alias repeats", () => {
  const read = readYaml("a: &x\n  b: 1\nc:\n  - one\n  - two\nd: *x\ne: >\n  folded\n  text", 2);
  if (!read.ok) throw new Error(read.problem.message);
  const { lineOf, value } = read.value;
  expect(value).toMatchObject({ d: { b: "1" } });
  expect([["a"], ["a", "b"], ["c", 1], ["d"], ["e"], ["missing"]].map(lineOf)).toEqual([2, 3, 6, 7, 8, 2]);
});

/** Each list holds the one before ten times: `depth` lines become ten to the power of `depth` values. */
function nestAliases(depth: number): string {
  const lines = Array.from({ length: depth }, (_, n) => `n${n + 1}: &a${n + 1} [${`*a${n},`.repeat(10)}]`);
  return ["n0: &a0 x", ...lines].join("\n");
}

describe("refuses", () => {
  test.each([
    ["what is no YAML", "a: [1", 1],
    ["a name given twice", "a: 1\nb: 2\na: 3", 3],
    ["custom tags", "a: 1\nb: !!js/function x", 2],
    ["an alias without an anchor", "a: 1\nb: *x", 2],
    ["an anchor that holds itself", "a: &a [*a]", 1],
    ["aliases of aliases", nestAliases(9), 1],
    ["deep nesting", `${"- ".repeat(30)}x`, 1],
    ["deeper nesting", "[".repeat(50_000), 1],
    ["tabs as indentation", "a:\n\t- b", 2],
    ["a second document", "a: 1\n---\nb: 2", 2],
  ])("%s", (_, text, line) => {
    const read = readYaml(text, 1);
    expect(read).toMatchObject({
      ok: false,
      problem: { line: expect.any(Number), message: expect.stringMatching(/\S/) },
    });
    if (text.length < 200 && !read.ok) expect(read.problem.line).toBe(line);
  });
});
