import type { Article } from "../src/article/article.ts";
import { listSlugCandidates, reportTakenSlug } from "../src/article/free-slug.ts";
import type { SiteProfile } from "../src/article/profile/site-profile.ts";
import type { PreparedArticle } from "./prepared-article.ts";

type Readable = PreparedArticle & { readonly article: Article };

/**
 * Gives each of several articles that ask for one slug its own, as the server does: the earliest keeps it, a later one gets its
 * year, then a number. A draft holds no slug.
 */
export async function assignSlugs(
  articles: readonly PreparedArticle[],
  profile: SiteProfile,
): Promise<PreparedArticle[]> {
  const holders = new Map<string, string>();
  const assigned = new Map<PreparedArticle, PreparedArticle>();
  const readable = articles.filter((prepared): prepared is Readable => prepared.article !== undefined);
  const holding = readable.filter(({ article }) => !article.draft).toSorted(byPublication);
  for (const prepared of holding) {
    const { article, file } = prepared;
    const wanted = article.slug;
    const holder = holders.get(wanted);
    if (holder === undefined) {
      holders.set(wanted, file.path);
      continue;
    }
    const slug = findFree(wanted, article.publishedAt, profile.timeZone, holders);
    holders.set(slug, file.path);
    const finding = reportTakenSlug(wanted, holder, slug);
    const { prepareArticle } = await import("./prepared-article.ts");
    assigned.set(prepared, await prepareArticle(file, profile, { assigned: { slug, finding } }));
  }
  return articles.map((prepared) => assigned.get(prepared) ?? prepared);
}

function byPublication(a: Readable, b: Readable): number {
  return a.article.publishedAt - b.article.publishedAt || (a.file.key < b.file.key ? -1 : 1);
}

function findFree(wanted: string, publishedAt: number, timeZone: string, holders: ReadonlyMap<string, string>): string {
  for (const candidate of listSlugCandidates(wanted, publishedAt, timeZone))
    if (!holders.has(candidate)) return candidate;
  return wanted;
}
