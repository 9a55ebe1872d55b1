import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Counts habits of the comments in src, cli and bench, and draws 20 of them to be read aloud: node bench/comments.ts [SEED]

const ROOT = join(import.meta.dirname, "..");
const DRAWN = 20;

interface Comment {
  readonly at: string;
  readonly text: string;
  /** The name that the comment documents; undefined for a comment within code. */
  readonly name: string | undefined;
}

const COMMENT = /\/\*\*?([\s\S]*?)\*\/|(?:^|\s)((?:\/\/[^\n]*(?:\n[ \t]*(?=\/\/))?)+)/g;
const DECLARED =
  /^\s*(?:export\s+)?(?:readonly\s+)?(?:async\s+)?(?:function|const|interface|type|class)?\s*([A-Za-z_]\w*)/;

const comments: readonly Comment[] = globSync("{src,cli,bench}/**/*.{ts,tsx}", { cwd: ROOT })
  .sort()
  .flatMap((path) => {
    const source = readFileSync(join(ROOT, path), "utf8");
    return Array.from(source.matchAll(COMMENT), ({ 0: whole, 1: block, 2: lines, index }) => {
      const end = index + whole.length;
      return {
        at: `${path}:${source.slice(0, index).split("\n").length}`,
        text: clean(block ?? lines ?? ""),
        name: block === undefined ? undefined : DECLARED.exec(source.slice(end, end + 200))?.[1],
      };
    });
  })
  .filter(({ text }) => /[a-z]/i.test(text));

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

/** Whether a doc comment has no word, articles aside, that its name has not. */
function repeatsName({ text, name }: Comment): boolean {
  if (name === undefined) return false;
  const known = new Set([...wordsOf(name), "the", "a", "an", "of", "its", "s"]);
  return wordsOf(text).every((word) => known.has(word));
}

const habits: readonly { readonly name: string; readonly count: (comment: Comment) => number }[] = [
  { name: 'sentences that begin with "What"', count: ({ text }) => countMatches(text, /(?:^|[.:;!?]\s+)What\b/g) },
  {
    name: "nobody, whoever, somebody, stands",
    count: ({ text }) => countMatches(text, /\b(?:nobody|whoever|somebody|stands)\b/gi),
  },
  { name: "doc comments that repeat a name", count: (comment) => Number(repeatsName(comment)) },
];

function countMatches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** mulberry32: the same seed draws the same comments. */
function createDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const seed = Number(process.argv[2] ?? Math.floor(Math.random() * 1_000_000));
const draw = createDraw(seed);
console.log(`${comments.length} comments`);
for (const { name, count } of habits) {
  const found = comments.map((comment) => ({ comment, times: count(comment) })).filter(({ times }) => times > 0);
  console.log(`${String(found.reduce((sum, { times }) => sum + times, 0)).padStart(5)}  ${name}`);
  if (process.argv.includes("--list"))
    for (const { comment } of found) console.log(`       ${comment.at}: ${comment.text.slice(0, 150)}`);
}
console.log(`\nDrawn with seed ${seed}:`);
for (let index = 0; index < DRAWN; index += 1) {
  const { at, text } = comments[Math.floor(draw() * comments.length)] ?? { at: "", text: "" };
  console.log(`${at}\n    ${text}`);
}
