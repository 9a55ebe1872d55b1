import { formatRfc3339 } from "../lib/dates.ts";
import { attribute, parentElement, textElement, XML_DECLARATION } from "../lib/xml.ts";

export interface SitemapPage {
  /** Absolute address. */
  readonly url: string;
  /** Last significant change, milliseconds since the epoch. */
  readonly modifiedAt?: number;
}

const urlset = parentElement("urlset");
const url = parentElement("url");
const loc = textElement("loc");
const lastmod = textElement("lastmod");
const namespace = attribute("xmlns")("http://www.sitemaps.org/schemas/sitemap/0.9");

/** sitemaps.org: more addresses no one file may name. */
export const MAX_SITEMAP_PAGES = 50_000;

/** https://www.sitemaps.org/protocol.html; at most {@link MAX_SITEMAP_PAGES}. */
export function renderSitemap(pages: readonly SitemapPage[]): string {
  return XML_DECLARATION + urlset(namespace, pages.map(renderPage).join(""));
}

function renderPage(page: SitemapPage): string {
  const modified = page.modifiedAt === undefined ? undefined : formatRfc3339(page.modifiedAt);
  return url("", loc(page.url) + lastmod(modified));
}
