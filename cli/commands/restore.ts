import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { findArticle, reportChange, reportPlan } from "../find-article.ts";
import { CLIENT, DRY_RUN } from "../options.ts";

export const restore = defineCommand({
  summary: "Bring a retracted article back",
  operands: "KEY|SLUG",
  options: { ...CLIENT, "dry-run": DRY_RUN },
  run: async ({ to, token, "dry-run": dryRun }, operands) => {
    const client = connect({ to, token });
    const { key, state } = await findArticle(client, operands, "restore");
    if (dryRun) return reportPlan(state === "retracted" ? `would restore ${key}` : `${key} was not retracted`);
    return reportChange(await client.restoreArticle(key), `restored ${key}`);
  },
});
