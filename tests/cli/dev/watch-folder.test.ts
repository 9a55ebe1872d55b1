import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { type FolderWatch, watchFolder } from "../../../cli/dev/watch-folder.ts";
import { makeFolder } from "../run-edgewire.ts";

let watching: FolderWatch | undefined;

afterEach(() => watching?.close());

/** Counts the bursts that are heard of. */
function watchAll(files: Readonly<Record<string, string>>, roots = ["."]): { folder: string; heard: () => number } {
  const folder = makeFolder(files);
  let count = 0;
  const paths = roots.map((root) => join(folder, root));
  watching = watchFolder(paths, () => {
    count += 1;
  });
  return { folder, heard: () => count };
}

/** As many editors save: the text goes to another file, which then takes the name. */
function saveAtomically(path: string, text: string): void {
  writeFileSync(`${path}~`, text);
  renameSync(`${path}~`, path);
}

async function expectHeard(heard: () => number, change: () => void): Promise<void> {
  const before = heard();
  change();
  await expect.poll(heard, { timeout: 20_000 }).toBeGreaterThan(before);
  await setTimeout(120);
}

describe("every change is heard of", () => {
  it("a second atomic save of the same file", async () => {
    const { folder, heard } = watchAll({ "a.md": "1", "b/index.md": "1" });
    for (const path of ["a.md", "a.md", "b/index.md", "b/index.md", "b/index.md"])
      await expectHeard(heard, () => saveAtomically(join(folder, path), String(heard())));
  });

  it("files in folders that are new, renamed, or made again", async () => {
    const { folder, heard } = watchAll({ "a.md": "1" });
    await expectHeard(heard, () => mkdirSync(join(folder, "new/deep"), { recursive: true }));
    await expectHeard(heard, () => writeFileSync(join(folder, "new/deep/c.md"), "1"));
    await expectHeard(heard, () => renameSync(join(folder, "new"), join(folder, "other")));
    await expectHeard(heard, () => saveAtomically(join(folder, "other/deep/c.md"), "2"));
    await expectHeard(heard, () => rmSync(join(folder, "other"), { recursive: true }));
    await expectHeard(heard, () => mkdirSync(join(folder, "other")));
    await expectHeard(heard, () => writeFileSync(join(folder, "other/d.md"), "1"));
  });

  it("a burst of changes once", async () => {
    const { folder, heard } = watchAll({});
    await expectHeard(heard, () => {
      for (let number = 0; number < 50; number += 1) writeFileSync(join(folder, `${number}.md`), "1");
    });
    expect(heard()).toBeLessThan(10);
  });

  it("a folder that is made while it is watched for, and what comes into it", async () => {
    const { folder, heard } = watchAll({ "articles/a.md": "1" }, ["articles", "pages"]);
    await expectHeard(heard, () => mkdirSync(join(folder, "pages")));
    await expectHeard(heard, () => writeFileSync(join(folder, "pages/about.md"), "1"));
  });

  it("nothing in hidden folders", async () => {
    const { folder, heard } = watchAll({ ".git/HEAD": "1" });
    writeFileSync(join(folder, ".git/HEAD"), "2");
    await setTimeout(300);
    expect(heard()).toBe(0);
  });
});
