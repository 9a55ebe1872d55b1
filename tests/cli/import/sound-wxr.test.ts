import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeWordPressExport } from "../../../bench/wordpress-export.ts";
import { readLenientWxr } from "../../../src/import/formats/read-lenient-wxr.ts";
import { readSoundWxr } from "../../../src/import/formats/read-sound-wxr.ts";
import { isWxr } from "../../../src/import/formats/read-wxr.ts";

const TESTS = join(import.meta.dirname, "../..");
const exports = globSync("{cases,starters,cli}/**/*.xml", { cwd: TESTS })
  .map((path) => [path, readFileSync(join(TESTS, path), "utf8")] as const)
  .filter(([, text]) => isWxr(text));

describe("a well-formed export", () => {
  it.each([...exports, ["a blog of 40 posts", writeWordPressExport(40)] as const])(
    "is read in one pass as the lenient reader reads it: %s",
    (_, text) => expect(readSoundWxr(text)).toEqual(readLenientWxr(text)),
  );

  it("is among the files of the tests", () => expect(exports.length).toBeGreaterThan(3));
});

describe("an export that the lenient reader is left with", () => {
  const sound = writeWordPressExport(1);
  it.each([
    ["a bare ampersand", sound.replace("Of harbours", "Of harbours & tides")],
    ["an entity of HTML", sound.replace("Of harbours", "Of harbours&nbsp;")],
    ["a DOCTYPE", sound.replace("?>", "?><!DOCTYPE rss>")],
    ["an end that is missing", sound.replace("</rss>", "")],
    ["elements without end", sound.replace("Of harbours", "<a>".repeat(30))],
  ])("%s", (_, text) => expect(readSoundWxr(text)).toBeUndefined());
});
