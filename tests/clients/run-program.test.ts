import { expect, test } from "vitest";
import { runProgram } from "./run-program.ts";

test("a program that is not installed fails the test, with the name of its apt package", async () => {
  const run = runProgram({ command: "newsboat-that-is-not-here", aptPackage: "newsboat" }, []);
  await expect(run).rejects.toThrow(
    "Cannot run newsboat-that-is-not-here: it is not installed; wanted the apt package newsboat (apt-get install newsboat)",
  );
});
