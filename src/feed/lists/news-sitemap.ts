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
}

const namespaces =
  attribute("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9") +
  attribute("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9");

/** https://www.google.com/schemas/sitemap-news/0.9: with no article, an empty list, which Google takes. */
export function renderNewsSitemap(publicationName: string, articles: readonly NewsArticle[]): string {
  const entries = articles.map((article) =>
    parentElement("url", "", textElement("loc", article.url) + renderNews(publicationName, article)),
  );
  return XML_DECLARATION + parentElement("urlset", namespaces, entries.join(""));
}

function renderNews(publicationName: string, article: NewsArticle): string {
  const from =
    textElement("news:name", publicationName) + textElement("news:language", writeNewsLanguage(article.language));
  const when = textElement("news:publication_date", formatRfc3339(article.publishedAt));
  return parentElement(
    "news:news",
    "",
    parentElement("news:publication", "", from) + when + textElement("news:title", article.title),
  );
}

/** ISO 639 in two or three letters; Chinese alone is told apart by its script. */
function writeNewsLanguage(tag: string): string {
  const { language: primary, script } = new Intl.Locale(tag).maximize();
  if (primary !== "zh") return primary;
  return script === "Hant" ? "zh-tw" : "zh-cn";
}
