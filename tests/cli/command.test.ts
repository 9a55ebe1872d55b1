import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defineCommand } from "../../cli/command.ts";
import { findClosest } from "../../src/lib/words/find-closest.ts";
import { runEdgewire } from "./run-edgewire.ts";

const sample = defineCommand({
  summary: "Try options",
  operands: "KEY",
  options: {
    to: { type: "string", default: "here", value: "URL", help: "where to" },
    reason: { type: "string", help: "why" },
    "dry-run": { type: "boolean", help: "change nothing" },
  },
  run: async (values, operands) => {
    expect({ values, operands }).toEqual({
      values: { to: "there", reason: undefined, "dry-run": true },
      operands: ["key"],
    });
    return 7;
  },
});

const bare = defineCommand({ summary: "Take nothing", options: {}, run: async () => 0 });

describe("a command", () => {
  it("gets its options' values, defaults included, and its operands", async () => {
    expect(await sample.run("sample", ["--to=there", "key", "--dry-run"])).toBe(7);
  });

  it.each([
    [["--dryrun"], "edgewire sample has no option --dryrun; did you mean --dry-run?"],
    [["--frobnicate"], "edgewire sample has no option --frobnicate; see npx edgewire sample --help"],
    [["-x"], "edgewire sample has no option -x; see npx edgewire sample --help"],
    [["--constructor"], "edgewire sample has no option --constructor; see npx edgewire sample --help"],
    [["--to"], "--to wants a value; write --to URL"],
    [["--reason"], "--reason wants a value; write --reason VALUE"],
    [["--dry-run=no"], '--dry-run takes no value, found "no"; write --dry-run alone'],
  ])("refuses %j", (args, message) => {
    expect(() => sample.run("sample", args)).toThrow(message);
  });

  it("refuses an operand where it takes none", () => {
    expect(() => bare.run("bare", ["x"])).toThrow(
      'edgewire bare takes no operand, found "x"; see npx edgewire bare --help',
    );
  });

  it("shows its usage, its options and their defaults", () => {
    expect(sample.help("sample")).toBe(
      [
        "edgewire sample KEY [options]",
        "",
        "Try options.",
        "",
        "  --to URL        where to (here)",
        "  --reason VALUE  why",
        "  --dry-run       change nothing",
        "",
      ].join("\n"),
    );
  });
});

it.each(["--version", "-v", "version"])("edgewire %s prints its version", async (word) => {
  const { code, stdout } = await runEdgewire([word]);
  expect([code, stdout]).toEqual([0, `${JSON.parse(readFileSync("package.json", "utf8")).version}\n`]);
});

describe("edgewire", () => {
  const names = readdirSync(join(import.meta.dirname, "../../cli/commands")).map((file) => file.replace(/\.ts$/, ""));

  it.each(names)("%s --help shows its usage and exits 0", async (name) => {
    const { code, stdout } = await runEdgewire([name, "--help"]);
    expect(stdout).toMatch(new RegExp(`^edgewire ${name}\\b`));
    expect(code).toBe(0);
  });

  it.each([
    [["chek"], 'There is no command "chek"; did you mean check?'],
    [["--json"], "the command comes first: npx edgewire check --json"],
    [["toString"], 'There is no command "toString"; wanted one of init, dev, start'],
  ])("%j is refused with the way on", async (args, message) => {
    const { code, stderr } = await runEdgewire(args);
    expect(stderr).toContain(message);
    expect(code).toBe(1);
  });
});

it.each([
  ["publsh", "publish"],
  ["portt", "port"],
  ["xyz", undefined],
  ["", undefined],
])("the word nearest to %j is %s", (word, closest) => {
  expect(findClosest(word, ["publish", "port", "check"])).toBe(closest);
});
