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

/**
 * `republish: no` keeps an article out of the feeds of partners. Any value but a yes is reported and does so, too: an article that a
 * partner has shown cannot be taken back.
 */
export function readRepublishField(names: NamedValues, reports: FieldReports): "no" | undefined {
  const [named] = names.of("republish");
  if (named === undefined) return undefined;
  const { path, value } = named;
  const word = typeof value === "string" ? normaliseWord(value) : "";
  if (isTrueWord(word)) return undefined;
  if (!isFalseWord(word)) {
    const wanted = '"yes" or "no" (until then no partner gets the article)';
    reports.misfit("warning", { path, found: value, wanted, example: "no" });
  }
  return "no";
}
