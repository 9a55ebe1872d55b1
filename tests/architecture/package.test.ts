import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const read = (path: string) => JSON.parse(readFileSync(join(import.meta.dirname, "../..", path), "utf8"));

it("publishes both packages under one version", () => {
  const { version } = read("package.json");
  const create = read("create-edgewire/package.json");
  expect([create.version, create.dependencies]).toEqual([version, { edgewire: version }]);
});
