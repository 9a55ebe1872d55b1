import { ARTICLE_EXTENSIONS } from "../../src/article/article-kinds.ts";
import { isKey, KEY_WANTED } from "../../src/article/check-key.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { findArticle, reportChange, reportPlan } from "../find-article.ts";
import { CLIENT, DRY_RUN } from "../options.ts";
import { printable } from "../output.ts";

export const move = defineCommand({
  summary: "Say that an article's file has another name now, where publish cannot tell: id and address stay",
  operands: "KEY|SLUG NEW-KEY",
  options: { ...CLIENT, "dry-run": DRY_RUN },
  run: async ({ to, token, "dry-run": dryRun }, [from, next, ...rest]) => {
    if (from === undefined || next === undefined || rest.length > 0)
      throw new UsageError("wanted two keys: edgewire move drafts/ferry posts/2026-03-14-ferry");
    const key = withoutEnding(next).normalize("NFC");
    if (!isKey(key)) throw new UsageError(`wanted ${KEY_WANTED}, found "${next}"`);
    const client = connect({ to, token });
    const former = await findArticle(client, [withoutEnding(from)], "move");
    if (dryRun) return reportPlan(`would move ${former.key} to ${key}`);
    return reportChange(await client.moveArticle(former.key, key), printable(`moved ${former.key} to ${key}`));
  },
});

/** People write the file's name. */
function withoutEnding(name: string): string {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const isFile = ARTICLE_EXTENSIONS.includes(ending);
  return isFile ? name.slice(0, -ending.length - 1).replace(/\/index$/i, "") : name;
}
