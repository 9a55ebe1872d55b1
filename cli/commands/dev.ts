import { defineCommand } from "../command.ts";
import { ARTICLES } from "../options.ts";
import { PLACES } from "../project-places.ts";

export const dev = defineCommand({
  summary:
    "Write with the publication before you: serve it here, show drafts and what is embargoed, publish each edit at once and reload the page",
  options: {
    articles: ARTICLES,
    port: { type: "string", value: "NUMBER", help: "the port of localhost (8787, else the next free one)" },
    state: { type: "string", default: PLACES.state, value: "FOLDER", help: "where the local store is kept" },
  },
  run: async ({ articles, port, state }) => {
    const { runDev } = await import("../dev/run-dev.ts");
    return runDev({ articles, port, state });
  },
});
