import { defineCommand } from "../command.ts";
import { ARTICLES } from "../options.ts";
import { PLACES } from "../project-places.ts";

export const dev = defineCommand({
  summary:
    "Write with the publication before you: serve it here, show drafts and what is embargoed, publish each edit at once and reload the page",
  options: {
    articles: ARTICLES,
    from: {
      type: "string",
      value: "URL",
      help: "begin with the publication at an address, read into a folder of its own",
    },
    port: { type: "string", value: "NUMBER", help: "the port of localhost (8787, else the next free one)" },
    state: { type: "string", default: PLACES.state, value: "FOLDER", help: "where the local store is kept" },
  },
  run: async ({ articles, from, port, state }) => {
    const { runDev } = await import("../dev/run-dev.ts");
    if (from === undefined) return runDev({ articles, port, state });
    const { bringPublication, printImprovement } = await import("../from/bring-publication.ts");
    const brought = await bringPublication(from, state);
    const onPublished = (publicUrl: string) => printImprovement(brought, publicUrl);
    return runDev({ articles: brought.folder, port, state: `${state}-from`, onPublished });
  },
});
