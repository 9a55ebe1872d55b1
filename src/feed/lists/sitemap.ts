import { formatRfc3339 } from "../../lib/dates.ts";
import { attribute, parentElement, textElement, XML_DECLARATION } from "../../lib/xml.ts";

/** https://www.sitemaps.org/protocol.html: one address in a sitemap, or one sitemap in an index. */
export interface SitemapPage {
  /** Absolute address. */
  readonly url: string;
  /** Last change, milliseconds since the epoch. */
  readonly modifiedAt?: number;
}

const namespace = attribute("xmlns")("http://www.sitemaps.org/schemas/sitemap/0.9");

const urlset = parentElement("urlset");
const url = parentElement("url");
const sitemapindex = parentElement("sitemapindex");
const sitemap = parentElement("sitemap");
const loc = textElement("loc");
const lastmod = textElement("lastmod");

export function renderSitemap(pages: readonly SitemapPage[]): string {
  return XML_DECLARATION + urlset(namespace, pages.map((page) => url("", renderPlace(page))).join(""));
}

export function renderSitemapIndex(parts: readonly SitemapPage[]): string {
  return XML_DECLARATION + sitemapindex(namespace, parts.map((part) => sitemap("", renderPlace(part))).join(""));
}

function renderPlace({ url: address, modifiedAt }: SitemapPage): string {
  return loc(address) + lastmod(modifiedAt === undefined ? undefined : formatRfc3339(modifiedAt));
}
