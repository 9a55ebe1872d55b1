import {
  articleAddress,
  type DocumentSettings,
  feedAddress,
  homeOfFeed,
  requireProfile,
  titleFeed,
} from "../../feed/build-feed.ts";
import { allFormats } from "../../feed/formats.ts";
import type { ListReader, PageRow } from "../../feed/lists/list-reader.ts";
import { NEWS_PERIOD_MS, renderNewsSitemap } from "../../feed/lists/news-sitemap.ts";
import { renderOpml } from "../../feed/lists/opml.ts";
import { renderSitemap, renderSitemapIndex, type SitemapPage } from "../../feed/lists/sitemap.ts";
import { countParts } from "../../feed/lists/sitemap-parts.ts";
import type { PublicationReader } from "../../feed/publishing/publication-store.ts";
import { encodeUtf8 } from "../../lib/bytes.ts";
import type { Head } from "../head.ts";
import { createHeadReader } from "../origin/read-head.ts";
import { HEAD_HEADER } from "../renderings.ts";
import { type HeadReader, headOfKey, headOfNews, headOfOutside, headOfPart, headOfSitemap } from "./list-heads.ts";

// Lists for crawlers and for subscription managers are asked for seldom: the publishers' worker writes them, so that the
// isolates that answer polls need not carry what writes them.

export interface ListPorts {
  readonly reader: PublicationReader;
  readonly lists: ListReader;
  readonly settings: DocumentSettings;
  readonly now: () => number;
}

interface ListDocument {
  /** Undefined for lists under the main feed's head. */
  readonly readHead?: (ports: ListPorts, heads: HeadReader, which: string) => Promise<Head>;
  readonly render: (
    ports: ListPorts,
    heads: HeadReader,
    which: string,
  ) => Promise<{ readonly head: Head; readonly write: () => string }>;
}

const opml: ListDocument = {
  async render({ reader, settings }, heads) {
    const snapshot = await reader.findSnapshot("main", "feeds", "none");
    const write = () => {
      const profile = requireProfile(snapshot.site);
      const outlines = snapshot.feeds.map(({ name, title }) => ({
        title: titleFeed(profile, name, title),
        htmlUrl: homeOfFeed(profile, name, settings.publicUrl),
        xmlUrl: feedAddress(settings.publicUrl, name, allFormats[0]),
      }));
      return renderOpml(profile.title, outlines);
    };
    return { head: await heads.ofFeed(snapshot), write };
  },
};

const sitemap: ListDocument = {
  readHead: async ({ lists }, heads) => headOfSitemap(await lists.findSitemapHead(), heads),
  async render({ lists, settings: { publicUrl } }, heads) {
    const snapshot = await lists.findSitemap();
    const { pages, outside, outsidePages } = snapshot;
    const isWhole = countParts(snapshot.head?.lastPosition ?? 0) === 1;
    const beside =
      outside === undefined || outsidePages.length === 0
        ? []
        : [{ url: `${publicUrl}/${OUTSIDE_NAME}`, modifiedAt: outside.changedAt }];
    const parts = snapshot.parts.map(({ part, changedAt }) => ({
      url: `${publicUrl}/sitemaps/${part}.xml`,
      modifiedAt: changedAt,
    }));
    const write = () =>
      isWhole
        ? renderSitemap(listPages([...pages, ...outsidePages], 1, publicUrl))
        : renderSitemapIndex([...parts, ...beside]);
    return { head: await headOfSitemap(snapshot, heads), write };
  },
};

/** Articles in no feed, where the sitemap has parts. */
const sitemapOutside: ListDocument = {
  readHead: async ({ lists }, heads) => headOfOutside(await lists.findSitemapHead(), heads),
  async render({ lists, settings }, heads) {
    const snapshot = await lists.findOutside();
    const write = () => renderSitemap(listArticles(snapshot.outsidePages, settings.publicUrl));
    return { head: await headOfOutside(snapshot, heads), write };
  },
};

const sitemapPart: ListDocument = {
  readHead: async ({ lists }, heads, part) => headOfPart(await lists.findPartHead(Number(part)), heads),
  async render({ lists, settings }, heads, part) {
    const snapshot = await lists.findPart(Number(part));
    const write = () => renderSitemap(listPages(snapshot.pages, Number(part), settings.publicUrl));
    return { head: await headOfPart(snapshot, heads), write };
  },
};

function listPages(pages: readonly PageRow[], part: number, publicUrl: string): SitemapPage[] {
  const front = part === 1 ? [{ url: `${publicUrl}/` }] : [];
  return [...front, ...listArticles(pages, publicUrl)];
}

function listArticles(pages: readonly PageRow[], publicUrl: string): SitemapPage[] {
  return pages.map(({ slug, changedAt }) => ({ url: articleAddress(publicUrl, slug), modifiedAt: changedAt }));
}

const newsSitemap: ListDocument = {
  readHead: async ({ lists, now }, heads) => headOfNews(await lists.findNewsHead(now() - NEWS_PERIOD_MS), heads),
  async render({ lists, settings, now }, heads) {
    const snapshot = await lists.findNews(now() - NEWS_PERIOD_MS);
    const articles = snapshot.articles.map((row) => ({ ...row, url: articleAddress(settings.publicUrl, row.slug) }));
    const write = () => renderNewsSitemap(requireProfile(snapshot.site).title, articles);
    return { head: await headOfNews(snapshot, heads), write };
  },
};

/** indexnow.org: the key at `/<key>.txt` proves that submissions with it come from the site's owner. */
const indexNowKey: ListDocument = {
  readHead: async ({ reader }, heads, key) => headOfKey(await reader.findHead("main"), heads, key),
  async render({ reader }, heads, key) {
    return { head: await headOfKey(await reader.findHead("main"), heads, key), write: () => `${key}\n` };
  },
};

const OUTSIDE_NAME = "sitemaps/pages.xml";

const namedLists: Readonly<Record<string, ListDocument>> = {
  "list/sitemap.xml": sitemap,
  [`list/${OUTSIDE_NAME}`]: sitemapOutside,
  "list/news-sitemap.xml": newsSitemap,
};
const PART_PATH = /^list\/sitemaps\/([1-9]\d{0,5})\.xml$/;

const KEY_PATH = /^list\/([A-Za-z0-9-]+)\.txt$/;

const mainDocuments: Readonly<Record<string, ListDocument>> = { opml };

interface FoundDocument {
  readonly document: ListDocument;
  /** The variable part of its path: a part's number, a key. */
  readonly which: string;
}

function findDocument(format: string, path: string): FoundDocument | undefined {
  if (path === "feed/main") {
    const document = mainDocuments[format];
    return document && { document, which: "" };
  }
  const named = namedLists[path];
  if (named !== undefined) return { document: named, which: "" };
  const [, part] = PART_PATH.exec(path) ?? [];
  if (part !== undefined) return { document: sitemapPart, which: part };
  const [, key] = KEY_PATH.exec(path) ?? [];
  return key === undefined ? undefined : { document: indexNowKey, which: key };
}

/** Answers Origin: `head/<resource>` with a head, `<format>/<resource>` with bytes under the head they were really read with. */
export async function answerList(asked: string, ports: ListPorts): Promise<Response> {
  const [format = "", ...rest] = asked.split("/");
  const path = rest.join("/");
  const { document, which = "" } = findDocument(format, path) ?? {};
  const heads = createHeadReader(ports);
  if (format === "head") {
    const readHead = document?.readHead;
    if (readHead === undefined) return Response.json({ status: "missing" });
    return Response.json(await heads.readSettled(() => readHead(ports, heads, which)));
  }
  const made = await document?.render(ports, heads, which);
  if (made?.head.status !== "live") return new Response(null, { status: 404 });
  return new Response(encodeUtf8(made.write()), { headers: { [HEAD_HEADER]: JSON.stringify(made.head) } });
}
