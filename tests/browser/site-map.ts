import { NOTICE, RETRACTED } from "./site-facts.ts";

/** What the fixture publication holds, asked of its own documents. */

export interface ListedArticle {
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly language: string;
}

interface JsonFeed {
  readonly items: readonly { url: string; title: string; summary: string; language?: string }[];
  readonly language?: string;
}

/** Every article of the fixture publication, newest first. */
export async function listArticles(origin: string): Promise<ListedArticle[]> {
  const feed = (await (await fetch(`${origin}/feed.json`)).json()) as JsonFeed;
  const told = feed.items.filter(({ url }) => !url.includes(`/${NOTICE}`));
  return told.map(({ url, title, summary, language }) => ({
    url,
    title,
    summary,
    language: language ?? feed.language ?? "",
  }));
}

/** The page of every feed: the main one's may be named elsewhere as the publication's home, but stands here, too. */
export async function listFeedPages(origin: string): Promise<string[]> {
  const opml = await (await fetch(`${origin}/feeds.opml`)).text();
  return Array.from(opml.matchAll(/xmlUrl="([^"]+\/)rss\.xml"/g), ([, url = ""]) => url);
}

export interface NamedPage {
  readonly name: string;
  readonly url: string;
}

/** One page of every kind, and articles in the scripts that are set differently. */
export async function listPageKinds(origin: string): Promise<NamedPage[]> {
  const articles = await listArticles(origin);
  const pages = await listFeedPages(origin);
  const find = (what: string, url: string | undefined): NamedPage => {
    if (url === undefined) throw new Error(`The fixture publication has no ${what}`);
    return { name: what, url };
  };
  const inLanguage = (tag: string) => articles.find(({ language }) => language.split("-")[0] === tag)?.url;
  const collection = (name: string) => pages.find((url) => url.startsWith(`${origin}/${name}/`));
  return [
    find("front", `${origin}/`),
    find("category", collection("categories")),
    find("author", collection("authors")),
    find("selection", collection("feeds")),
    find("subscribe", `${origin}/subscribe`),
    find("subscribe-category", `${collection("categories")}subscribe`),
    find("archive", `${origin}/archive/1/`),
    find("month", `${origin}/2024/01/`),
    find("year", `${origin}/2024/`),
    find("standing", `${origin}/about`),
    find("search", `${origin}/search?q=notice`),
    find("search-empty", `${origin}/search`),
    find("missing", `${origin}/articles/never-was`),
    find("gone", `${origin}/articles/${RETRACTED}`),
    ...["en", "ar", "ja"].map((tag) => find(`article-${tag}`, inLanguage(tag))),
    find("article-illustrated", articles.find(({ url }) => url.includes("harbour-lights"))?.url),
    find("article-corrected", articles.find(({ url }) => url.includes("storm-adaline"))?.url),
  ];
}
