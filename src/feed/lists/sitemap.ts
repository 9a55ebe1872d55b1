import { formatRfc3339 } from "../../lib/dates.ts";
import { attribute, parentElement, textElement, XML_DECLARATION } from "../../lib/xml.ts";
import { ARCHIVE_PAGE_SIZE } from "../archive.ts";

/** https://www.sitemaps.org/protocol.html: one address in a sitemap, or one sitemap in an index. */
export interface SitemapPage {
  /** Absolute address. */
  readonly url: string;
  /** Last change, milliseconds since the epoch. */
  readonly modifiedAt?: number;
}

/**
 * Archive pages in one part of the sitemap: 2,500 positions, which render in a few milliseconds. A publication that needs more
 * gets an index of parts; the protocol allows 50,000 addresses and 50 MB a file, and 50,000 files.
 */
export const PART_ARCHIVE_PAGES = 100;
export const PART_POSITIONS = PART_ARCHIVE_PAGES * ARCHIVE_PAGE_SIZE;

/** How many parts there are; one stands in the sitemap itself. */
export function countParts(lastPosition: number): number {
  return Math.max(1, Math.ceil(lastPosition / PART_POSITIONS));
}

const urlset = parentElement("urlset");
const url = parentElement("url");
const sitemapindex = parentElement("sitemapindex");
const sitemap = parentElement("sitemap");
const loc = textElement("loc");
const lastmod = textElement("lastmod");
const namespace = attribute("xmlns")("http://www.sitemaps.org/schemas/sitemap/0.9");

export function renderSitemap(pages: readonly SitemapPage[]): string {
  return XML_DECLARATION + urlset(namespace, pages.map((page) => url("", renderPlace(page))).join(""));
}

export function renderSitemapIndex(parts: readonly SitemapPage[]): string {
  return XML_DECLARATION + sitemapindex(namespace, parts.map((part) => sitemap("", renderPlace(part))).join(""));
}

function renderPlace({ url: address, modifiedAt }: SitemapPage): string {
  return loc(address) + lastmod(modifiedAt === undefined ? undefined : formatRfc3339(modifiedAt));
}
