import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { slugOfTitle } from "../../src/article/derive/derive-slug.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { defineCommand } from "../command.ts";
import { ARTICLES, DRY_RUN } from "../options.ts";
import { print } from "../output.ts";
import { readPublication } from "../publication.ts";

export const createArticle = defineCommand({
  summary: "Begin an article: a Markdown file named by day and title, with the front matter that is worth a thought",
  operands: '"Title"',
  options: { articles: ARTICLES, "dry-run": DRY_RUN },
  run: async ({ articles, "dry-run": dryRun }, operands) => {
    const { path, text } = await planFile(articles, operands);
    if (!dryRun) writeFileSync(path, text);
    print(dryRun ? `would create ${path}` : path);
    return 0;
  },
});

async function planFile(
  folder: string,
  [title, ...rest]: readonly string[],
): Promise<{ readonly path: string; readonly text: string }> {
  if (title === undefined || title.trim() === "" || rest.length > 0) {
    throw new UsageError(`wanted one title in quotes: ${callEdgewire('new "Harbour bridge reopens"')}`);
  }
  // A date without a zone is read in the publication's zone: so that is the one to write.
  const { profile } = await readPublication(folder);
  const format = new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: profile?.timeZone ?? "UTC",
  });
  const now = format.format(new Date());
  const day = now.slice(0, 10);
  const path = join(folder, `${day}-${slugOfTitle(title) || "article"}.md`);
  if (existsSync(path)) throw new UsageError(`${path} exists already`);
  return { path, text: writeTemplate(title, now) };
}

function writeTemplate(title: string, date: string): string {
  return `---
title: ${JSON.stringify(title)}
date: ${date}
# authors: [Name]
# categories: [Name]
# image: { src: photo.jpg, alt: "What the picture shows", credit: "Who took it" }
draft: true
---

Write here. The first sentences become the summary; remove \`draft\` to publish.
`;
}
