import type { FieldReports } from "./field-reports.ts";
import { isFalseWord, isTrueWord, normaliseWord } from "./held-back-words.ts";
import type { NamedValues } from "./named-values.ts";

/**
 * `feeds: none` gives an article an address and keeps it out of every feed and list. Any other value but `all` is reported and
 * keeps the article out, too: an entry that a reader has fetched cannot be taken back.
 */
export function readFeedsField(names: NamedValues, reports: FieldReports): "none" | undefined {
  const [named] = names.of("feeds");
  if (named === undefined) return undefined;
  const word = typeof named.value === "string" ? normaliseWord(named.value) : "";
  if (word === "all" || isTrueWord(word)) return undefined;
  if (word !== "none" && !isFalseWord(word)) {
    const { path, value } = named;
    const wanted = '"none" or "all" (until then the article is in no feed)';
    reports.misfit("warning", { path, found: value, wanted, example: "none" });
  }
  return "none";
}
