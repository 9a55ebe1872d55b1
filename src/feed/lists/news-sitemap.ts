import { formatRfc3339 } from "../../lib/dates.ts";
import { attribute, parentElement, textElement, XML_DECLARATION } from "../../lib/xml.ts";

/** Google News sitemaps: articles of the last two days, and no more than a thousand. */
export const NEWS_PERIOD_MS = 48 * 3_600_000;
export const MAX_NEWS_ARTICLES = 1000;

export interface NewsArticle {
  /** Absolute address. */
  readonly url: string;
  /** BCP 47. */
  readonly language: string;
  readonly publishedAt: number;
  readonly title: string;
  /** Absolute address of its photograph. */
  readonly image?: string | undefined;
}

const namespaces =
  attribute("xmlns")("http://www.sitemaps.org/schemas/sitemap/0.9") +
  attribute("xmlns:news")("http://www.google.com/schemas/sitemap-news/0.9") +
  attribute("xmlns:image")("http://www.google.com/schemas/sitemap-image/1.1");
const urlset = parentElement("urlset");
const url = parentElement("url");
const loc = textElement("loc");
const news = parentElement("news:news");
const publication = parentElement("news:publication");
const publicationName = textElement("news:name");
const newsLanguage = textElement("news:language");
const publicationDate = textElement("news:publication_date");
const newsTitle = textElement("news:title");
const image = parentElement("image:image");
const imageLoc = textElement("image:loc");

/**
 * https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap, with the images of
 * https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps; with no article, an empty list, which Google takes.
 */
export function renderNewsSitemap(name: string, articles: readonly NewsArticle[]): string {
  const entries = articles.map((article) => {
    const picture = article.image === undefined ? "" : image("", imageLoc(article.image));
    return url("", loc(article.url) + renderNews(name, article) + picture);
  });
  return XML_DECLARATION + urlset(namespaces, entries.join(""));
}

function renderNews(name: string, article: NewsArticle): string {
  const from = publicationName(name) + newsLanguage(writeNewsLanguage(article.language));
  const when = publicationDate(formatRfc3339(article.publishedAt));
  return news("", publication("", from) + when + newsTitle(article.title));
}

/** ISO 639 in two or three letters; Chinese alone is told apart by its script. */
function writeNewsLanguage(tag: string): string {
  const { language: primary, script } = new Intl.Locale(tag).maximize();
  if (primary !== "zh") return primary;
  return script === "Hant" ? "zh-tw" : "zh-cn";
}
