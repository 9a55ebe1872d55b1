import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type RunningDev, startCommand } from "../support/running-dev.ts";
import { makeProject, ONE_ARTICLE, runIn } from "./project-folder.ts";

// Yarn's Plug'n'Play has no node_modules: a package reaches nothing but the dependencies that it names.

const YARN = ["exec", "--yes", "--package", "@yarnpkg/cli-dist@4.18.1", "--", "yarn"];

let folder: string;
let dev: RunningDev | undefined;

beforeAll(() => {
  folder = makeProject(ONE_ARTICLE);
  const added = runIn(folder, "npm", [...YARN, "add", `edgewire@file:${inject("tarball")}`, "wrangler@4.155.0"]);
  expect(added.status, added.output).toBe(0);
});

afterAll(() => dev?.stop());

describe("Yarn with Plug'n'Play", () => {
  it("checks articles", () => {
    const { status, output } = runIn(folder, "npm", [...YARN, "edgewire", "check"]);
    expect([status, output]).toEqual([0, expect.stringContaining("1 of 1 article can be published")]);
  });

  it("shows an article", async () => {
    dev = await startCommand(YARN[0] ?? "", folder, [...YARN.slice(1), "edgewire", "dev"], "npm");
    expect(await (await fetch(`${dev.url}/articles/a`)).text()).toContain("One.");
  });
});
