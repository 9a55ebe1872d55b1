import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import type { ArticleFile } from "../article-folder.ts";
import type { PreparedArticle } from "../prepared-article.ts";
import { PLACES } from "../project-places.ts";
import { ReadingCache } from "./reading-cache.ts";

/**
 * Reads a folder's articles; parses only those that no earlier command has read as they are now. The parsers take longer to load than
 * two thousand unchanged articles to restore, so they are loaded with the first file that needs them.
 */
export async function prepareArticles(
  files: readonly ArticleFile[],
  root: string,
  profile: SiteProfile,
  cacheFolder = PLACES.reading,
): Promise<PreparedArticle[]> {
  const cache = ReadingCache.open(cacheFolder, root, profile, files.length);
  const prepared: PreparedArticle[] = [];
  for (const file of files) {
    const known = cache?.find(file);
    const article = known ?? (await parse(file, profile));
    if (known === undefined) cache?.keep(article);
    prepared.push(article);
  }
  cache?.save();
  return prepared;
}

async function parse(file: ArticleFile, profile: SiteProfile): Promise<PreparedArticle> {
  const { prepareArticle } = await import("../prepared-article.ts");
  return prepareArticle(file, profile);
}
