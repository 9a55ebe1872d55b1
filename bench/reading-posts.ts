import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createChance } from "../tests/support/seeded-chance.ts";

const WORDS =
  "the harbour ferry island tide morning captain crossing rope signal lantern quay of and to in a was with before after over under " +
  "each small grey northern early passengers weather report keeper boat line water stone wind light channel";

/** A post of about 2.5 KB as people write them: headings, links, lists, a quotation, code, now and then a table or raw HTML. */
export function writePost(number: number): string {
  const chance = createChance(number);
  const words = WORDS.split(" ");
  const sentence = () => {
    const chosen = Array.from(
      { length: 8 + Math.floor(chance() * 9) },
      () => words[Math.floor(chance() * words.length)],
    );
    return `${chosen.join(" ").replace(/^./, (letter) => letter.toUpperCase())}.`;
  };
  const paragraph = () => Array.from({ length: 5 }, sentence).join(" ");
  const link = `[the ${words[number % words.length]} log](https://example.org/log/${number})`;
  const day = `20${String(10 + (number % 15)).padStart(2, "0")}-${String(1 + (number % 12)).padStart(2, "0")}-${String(1 + (number % 28)).padStart(2, "0")}`;
  return [
    `---\ntitle: Post ${number} of the harbour\ndate: ${day}\ntags: [sea, tide-${number % 40}]\n---`,
    `${paragraph()} See ${link}, and *do not* forget **the tide**.`,
    `## ${sentence().slice(0, 40)}`,
    paragraph(),
    `- ${sentence()}\n- ${sentence()} \`code ${number}\`\n- ${sentence()}`,
    `> ${sentence()}`,
    `## ${sentence().slice(0, 30)}`,
    paragraph(),
    `\`\`\`js\nconst tide = readTide(${number});\nconsole.log(tide);\n\`\`\``,
    number % 5 === 0 ? `| Port | Depth |\n|---|---|\n| A | ${number} |\n| B | 12 |` : paragraph(),
    number % 7 === 0
      ? `<figure><img src="https://example.org/${number}.jpg" alt="A quay"></figure>`
      : `1. ${sentence()}\n2. ${sentence()}`,
    `${paragraph()} ${number % 3 === 0 ? `More at https://example.org/more/${number}.` : ""}`,
    "",
  ].join("\n\n");
}

export function writePosts(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < count; number += 1) writeFileSync(join(folder, `post-${number}.md`), writePost(number));
}
