import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { readSiteProfile } from "../src/article/profile/read-site-profile.ts";
import type { SiteProfile } from "../src/article/profile/site-profile.ts";
import type { Finding } from "../src/lib/finding.ts";
import { UsageError } from "../src/lib/usage-error.ts";
import { readArticleFolder } from "./article-folder.ts";
import { ArticleLinks, createArticleIndex } from "./article-links.ts";
import { MediaFolder } from "./media-folder.ts";
import { findClashes, type PreparedArticle, prepareArticle } from "./prepared-article.ts";

/** A publication as its folder has it, understood as far as it can be. */
export interface LocalPublication {
  readonly sitePath: string;
  readonly siteText: string;
  /** The images that site.yaml names. */
  readonly siteMedia: MediaFolder;
  readonly profile: SiteProfile | undefined;
  readonly siteFindings: readonly Finding[];
  readonly articles: readonly PreparedArticle[];
}

/** Reads site.yaml and every article. Articles are not read where the profile cannot be: too much depends on it. */
export async function readPublication(folder: string): Promise<LocalPublication> {
  const sitePath = join(folder, "site.yaml");
  if (!existsSync(folder))
    throw new UsageError(`There is no folder "${folder}"; wanted one with site.yaml and articles`);
  const siteBytes = existsSync(sitePath) ? readFileSync(sitePath) : Buffer.alloc(0);
  const siteMedia = new MediaFolder(folder, realpathSync(folder));
  const { profile, findings } = readSiteProfile(siteBytes, siteMedia);
  const siteFindings = [...findings, ...siteMedia.findings.values()];
  const site = { sitePath, siteText: siteBytes.toString(), siteMedia, siteFindings };
  if (profile === undefined) return { ...site, profile, articles: [] };
  // Digests are made by other threads meanwhile.
  const prepared = await Promise.all(readArticleFolder(folder).map((file) => prepareArticle(file, profile)));
  const clashes = findClashes(prepared);
  const articles = prepared.map((article) => withClash(article, clashes.get(article.file.path)));
  return { ...site, profile, articles: await linkArticles(articles, profile, new Map()) };
}

/** With the links as the publication has their targets: an article whose slug was derived keeps the one that it was given first. */
export async function linkToStored(
  publication: LocalPublication,
  slugs: ReadonlyMap<string, string>,
): Promise<LocalPublication> {
  const { profile, articles } = publication;
  const isMoved = articles.some(({ file: { key }, article }) => slugs.has(key) && slugs.get(key) !== article?.slug);
  if (profile === undefined || !isMoved) return publication;
  return { ...publication, articles: await linkArticles(articles, profile, slugs) };
}

/** Reads those again that link to other files, now that all are known. */
function linkArticles(
  articles: readonly PreparedArticle[],
  profile: SiteProfile,
  slugs: ReadonlyMap<string, string>,
): Promise<readonly PreparedArticle[]> {
  const index = createArticleIndex(articles, slugs, Date.now());
  return Promise.all(
    articles.map(async (prepared) => {
      const { file, linkedFiles, article } = prepared;
      const from = { key: file.key, isBundle: /[\\/]index\.[a-z]+$/i.test(file.path) };
      const isLinking = linkedFiles.some(
        (address) => !address.startsWith("/") || index.find(address, from) !== "nowhere",
      );
      if (!isLinking || article === undefined) return prepared;
      return prepareArticle(file, profile, new ArticleLinks(index, from));
    }),
  );
}

function withClash(prepared: PreparedArticle, clash: Finding | undefined): PreparedArticle {
  return clash === undefined ? prepared : { ...prepared, article: undefined, findings: [...prepared.findings, clash] };
}
