import { defineCommand } from "../command.ts";
import { leaveFeed } from "../feed-lives/leave-feed.ts";
import { ARTICLES, CLIENT, DRY_RUN } from "../options.ts";
import { chooseFetch, createPublicFetch } from "../public-fetch.ts";

export const leave = defineCommand({
  summary: "Send the main feed's readers to its new address (301), and tell the others by a last entry",
  operands: "ADDRESS",
  options: {
    until: {
      type: "string",
      value: "DATE",
      help: "when the feed is served here again, with the last entry; else a year from now",
    },
    articles: ARTICLES,
    to: { ...CLIENT.to, help: "the running publication, whose feed is compared with the new one" },
    force: { type: "boolean", help: "leave although entries differ" },
    "dry-run": DRY_RUN,
  },
  run: async ({ until, articles, to, force, "dry-run": isDryRun }, operands) => {
    const request = { articles, publication: to, until, isForced: force, isDryRun, now: Date.now() };
    await leaveFeed(operands, request, { own: await chooseFetch(to), other: createPublicFetch() });
    return 0;
  },
});
