import type { PartnerId } from "../../article/profile/partner-ids.ts";
import type { Partner } from "./partner.ts";

const CONTENT = "http://purl.org/rss/1.0/modules/content/";
const DC = "http://purl.org/dc/elements/1.1/";
const MEDIA = "http://search.yahoo.com/mrss/";
const ATOM = "http://www.w3.org/2005/Atom";
const common = { atom: ATOM, content: CONTENT, dc: DC, media: MEDIA };

/** MSN HTML guidelines and tag restrictions: https://support.microsoft.com/topic/2a12f610-f3da-43ea-8dc4-766f6df89e8d */
const MSN_ELEMENTS =
  "b i em strong sub sup small h1 h2 h3 h4 h5 a img table caption colgroup col thead tbody tfoot tr th td ul ol li p div span br blockquote".split(
    " ",
  );
const MSN_LINKS = ["https://", "http://", "mailto:"];

const rows: readonly Partner[] = [
  {
    id: "msn",
    format: "rss",
    name: "MSN",
    specification: "https://support.microsoft.com/topic/0114c19c-36bb-4fef-8322-4a1ed6888329",
    window: { items: 20, maxAgeDays: 365 },
    html: { allow: MSN_ELEMENTS, maxDepth: 9, linkSchemes: MSN_LINKS },
    channel: {
      namespaces: {
        ...common,
        dcterms: "http://purl.org/dc/terms/",
        mi: "http://schemas.ingestion.microsoft.com/common/",
      },
    },
    // "More than 20 characters".
    title: { min: 21, max: 150, isPlain: true },
    required: ["text", "image"],
    languages: "feed",
    image: {
      minLongerSide: 720,
      ratio: [0.5, 1.89],
      types: ["image/png", "image/jpeg", "image/gif", "image/webp"],
      maxBytes: 15_000_000,
    },
    modifiedAs: "dcterms:modified",
    imageElement: "media:content",
    statesRights: true,
  },
  {
    id: "smartnews",
    format: "rss",
    name: "SmartNews",
    specification: "https://publishers.smartnews.com/hc/en-us/articles/56500436151065",
    window: { items: 50, maxBytes: 1_000_000 },
    channel: {
      namespaces: { ...common, snf: "http://www.smartnews.be/snf" },
      maxDescription: 30,
      ttlMinutes: 5,
      logo: "snf",
    },
    required: ["author", "text", "image"],
    modifiedAs: "atom:updated",
    imageElement: "media:thumbnail",
  },
  {
    id: "flipboard",
    format: "rss",
    name: "Flipboard",
    specification: "https://flipboard.helpshift.com/hc/en/1-flipboard/faq/1023-resubmit-an-rss-feed/",
    window: { items: 30, minItems: 20 },
    channel: { namespaces: common },
    summary: { min: 300 },
    required: ["author", "text", "image"],
    image: { minShorterSide: 500 },
    modifiedAs: "atom:updated",
    imageElement: "media:content",
    enclosesImage: true,
  },
  {
    id: "newsbreak",
    format: "rss",
    name: "NewsBreak",
    specification: "https://support.newsbreak.com/publisher-faq",
    window: { items: 50 },
    channel: { namespaces: common },
    required: ["author", "text", "image", "image-credit"],
    languages: ["en"],
    modifiedAs: "atom:updated",
    imageElement: "media:content",
  },
  {
    id: "fulltext",
    format: "rss",
    name: "Full text",
    specification: "https://www.rssboard.org/media-rss",
    window: { items: 50 },
    channel: { namespaces: common },
    required: ["text"],
    modifiedAs: "atom:updated",
    imageElement: "media:content",
  },
  {
    id: "flatplan",
    format: "rss",
    name: "flatplan",
    specification: "https://flatplan.io/knowledge-base/technical-requirements",
    window: { items: 60, minItems: 10 },
    channel: { namespaces: common },
    title: { isPlain: true },
    required: ["text"],
    languages: "feed",
    modifiedAs: "atom:updated",
    imageElement: "media:content",
  },
  {
    id: "ninjs",
    format: "ninjs",
    name: "News agencies",
    specification: "https://iptc.org/std/ninjs/ninjs-schema_3.3.json",
    window: { items: 50 },
    required: ["text"],
  },
];

export const partners = Object.fromEntries(rows.map((row) => [row.id, row])) as Readonly<Record<PartnerId, Partner>>;
