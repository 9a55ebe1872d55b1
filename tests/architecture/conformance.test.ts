import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const TESTS = join(import.meta.dirname, "..");
const TEXT = readFileSync(join(TESTS, "../docs/conformance.md"), "utf8");

/** Media types are written like paths, and are none. */
const MEDIA_TYPE = /^(?:text|image|audio|video|application)\//;

/** `edge/histories`, `clients/migration`, `fixtures/schemas`: paths below tests/ as the document writes them. */
const named = [...new Set(Array.from(TEXT.matchAll(/`([a-z-]+(?:\/[a-z\d-]+)+)`/g), ([, path = ""]) => path))].filter(
  (path) => !MEDIA_TYPE.test(path),
);

it.each(named)("names %s, which exists", (path) => {
  const places = [path, `${path}.test.ts`].map((name) => join(TESTS, name));
  expect(places.some((place) => existsSync(place))).toBe(true);
});

it("has one statement for each number from 1 to 90, in order", () => {
  const numbers = Array.from(TEXT.matchAll(/^\| (\d+) \| \S.* \| \S.* \|$/gm), ([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
});
