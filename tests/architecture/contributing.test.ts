import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const TEXT = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");

const jobs = Array.from(TEXT.matchAll(/^\| (\S.*) \| `([^`]+)` \|$/gm), ([, job = "", path = ""]) => ({ job, path }));

it("lists twenty-one jobs, each with a file of its own", () => {
  expect(new Set(jobs.map(({ job }) => job)).size).toBe(21);
  expect(new Set(jobs.map(({ path }) => path)).size).toBe(21);
});

it.each(jobs)("names $path, which exists", ({ path }) => {
  expect(existsSync(join(ROOT, path))).toBe(true);
});
