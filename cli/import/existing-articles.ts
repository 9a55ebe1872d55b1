import { existsSync } from "node:fs";
import { openSource } from "../../src/article/open-source.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { readArticle } from "../../src/article/read-article.ts";
import type { ExistingArticles } from "../../src/import/place-register.ts";
import { type ArticleFile, readArticleFolder } from "../article-folder.ts";

/** Reads the folder's articles, those with errors too: their ids and places are taken all the same. */
export function readExistingArticles(folder: string, profile: SiteProfile): ExistingArticles {
  const ids = new Set<string>();
  const keys = new Map<string, "with id" | "without id">();
  const slugs = new Set<string>();
  for (const file of existsSync(folder) ? readArticleFolder(folder).files : []) {
    const { id, slug } = identify(file, profile);
    if (id !== undefined) ids.add(id);
    if (slug !== undefined) slugs.add(slug.toLowerCase());
    keys.set(file.key.toLowerCase(), id === undefined ? "without id" : "with id");
  }
  return { ids, keys, slugs };
}

function identify(file: ArticleFile, profile: SiteProfile) {
  const opened = openSource(file.body, file.kind, profile.timeZone);
  const { id, slug } = opened.ok ? opened.value.frontMatter.fields : {};
  if (slug !== undefined) return { id, slug };
  const { key, kind, body: bytes, media } = file;
  return { id, slug: readArticle({ key, kind, bytes, media }, profile).article?.slug };
}
