import { expect, it } from "vitest";
import { findComments, habits, readComments } from "../../bench/comment-habits.ts";

const comments = readComments();

it.each(habits)("has at most $allowed of: $name", ({ allowed, count }) => {
  const found = comments.flatMap((comment) => Array<string>(count(comment)).fill(`${comment.at}: ${comment.text}`));
  expect(found.length, found.join("\n")).toBeLessThanOrEqual(allowed);
});

it.each([
  ["a first word", "/** What it is. */\nconst a = 1;", [1, 0, 0]],
  ["a later sentence", "// Kept: What is new.\nconst a = 1;", [1, 0, 0]],
  ["an indirect question", "/** Tells what it is. */\nconst a = 1;", [0, 0, 0]],
  ["each word once", "/* Nobody knows\n * whoever stands here. */", [0, 3, 0]],
  ["a name in other letters", "/** The page's head. */\nexport function pageHead() {}", [0, 0, 1]],
  ["a media range", 'const accept = "*/*"; const any = `nobody/*`; const b = "*/";', [0, 0, 0]],
])("counts in a comment: %s", (_name, source, expected) => {
  const found = findComments("a.ts", source);
  expect(habits.map(({ count }) => found.reduce((sum, comment) => sum + count(comment), 0))).toEqual(expected);
});
