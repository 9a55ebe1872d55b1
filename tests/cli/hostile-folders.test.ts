import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { readPublication } from "../../cli/publication.ts";
import { tryToRead } from "../../cli/try-to-read.ts";
import { makeFolder } from "./run-edgewire.ts";

// Shapes of folders that no tool makes on purpose. Each file is read right, or has a finding; nothing throws.

const post = (title: string) => `---\ntitle: ${title}\ndate: 2024-05-01\n---\nThe tide falls.\n`;
const DEEP = "d/".repeat(140);

const FILES = {
  "plain.md": post("Plain"),
  "crlf.md": post("Crlf").replaceAll("\n", "\r\n"),
  "cr.md": post("Cr").replaceAll("\n", "\r"),
  "bom.md": `\uFEFF${post("Bom")}`,
  "little.md": Buffer.from(`\uFEFF${post("Little")}`, "utf16le"),
  "big.md": Buffer.from(`\uFEFF${post("Big")}`, "utf16le").swap16(),
  "bare-sixteen.md": Buffer.from(post("水"), "utf16le"),
  "latin.md": Buffer.from(post("Caf\u00E9"), "latin1"),
  "empty.md": "",
  "huge.md": post("Huge") + "tide ".repeat(200_000),
  "line.md": post("Line").replace("date:", `description: ${"y".repeat(600_000)}\ndate:`),
  "e\u0301te\u0301.md": post("Composed"),
  "Case.md": post("Upper"),
  "case.md": post("Lower"),
  "same.md": post("First"),
  "same/index.md": post("Second"),
  "tab\tname.md": post("Tab"),
  "back\\slash.md": post("Slash"),
  " .md": post("Blank"),
  "-rf.md": post("Dash"),
  "%2e%2e.md": post("Dots"),
  "\u202Egnp.md": post("Bidi"),
  [`${"x".repeat(240)}.md`]: post("Long"),
  "folder.md/inside.md": post("Inside"),
  [`${DEEP}deep.md`]: post("Deep"),
};

/** The titles of what is read, and for the rest the beginning of its first finding. */
const WANTED = {
  "plain.md": "Plain",
  "crlf.md": "Crlf",
  "cr.md": "Cr",
  "bom.md": "Bom",
  "little.md": "! The text must be UTF-8, found UTF-16",
  "big.md": "! The text must be UTF-8, found UTF-16",
  "bare-sixteen.md": "! The text must be UTF-8, found UTF-16",
  "latin.md": "! The text must be UTF-8, found 0xE9",
  "empty.md": "! An article must have a date",
  "huge.md": "! An article must have at most",
  "line.md": "! An article must have at most",
  "\u00E9t\u00E9.md": "Composed",
  "Case.md": "Upper",
  "case.md": "Lower",
  "same.md": "First",
  "same/index.md": '! the name "same" belongs to',
  "tab\tname.md": "! The article's name must be a path",
  "back\\slash.md": "! The article's name must be a path",
  " .md": "Blank",
  "-rf.md": "Dash",
  "%2e%2e.md": "Dots",
  "\u202Egnp.md": "Bidi",
  [`${"x".repeat(240)}.md`]: "Long",
  "folder.md/inside.md": "Inside",
  [`${DEEP}deep.md`]: "Deep",
  "self.md": "! the link leads nowhere",
  "gone.md": "! the link leads nowhere",
  "outside.md": "! the file must lie inside the folder",
};

it("each file of a hostile folder is read right or has a finding", async () => {
  const folder = makeFolder({ ...FILES, "site.yaml": "title: Tides\n" });
  symlinkSync("self.md", join(folder, "self.md"));
  symlinkSync("nowhere.md", join(folder, "gone.md"));
  symlinkSync("/dev/zero", join(folder, "outside.md"));
  symlinkSync("..", join(folder, "loop"));
  const { articles, unread } = await readPublication(folder);
  const found = articles.map(({ file, article, findings }): [string, string] => [
    relative(folder, file.path).normalize("NFC"),
    article?.title ?? `! ${findings[0]?.message}`,
  ]);
  const wanted = new Map(Object.entries(WANTED));
  const said = found.map(([path, text]) => [path, text.slice(0, wanted.get(path)?.length ?? 100)]);
  expect(Object.fromEntries(said)).toEqual(WANTED);
  expect(unread.map(({ path }) => relative(folder, path))).toEqual(["loop"]);
  const slugs = articles.flatMap(({ article }) => (article === undefined ? [] : [article.slug]));
  expect(new Set(slugs).size).toBe(slugs.length);
});

it("a file that cannot be read is a reason and not an exception", () => {
  const folder = makeFolder({ "a.txt": "x" });
  expect(tryToRead(join(folder, "a.txt"))).toEqual(Buffer.from("x"));
  expect(tryToRead(folder)).toMatch(/^EISDIR/);
  expect(tryToRead(join(folder, "gone.txt"))).toMatch(/^ENOENT/);
});

// The superuser may read everything.
it.skipIf(process.getuid?.() === 0)("files and folders without permission to read them are named", async () => {
  const text = `${post("Open")}\n![A boat](boat.png) [Paper](paper.pdf)\n`;
  const folder = makeFolder({ "a.md": text, "b.md": post("Closed"), "boat.png": "x", "paper.pdf": "x" });
  mkdirSync(join(folder, "closed"));
  const closed = ["b.md", "boat.png", "paper.pdf", "closed"].map((name) => join(folder, name));
  for (const path of closed) chmodSync(path, 0);
  const { articles, unread } = await readPublication(folder);
  for (const path of closed) chmodSync(path, 0o700);
  const messages = [...articles.flatMap(({ findings }) => findings), ...unread.map(({ finding }) => finding)];
  expect(messages.filter(({ message }) => message.includes("EACCES"))).toHaveLength(4);
});
