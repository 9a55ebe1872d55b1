import { createChance } from "../tests/support/seeded-chance.ts";
import { habits, readComments } from "./comment-habits.ts";

// Counts habits of the comments in src, cli and bench, and draws 20 of them to be read aloud: node bench/comments.ts [SEED] [--list]

const DRAWN = 20;

const comments = readComments();
const seed = Number(process.argv[2] ?? Math.floor(Math.random() * 1_000_000));
const draw = createChance(seed);
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
