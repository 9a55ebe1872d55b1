import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Reads the comments of src, cli and bench, and counts habits that make them hard to read.

const ROOT = join(import.meta.dirname, "..");

export interface Comment {
  /** `src/feed/rss.ts:12`. */
  readonly at: string;
  readonly text: string;
  /** The name that the comment documents; undefined for a comment within code. */
  readonly name: string | undefined;
}

export interface Habit {
  readonly name: string;
  /** The number tolerated in the whole tree. */
  readonly allowed: number;
  readonly count: (comment: Comment) => number;
}

/** A block begins after a space or a bracket, unlike the media range in a string. */
const COMMENT = /(?<![^\s({[])\/\*\*?([\s\S]*?)\*\/|(?:^|\s)((?:\/\/[^\n]*(?:\n[ \t]*(?=\/\/))?)+)/g;
const DECLARED =
  /^\s*(?:export\s+)?(?:readonly\s+)?(?:async\s+)?(?:function|const|interface|type|class)?\s*([A-Za-z_]\w*)/;

export function readComments(): readonly Comment[] {
  return globSync("{src,cli,bench}/**/*.{ts,tsx}", { cwd: ROOT })
    .sort()
    .flatMap((path) => findComments(path, readFileSync(join(ROOT, path), "utf8")));
}

export function findComments(path: string, source: string): Comment[] {
  return Array.from(source.matchAll(COMMENT), ({ 0: whole, 1: block, 2: lines, index }) => {
    const end = index + whole.length;
    return {
      at: `${path}:${source.slice(0, index).split("\n").length}`,
      text: clean(block ?? lines ?? ""),
      name: block === undefined ? undefined : DECLARED.exec(source.slice(end, end + 200))?.[1],
    };
  }).filter(({ text }) => /[a-z]/i.test(text));
}

function clean(text: string): string {
  return text
    .replace(/^[ \t]*(?:\*|\/\/)[ \t]?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}

function wordsOf(text: string): string[] {
  return (
    text
      .replace(/([a-z\d])([A-Z])/g, "$1 $2")
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  );
}

/** Whether a doc comment has no words but those of its name and articles. */
function repeatsName({ text, name }: Comment): boolean {
  if (name === undefined) return false;
  const known = new Set([...wordsOf(name), "the", "a", "an", "of", "its", "s"]);
  return wordsOf(text).every((word) => known.has(word));
}

export const habits: readonly Habit[] = [
  {
    name: 'sentences that begin with "What"',
    allowed: 10,
    count: ({ text }) => countMatches(text, /(?:^|[.:;!?]\s+)What\b/g),
  },
  {
    name: "nobody, whoever, somebody, stands",
    allowed: 10,
    count: ({ text }) => countMatches(text, /\b(?:nobody|whoever|somebody|stands)\b/gi),
  },
  { name: "doc comments that repeat a name", allowed: 0, count: (comment) => Number(repeatsName(comment)) },
];

function countMatches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
