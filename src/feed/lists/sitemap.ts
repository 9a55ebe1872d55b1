import { formatRfc3339 } from "../../lib/dates.ts";
import { attribute, parentElement, textElement, XML_DECLARATION } from "../../lib/xml.ts";

/** https://www.sitemaps.org/protocol.html: one address in a sitemap, or one sitemap in an index. */
export interface SitemapPage {
  /** Absolute address. */
  readonly url: string;
  /** Last change, milliseconds since the epoch. */
  readonly modifiedAt?: number;
}

const namespace = attribute("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

export function renderSitemap(pages: readonly SitemapPage[]): string {
  return (
    XML_DECLARATION +
    parentElement("urlset", namespace, pages.map((page) => parentElement("url", "", renderPlace(page))).join(""))
  );
}

export function renderSitemapIndex(parts: readonly SitemapPage[]): string {
  return (
    XML_DECLARATION +
    parentElement(
      "sitemapindex",
      namespace,
      parts.map((part) => parentElement("sitemap", "", renderPlace(part))).join(""),
    )
  );
}

function renderPlace({ url: address, modifiedAt }: SitemapPage): string {
  return (
    textElement("loc", address) +
    textElement("lastmod", modifiedAt === undefined ? undefined : formatRfc3339(modifiedAt))
  );
}
