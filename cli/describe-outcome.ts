import { isPageSlug } from "../src/article/article-path.ts";
import type { ApiAnswer } from "./api/answers.ts";

/** As in `created articles/a.md -> /articles/a (draft)`. Readers find nothing at the address of a draft or an embargoed article. */
export function describeOutcome(path: string, { outcome, slug, state = "published" }: ApiAnswer["body"]): string {
  const address = slug === undefined ? "" : ` -> ${isPageSlug(slug) ? slug : `/articles/${slug}`}`;
  return `${outcome} ${path}${address}${state === "published" ? "" : ` (${state})`}`;
}
