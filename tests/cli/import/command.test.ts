import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runEdgewire } from "../run-edgewire.ts";
import { FIXTURES, makeFolder } from "./support.ts";

const TIMEOUT = { timeout: 60_000 };

describe("edgewire import", () => {
  it("imports a file, says what it could not carry, and ends well", TIMEOUT, async () => {
    const folder = join(makeFolder(), "articles");
    const source = join(FIXTURES, "podcast.xml");
    const { code, stdout, stderr } = await runEdgewire(["import", source, "--articles", folder, "--no-images"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^RSS 2\.0 "Pod & Cast" from .*podcast\.xml into /);
    expect(stdout).toMatch(/ {2}imported +4\n/);
    expect(stdout).toContain("2024-01-02-episode.html: comments: 3 comments");
    const again = await runEdgewire(["import", source, "--articles", folder, "--no-images", "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ created: [], existingCount: 4, refused: [], losses: [] });
  });

  it("repeats nothing of a file that would speak to the terminal", TIMEOUT, async () => {
    const source = join(makeFolder(), "source.json");
    writeFileSync(source, '{"a": \u001b]0;window\u0007}');
    const { code, stderr } = await runEdgewire(["import", source, "--articles", join(makeFolder(), "articles")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^edgewire: Cannot read [^\p{Cc}]+\n$/u);
  });

  it("ends with 1 and a sentence where the source is no feed", TIMEOUT, async () => {
    const folder = join(makeFolder(), "articles");
    const { code, stdout, stderr } = await runEdgewire(["import", "package.json", "--articles", folder]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^edgewire: Cannot import package\.json: it is JSON of another kind; wanted [^\n]+\n$/);
    expect(existsSync(folder)).toBe(false);
  });
});
