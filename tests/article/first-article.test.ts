import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

it("keeps the first article byte for byte as it was handed over", () => {
  const bytes = globSync("articles/2023-06-12-*.txt", { cwd: ROOT }).map((path) => readFileSync(join(ROOT, path)));
  expect(bytes.map((one) => createHash("sha256").update(one).digest("hex"))).toEqual([
    "45cfef6c3ee72691b813b0389dcff0cf177522bed89eb9964eb5d276737f77f0",
  ]);
});
