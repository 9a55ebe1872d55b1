import type { SourceRule } from "../article/profile/source-rules.ts";
import type { SourceEntry } from "../import/source-feed.ts";

/** `only` and `except`: whole labels, or words of the title, without regard to case. */
export function isWanted(entry: SourceEntry, { only, except }: Pick<SourceRule, "only" | "except">): boolean {
  if (only.length === 0 && except.length === 0) return true;
  const labels = new Set([...entry.categories, ...entry.tags].map((label) => label.toLowerCase()));
  const title = ` ${(entry.title ?? "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ")} `;
  const has = (term: string) => {
    const lower = term.toLowerCase();
    return labels.has(lower) || title.includes(` ${lower.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `);
  };
  return !except.some(has) && (only.length === 0 || only.some(has));
}
