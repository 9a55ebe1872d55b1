import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeMachine } from "./machine.ts";
import { measureBare } from "./polls-bare.ts";

const folder = mkdtempSync(join(tmpdir(), "edgewire-polls-"));
try {
  console.log(describeMachine());
  await measureBare(folder);
} finally {
  rmSync(folder, { recursive: true });
}
