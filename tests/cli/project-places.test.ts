import { join } from "node:path";
import { expect, it } from "vitest";
import { findRunning } from "../../cli/project-places.ts";
import { makeFolder } from "./run-edgewire.ts";

const write = (pid: number) => JSON.stringify({ address: "http://localhost:8788", pid, state: ".edgewire/state" });

it.each([
  ["of a process that runs", write(process.pid), "http://localhost:8788"],
  ["that a killed process left behind", write(999_999_999), undefined],
  ["without a process", write(0), undefined],
  ["of an earlier version, without a process", "http://localhost:8788\n", undefined],
  ["that is empty", "", undefined],
])("the address of the publication of this folder: one %s", (_what, text, address) => {
  expect(findRunning(join(makeFolder({ address: text }), "address"))?.address).toBe(address);
});
