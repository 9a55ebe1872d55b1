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
    const isDone = state === "retracted" || state === "draft";
    if (dryRun) return reportPlan(isDone ? describeRetraction(key, state, "") : `would retract ${key}`);
    return reportChange(await client.retractArticle(key, reason), describeRetraction(key, state, reason));
  },
});

function describeRetraction(key: string, state: string, reason: string): string {
  switch (state) {
    case "retracted":
      return `${key} was retracted already${reason === "" ? "" : "; its notice says the new reason"}`;
    case "draft":
      return `${key} is a draft: no reader sees it, and no notice is written`;
    case "scheduled":
      return `retracted ${key} before its time: no reader has seen it, and no notice is written`;
    default:
      return `retracted ${key}`;
  }
}
