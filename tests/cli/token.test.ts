import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ensureTokenFile } from "../../cli/token.ts";
import { makeFolder } from "./run-edgewire.ts";

describe("the file of the publish token is its owner's alone", () => {
  it.each<[what: string, files: Record<string, string>]>([
    ["new", {}],
    ["there before, with a token", { ".dev.vars": "PUBLISH_TOKEN=a-token-of-old\n" }],
    ["there before, without one", { ".dev.vars": "HUB_CALLBACK_PORTS=8443\n" }],
  ])("%s", (_what, files) => {
    const path = join(makeFolder(files), ".dev.vars");
    const token = ensureTokenFile(path);
    expect(readFileSync(path, "utf8")).toContain(`PUBLISH_TOKEN=${token}`);
    expect(readFileSync(path, "utf8")).toContain(files[".dev.vars"] ?? "");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
