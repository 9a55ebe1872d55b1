import { isKey, KEY_WANTED } from "../../src/article/check-key.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { findArticle, reportChange, reportPlan, withoutEnding } from "../find-article.ts";
import { findFileKey } from "../find-file-key.ts";
import { ARTICLES, CLIENT, DRY_RUN } from "../options.ts";
import { printable } from "../output.ts";

export const move = defineCommand({
  summary: "Say that an article's file has another name now, where publish cannot tell: id and address stay",
  operands: "KEY|SLUG NEW-KEY",
  options: { articles: ARTICLES, ...CLIENT, "dry-run": DRY_RUN },
  run: async ({ articles, to, token, "dry-run": dryRun }, [from, next, ...rest]) => {
    if (from === undefined || next === undefined || rest.length > 0)
      throw new UsageError(`wanted two keys: ${callEdgewire("move drafts/ferry posts/2026-03-14-ferry")}`);
    const key = findFileKey(articles, next);
    if (key === undefined && !isKey(withoutEnding(next).normalize("NFC")))
      throw new UsageError(`wanted ${KEY_WANTED}, found "${next}"`);
    if (key === undefined)
      throw new UsageError(`There is no file "${next}" in ${articles}; rename the file first, then say so here`);
    const client = connect({ to, token });
    const former = await findArticle(client, [from], "move");
    if (dryRun) return reportPlan(`would move ${former.key} to ${key}`);
    return reportChange(await client.moveArticle(former.key, key), printable(`moved ${former.key} to ${key}`));
  },
});
