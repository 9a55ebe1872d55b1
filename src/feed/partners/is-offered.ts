import type { ArticleRecord } from "../../article/article-record.ts";

/** Whether partners may have the article: its front matter does not say `republish: no`. */
export function isOffered({ facets }: Pick<ArticleRecord, "facets">): boolean {
  return facets.republish !== "no";
}
