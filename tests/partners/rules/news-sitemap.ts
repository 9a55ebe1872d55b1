import { all, type FeedNode, only } from "../feed-xml.ts";
import type { Rule } from "../rule.ts";
import { swap } from "./common.ts";

const NEWS = "https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap";
const IMAGES = "https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps";
const PROTOCOL = "https://www.sitemaps.org/protocol.html";

const SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";
const sitemap = (name: string) => `{${SITEMAP}}${name}`;
const news = (name: string) => `{http://www.google.com/schemas/sitemap-news/0.9}${name}`;
const image = (name: string) => `{http://www.google.com/schemas/sitemap-image/1.1}${name}`;

const TWO_DAYS_MS = 2 * 86_400_000;
const MOST = 1000;
/** W3C date and time, in UTC. */
const W3C_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

const urlsOf = (root: FeedNode) => all(root, sitemap("url"));
const newsOf = (root: FeedNode) => urlsOf(root).flatMap((url) => all(url, news("news")));
const imagesOf = (root: FeedNode) => urlsOf(root).flatMap((url) => all(url, image("image")));
const publicationsOf = (root: FeedNode) => newsOf(root).flatMap((one) => all(one, news("publication")));
const isAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** A sitemap of news, also an empty one. */
export const newsSitemap: readonly Rule<FeedNode>[] = [
  {
    rule: "the root is a urlset of the protocol",
    source: PROTOCOL,
    isKept: ({ name }) => name === sitemap("urlset"),
    breakIt: (xml) => xml.replace("<urlset", "<urls").replace("</urlset", "</urls"),
  },
  {
    rule: "each url has one absolute address",
    source: PROTOCOL,
    isKept: (root) => urlsOf(root).every((url) => isAddress(only(url, sitemap("loc")))),
    breakIt: swap(/<loc>[^<]*/, "<loc>/articles/a"),
  },
  {
    rule: "all addresses are of one host",
    source: PROTOCOL,
    isKept: (root) => {
      const addresses = urlsOf(root)
        .map((url) => only(url, sitemap("loc")))
        .filter(isAddress);
      return new Set(addresses.map((address) => new URL(address).host)).size <= 1;
    },
    breakIt: swap(/<loc>[^<]*/, "<loc>https://other.example/a"),
  },
  {
    rule: "each url has one news:news",
    source: NEWS,
    isKept: (root) => urlsOf(root).every((url) => all(url, news("news")).length === 1),
    breakIt: swap(/<news:news>.*?<\/news:news>/s, ""),
  },
  {
    rule: "there are at most 1,000 news:news",
    source: NEWS,
    isKept: (root) => newsOf(root).length <= MOST,
    breakIt: (xml) => {
      const [url = ""] = /<url>.*?<\/url>/s.exec(xml) ?? [];
      return xml.replace("</urlset>", `${url.repeat(MOST)}</urlset>`);
    },
  },
  {
    rule: "each names one publication, the same everywhere",
    source: NEWS,
    isKept: (root) => {
      const names = publicationsOf(root).map((publication) => only(publication, news("name")));
      return names.length === newsOf(root).length && !names.includes("") && new Set(names).size <= 1;
    },
    breakIt: swap(/<news:name>[^<]*/, "<news:name>Another"),
  },
  {
    rule: "a language is an ISO 639 code of two or three letters, or zh-cn or zh-tw",
    source: NEWS,
    isKept: (root) =>
      publicationsOf(root).every((one) => /^(?:[a-z]{2,3}|zh-cn|zh-tw)$/.test(only(one, news("language")))),
    breakIt: swap(/<news:language>[^<]*/, "<news:language>en-GB"),
  },
  {
    rule: "each has its date of publication in W3C format",
    source: NEWS,
    isKept: (root) => newsOf(root).every((one) => W3C_TIME.test(only(one, news("publication_date")))),
    breakIt: swap(/(<news:publication_date>\d{4}-\d{2}-\d{2})T[^<]*/, "$1 12:00"),
  },
  {
    rule: "all were published within two days",
    source: NEWS,
    isKept: (root) => {
      const times = newsOf(root).map((one) => Date.parse(only(one, news("publication_date"))));
      return times.length === 0 || Math.max(...times) - Math.min(...times) <= TWO_DAYS_MS;
    },
    breakIt: swap(/<news:publication_date>[^<]*/, "<news:publication_date>2001-01-01T00:00:00Z"),
  },
  {
    rule: "each has a title",
    source: NEWS,
    isKept: (root) => newsOf(root).every((one) => only(one, news("title")) !== ""),
    breakIt: swap(/<news:title>[^<]*/, "<news:title>"),
  },
  {
    rule: "an image has one address, and nothing that was taken out of the specification",
    source: IMAGES,
    isKept: (root) => imagesOf(root).every((one) => isAddress(only(one, image("loc"))) && one.children.length === 1),
    breakIt: swap("</image:loc>", "</image:loc><image:title>A</image:title>"),
  },
  {
    rule: "a url has at most 1,000 images",
    source: IMAGES,
    isKept: (root) => urlsOf(root).every((url) => all(url, image("image")).length <= MOST),
    breakIt: (xml) => xml.replace(/<image:image>.*?<\/image:image>/s, (one) => one.repeat(MOST + 1)),
  },
];
