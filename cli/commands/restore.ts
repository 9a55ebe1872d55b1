import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { findArticle, reportChange } from "../find-article.ts";
import { CLIENT } from "../options.ts";

export const restore = defineCommand({
  summary: "Bring a retracted article back",
  operands: "KEY|SLUG",
  options: CLIENT,
  run: async ({ to, token }, operands) => {
    const client = connect({ to, token });
    const { key } = await findArticle(client, operands, "restore");
    return reportChange(await client.restoreArticle(key), `restored ${key}`);
  },
});
