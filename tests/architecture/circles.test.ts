import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** The files that each file names, types and lazy imports included, by their paths below the root. */
const graph: ReadonlyMap<string, readonly string[]> = new Map(
  globSync("{src,cli}/**/*.{ts,tsx}", { cwd: ROOT }).map((path) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    const specifiers = Array.from(text.matchAll(/(?:from |import\()"(\.[^"]+)"/g), ([, specifier = ""]) => specifier);
    return [path, specifiers.map((specifier) => relative(ROOT, join(ROOT, dirname(path), specifier)))];
  }),
);

/** A path from a file back to itself, or undefined. */
function findCircle(start: string): string[] | undefined {
  const seen = new Set<string>();
  const pending = [[start]];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const next of graph.get(path.at(-1) ?? "") ?? []) {
      if (next === start) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      pending.push([...path, next]);
    }
  }
  return undefined;
}

it("has no import circle of any kind", () => {
  const circles = [...graph.keys()].flatMap((path) => {
    const circle = findCircle(path);
    return circle === undefined ? [] : [circle.join(" -> ")];
  });
  expect(circles).toEqual([]);
});
