import type { ArticleRecord } from "./article-record.ts";

/** No slug begins with it. */
const MARK = ";";

type Addressed = Pick<ArticleRecord, "id" | "slug" | "state" | "revision">;

/** A draft that no reader has seen has a placeholder for a slug, so that it keeps none from other articles. */
export function slugInStore({ id, slug, state, revision }: Addressed): string {
  return state === "draft" && revision === 0 ? `${MARK}${id}` : slug;
}

/** The slug of a stored article; undefined for a draft that holds none. */
export function slugOf({ slug }: Pick<ArticleRecord, "slug">): string | undefined {
  return slug.startsWith(MARK) ? undefined : slug;
}
