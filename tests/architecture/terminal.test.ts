import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const CLI = join(import.meta.dirname, "../../cli");
const WRITES = /\bconsole\.|process\.std(?:out|err)\.write/;

it("the command writes to the terminal in cli/output.ts alone", () => {
  const writers = globSync("**/*.ts", { cwd: CLI }).filter((file) =>
    WRITES.test(readFileSync(join(CLI, file), "utf8")),
  );
  expect(writers).toEqual(["output.ts"]);
});
