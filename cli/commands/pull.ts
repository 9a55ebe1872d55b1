import { callEdgewire } from "../call-edgewire.ts";
import { defineCommand } from "../command.ts";
import { connect, resolveConnection } from "../connect.ts";
import { ARTICLES, CLIENT, DRY_RUN } from "../options.ts";
import { print, printError } from "../output.ts";
import { readPublication } from "../publication.ts";
import { type Pull, planPulls } from "../tools/plan-pulls.ts";
import { createToolsClient } from "../tools/tools-client.ts";
import { writeEdition } from "../tools/write-edition.ts";

export const pull = defineCommand({
  summary: "Bring what writing tools wrote into the folder; exit 1 if a file here was edited, too",
  options: { articles: ARTICLES, ...CLIENT, "dry-run": DRY_RUN },
  run: async ({ articles, to, token, "dry-run": dryRun }) => {
    const listed = await connect({ to, token }).listArticles();
    const pulls = planPulls([...listed.values()], (await readPublication(articles)).articles);
    if (pulls.length === 0) print("The folder has everything that writing tools wrote.");
    if (dryRun) for (const one of pulls) print(`would pull ${one.line.key}, written with ${one.line.tool}`);
    if (dryRun) return 0;
    const client = createToolsClient(resolveConnection({ to, token }));
    for (const one of pulls) {
      const stored = await client.readArticle(one.line.key);
      const path = await writeEdition({ folder: articles, pull: one, stored }, client);
      if (one.isConflict) printError(describeConflict(one, path));
      else if (await client.acceptEdition(one.line.key, stored.contentHash))
        print(`pulled ${path}, written with ${one.line.tool}`);
      else print(`pulled ${path}, which has changed again since: run the same command once more`);
    }
    return pulls.some(({ isConflict }) => isConflict) ? 1 : 0;
  },
});

function describeConflict({ line, path }: Pull, theirs: string): string {
  return `${path}: edited here and with ${line.tool}, whose edition is in ${theirs}; bring both together in ${path}, delete ${theirs}, then ${callEdgewire("publish --force")}`;
}
