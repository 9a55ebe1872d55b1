import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { findArticle, reportChange, reportPlan } from "../find-article.ts";
import { CLIENT, DRY_RUN } from "../options.ts";

export const retract = defineCommand({
  summary: "Take an article back: a notice in every feed, 410 on its page, then a tombstone",
  operands: "KEY|SLUG",
  options: {
    ...CLIENT,
    reason: { type: "string", default: "", value: "TEXT", help: "why, for readers" },
    "dry-run": DRY_RUN,
  },
  run: async ({ to, token, reason, "dry-run": dryRun }, operands) => {
    const client = connect({ to, token });
    const { key, state } = await findArticle(client, operands, "retract");
    const isAgain = state === "retracted";
    const again = `${key} was retracted already`;
    if (dryRun) return reportPlan(isAgain ? again : `would retract ${key}`);
    const done = isAgain ? (reason === "" ? again : `${again}; its notice says the new reason`) : `retracted ${key}`;
    return reportChange(await client.retractArticle(key, reason), done);
  },
});
