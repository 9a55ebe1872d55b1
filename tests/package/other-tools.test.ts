import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type RunningDev, startDev } from "../support/running-dev.ts";
import { makeProject, ONE_ARTICLE, runIn } from "./project-folder.ts";

// The oldest Node that is supported, and a package manager that gives a package nothing but its own dependencies.

const BIN = "node_modules/edgewire/bin/edgewire.js";

let folder: string;
let node: string;
let dev: RunningDev | undefined;

beforeAll(() => {
  folder = makeProject(ONE_ARTICLE);
  const run = (name: string, ...args: string[]) =>
    runIn(folder, "npm", ["exec", "--yes", "--package", name, "--", ...args]);
  const added = run("pnpm@10", "pnpm", "add", inject("tarball"), "wrangler@4.155.0");
  expect(added.status, added.output).toBe(0);
  node = run("node@22", "node", "-p", "process.execPath").output.trim().split("\n").at(-1) ?? "";
});

afterAll(() => dev?.stop());

describe("Node 22 and pnpm", () => {
  it("runs what it says", () => {
    expect(runIn(folder, node, ["-p", "process.versions.node"]).output).toMatch(/^22\./);
  });

  it("checks articles", () => {
    const { status, output } = runIn(folder, node, [BIN, "check"]);
    expect([status, output]).toEqual([0, expect.stringContaining("1 of 1 article can be published")]);
  });

  it("shows an article and its edit, saved atomically twice", async () => {
    dev = await startDev(BIN, folder, [], node);
    for (const text of ["One.", "Two.", "Three."]) {
      const path = join(folder, "articles/a.md");
      writeFileSync(`${path}~`, `---\ntitle: A\ndate: 2026-01-02\n---\n\n${text}\n`);
      renameSync(`${path}~`, path);
      const read = () => fetch(`${dev?.url}/articles/a`).then((answer) => answer.text());
      await expect.poll(read, { timeout: 30_000 }).toContain(text);
    }
  });

  it("publishes to it", () => {
    const { status, output } = runIn(folder, node, [BIN, "publish"]);
    expect([status, output]).toEqual([0, expect.stringMatching(/unchanged\s+1/)]);
  });
});
