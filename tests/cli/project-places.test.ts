import { join } from "node:path";
import { expect, it } from "vitest";
import { findRunning } from "../../cli/project-places.ts";
import { makeFolder } from "./run-edgewire.ts";

it.each([
  ["of a process that runs", `http://localhost:8788 ${process.pid}\n`, "http://localhost:8788"],
  ["that a killed process left behind", "http://localhost:8788 999999999\n", undefined],
  ["of an earlier version, without a process", "http://localhost:8788\n", undefined],
  ["that is empty", "", undefined],
])("the address of the publication of this folder: one %s", (_what, text, address) => {
  expect(findRunning(join(makeFolder({ address: text }), "address"))?.address).toBe(address);
});
