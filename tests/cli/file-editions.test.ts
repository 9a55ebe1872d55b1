import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFileEditions } from "../../cli/file-editions.ts";
import { commit, git } from "../support/git.ts";
import { makeFolder } from "./run-edgewire.ts";

// When an edition was made, by real repositories.

const T1 = Date.UTC(2026, 0, 1);
const T2 = Date.UTC(2026, 0, 2);
const T3 = Date.UTC(2026, 0, 3);
const TOUCHED = Date.UTC(2026, 5, 1);

/** A repository with a publication in `site/`: a.md of T1, b.md of T2; each file touched long after. */
function makeRepository(): { folder: string; path: (name: string) => string } {
  const root = makeFolder({ "site/a.md": "A", "site/deep/ä b.md": "Deep", "README.txt": "Text" });
  const folder = join(root, "site");
  const path = (name: string) => join(folder, name);
  git(root, ["init", "-q"]);
  commit(root, T1);
  writeFileSync(path("b.md"), "B");
  commit(root, T2);
  for (const name of ["a.md", "b.md", "deep/ä b.md"]) touch(path(name));
  return { folder, path };
}

function touch(path: string): void {
  utimesSync(path, TOUCHED / 1000, TOUCHED / 1000);
}

describe("an edition is as old as", () => {
  it("the last commit that touched its file, where that is clean", async () => {
    const { folder, path } = makeRepository();
    const editions = await readFileEditions(folder);
    expect(["a.md", "b.md", "deep/ä b.md"].map((name) => editions.dateOf([path(name)]))).toEqual([T1, T2, T1]);
  });

  it("the last of its files", async () => {
    const { folder, path } = makeRepository();
    const editions = await readFileEditions(folder);
    expect(editions.dateOf([path("a.md"), path("b.md")])).toBe(T2);
    expect(editions.dateOfCommit([path("a.md"), path("b.md")])).toBe(T2);
  });

  it("the file says, where it has changes that are not committed", async () => {
    const { folder, path } = makeRepository();
    writeFileSync(path("a.md"), "Another A");
    touch(path("a.md"));
    const editions = await readFileEditions(folder);
    expect([editions.dateOf([path("a.md")]), editions.dateOfCommit([path("a.md")])]).toEqual([TOUCHED, undefined]);
    expect(editions.dateOf([path("b.md")])).toBe(T2);
  });

  it.each([
    ["is not tracked", ""],
    ["is ignored", "c.md\n"],
  ])("the file says, where it %s", async (_, ignored) => {
    const { folder, path } = makeRepository();
    writeFileSync(path(".gitignore"), ignored);
    writeFileSync(path("c.md"), "C");
    touch(path("c.md"));
    expect((await readFileEditions(folder)).dateOf([path("c.md")])).toBe(TOUCHED);
  });

  it("the file says, where there is no repository", async () => {
    const folder = makeFolder({ "a.md": "A" });
    touch(join(folder, "a.md"));
    const editions = await readFileEditions(folder);
    expect([editions.dateOf([join(folder, "a.md")]), editions.dateOfCommit([join(folder, "a.md")])]).toEqual([
      TOUCHED,
      undefined,
    ]);
  });

  it("its revert: an edit that is undone on purpose is the newest edition", async () => {
    const { folder, path } = makeRepository();
    writeFileSync(path("a.md"), "An edit");
    commit(folder, T2);
    git(folder, ["revert", "--no-edit", "HEAD"], T3);
    expect((await readFileEditions(folder)).dateOf([path("a.md")])).toBe(T3);
  });

  it("the merge that brought it to this branch", async () => {
    const { folder, path } = makeRepository();
    git(folder, ["checkout", "-q", "-b", "topic", "HEAD~1"]);
    writeFileSync(path("a.md"), "On a branch");
    commit(folder, T1 + 1000);
    git(folder, ["checkout", "-q", "main"]);
    git(folder, ["merge", "-q", "--no-ff", "-m", "Merge", "topic"], T3);
    expect((await readFileEditions(folder)).dateOf([path("a.md")])).toBe(T3);
  });

  it("its commit in a checkout of an old one, whatever the time of the checkout", async () => {
    const { folder, path } = makeRepository();
    writeFileSync(path("a.md"), "Newer");
    commit(folder, T3);
    git(folder, ["checkout", "-q", "HEAD~1"]);
    expect((await readFileEditions(folder)).dateOf([path("a.md")])).toBe(T1);
  });

  it("the newest commit in a shallow clone, of which no file's history is known", async () => {
    const { folder } = makeRepository();
    const clone = makeFolder({});
    git(clone, ["clone", "-q", "--depth", "1", `file://${join(folder, "..")}`, "."]);
    const editions = await readFileEditions(join(clone, "site"));
    const file = join(clone, "site/a.md");
    expect([editions.dateOf([file]), editions.dateOfCommit([file])]).toEqual([T2, undefined]);
  });
});
