import { describe, expect, it } from "vitest";
import { printable } from "../../cli/output.ts";
import { makeFolder, runEdgewire } from "./run-edgewire.ts";

/** All that a terminal obeys, but for the line breaks that the command itself writes. */
const OBEYED = /(?!\n)\p{Cc}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const EVIL = "a\u001b]0;owned\u0007\u009b2J\u202e\nerror: all is well\r.md";
const ARTICLE = "---\ntitle: A\u001b[31m title\u202e\ndate: 2026-01-01\nunknown\u001b[2J: x\n---\n\nText.\n";

describe("what the command writes", () => {
  it.each([
    ["an escape sequence", "a\u001b[2Jb", "a[2Jb"],
    ["an escape of one byte", "a\u009b2Jb", "a2Jb"],
    ["a line of its own", "a\r\nb\u2028c", "a bc"],
    ["a mark that reorders", "a\u202eb\u2066c", "abc"],
    ["text of any script", "ça va, мир, 世界, مرحبا 👩‍💻", "ça va, мир, 世界, مرحبا 👩‍💻"],
  ])("%s is no order to the terminal", (_, text, printed) => expect(printable(text)).toBe(printed));

  it.each([
    ["check"],
    ["check", "--json"],
    ["new", "A\u001b[2J title"],
    ["import", `missing-${EVIL}`],
    ["doctor", EVIL],
    [EVIL],
    ["check", `--${EVIL}`],
  ])("%j repeats no control of a file's name, of its text or of its operands", async (...args) => {
    const folder = makeFolder({ "site.yaml": "title: T\u001b]0;x\u0007\n", [EVIL]: ARTICLE, "b.md": ARTICLE });
    const local = args[0] === "check" && args.length < 3 ? ["--articles", folder] : [];
    const inFolder = args[0] === "new" || args[0] === "import" ? ["--articles", folder] : local;
    const { stdout, stderr } = await runEdgewire([...args, ...(args[1]?.includes("owned") ? [] : inFolder)]);
    expect(stdout + stderr).not.toBe("");
    expect(stdout).not.toMatch(OBEYED);
    expect(stderr).not.toMatch(OBEYED);
    expect(stdout + stderr).not.toMatch(/^error: all is well/m);
  });
});
