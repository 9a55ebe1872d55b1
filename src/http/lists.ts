import { addressOf, articleAddress, type DocumentSettings, requireProfile } from "../feed/build-feed.ts";
import { feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import type { ListReader, NewsHeadSnapshot, PageRow, PartHeadSnapshot } from "../feed/list-reader.ts";
import { NEWS_PERIOD_MS, renderNewsSitemap } from "../feed/news-sitemap.ts";
import { renderOpml } from "../feed/opml.ts";
import type { PublicationReader } from "../feed/publication-store.ts";
import { countParts, renderSitemap, renderSitemapIndex, type SitemapPage } from "../feed/sitemap.ts";
import { encodeUtf8 } from "../lib/bytes.ts";
import { sha256Hex } from "../lib/digest.ts";
import type { Head } from "./head.ts";
import { createHeadReader } from "./read-head.ts";
import { HEAD_HEADER } from "./renderings.ts";

// Lists for crawlers and for subscription managers are asked for seldom: the publishers' worker writes them, so that the
// isolates that answer polls need not carry what writes them.

export interface ListPorts {
  readonly reader: PublicationReader;
  readonly lists: ListReader;
  readonly settings: DocumentSettings;
  readonly now: () => number;
}

type HeadReader = ReturnType<typeof createHeadReader>;

interface ListDocument {
  /** Undefined for what stands under the main feed's head. */
  readonly readHead?: (ports: ListPorts, heads: HeadReader, part: number) => Promise<Head>;
  readonly render: (
    ports: ListPorts,
    heads: HeadReader,
    part: number,
  ) => Promise<{ readonly head: Head; readonly write: () => string }>;
}

const opml: ListDocument = {
  async render({ reader, settings }, heads) {
    const snapshot = await reader.findSnapshot("main", "feeds", "none");
    const [format] = allFormats;
    const outlines = snapshot.feeds.map(({ name, title }) => {
      const base = addressOf(settings.publicUrl, feedPath(name));
      return { title, htmlUrl: base, xmlUrl: base + (format?.fileName ?? "") };
    });
    const write = () => renderOpml(requireProfile(snapshot.site).title, outlines);
    return { head: await heads.ofFeed(snapshot), write };
  },
};

const sitemap: ListDocument = {
  async render({ lists, settings: { publicUrl } }, heads) {
    const snapshot = await lists.findSitemap();
    const isWhole = countParts(snapshot.head?.lastPosition ?? 0) === 1;
    const parts = snapshot.parts.map(({ part, changedAt }) => ({
      url: `${publicUrl}/sitemaps/${part}.xml`,
      modifiedAt: changedAt,
    }));
    const write = () => (isWhole ? renderSitemap(listPages(snapshot.pages, 1, publicUrl)) : renderSitemapIndex(parts));
    return { head: await heads.ofFeed(snapshot), write };
  },
};

const sitemapPart: ListDocument = {
  readHead: async ({ lists }, heads, part) => headOfPart(await lists.findPartHead(part), heads),
  async render({ lists, settings }, heads, part) {
    const snapshot = await lists.findPart(part);
    const write = () => renderSitemap(listPages(snapshot.pages, part, settings.publicUrl));
    return { head: await headOfPart(snapshot, heads), write };
  },
};

/** A part's head moves when one of its articles does; what is due anywhere only makes it be looked at again. */
async function headOfPart({ site, head, part }: PartHeadSnapshot, heads: HeadReader): Promise<Head> {
  if (site.profile === undefined || head === undefined || part === undefined) return { status: "missing" };
  if (countParts(head.lastPosition) === 1) return { status: "missing" };
  return heads.live(site, { ...part, nextDueAt: head.nextDueAt, departedRevision: 0 });
}

function listPages(pages: readonly PageRow[], part: number, publicUrl: string): SitemapPage[] {
  const front = part === 1 ? [{ url: `${publicUrl}/` }] : [];
  return [
    ...front,
    ...pages.map(({ slug, changedAt }) => ({ url: articleAddress(publicUrl, slug), modifiedAt: changedAt })),
  ];
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

/**
 * An article that grows too old changes the list without any revision: then the head falls due, has that moment as its change,
 * and another epoch, since the oldest article that is left decides the bytes.
 */
async function headOfNews(snapshot: NewsHeadSnapshot, heads: HeadReader): Promise<Head> {
  const { site, head, oldestAt, lastLeftAt } = snapshot;
  const main = await heads.ofFeed({ site, head });
  if (main.status !== "live" || head === undefined) return main;
  const leavesAt = oldestAt === undefined ? [] : [oldestAt + NEWS_PERIOD_MS];
  const dueTimes = [...leavesAt, ...(head.nextDueAt === undefined ? [] : [head.nextDueAt])];
  const live = await heads.live(site, {
    revision: head.revision,
    changedAt: Math.max(head.changedAt, (lastLeftAt ?? Number.NEGATIVE_INFINITY) + NEWS_PERIOD_MS),
    nextDueAt: dueTimes.length === 0 ? undefined : Math.min(...dueTimes),
    departedRevision: 0,
  });
  return { ...live, epoch: (await sha256Hex(`${live.epoch} ${oldestAt}`)).slice(0, 12) };
}

const NEWS_PATH = "list/news-sitemap.xml";
const PART_PATH = /^list\/sitemaps\/([1-9]\d{0,5})\.xml$/;

const mainDocuments: Readonly<Record<string, ListDocument>> = { opml, sitemap };

function findDocument(format: string, path: string): ListDocument | undefined {
  if (path === "feed/main") return mainDocuments[format];
  if (path === NEWS_PATH) return newsSitemap;
  return PART_PATH.test(path) ? sitemapPart : undefined;
}

/** Answers Origin: `head/<resource>` with a head, `<format>/<resource>` with bytes under the head they were really read with. */
export async function answerList(asked: string, ports: ListPorts): Promise<Response> {
  const [format = "", ...rest] = asked.split("/");
  const path = rest.join("/");
  const document = findDocument(format, path);
  const part = Number(PART_PATH.exec(path)?.[1]);
  const heads = createHeadReader(ports);
  if (format === "head") {
    const readHead = document?.readHead;
    return Response.json(
      readHead === undefined ? { status: "missing" } : await heads.readSettled(() => readHead(ports, heads, part)),
    );
  }
  const made = await document?.render(ports, heads, part);
  if (made?.head.status !== "live") return new Response(null, { status: 404 });
  return new Response(encodeUtf8(made.write()), { headers: { [HEAD_HEADER]: JSON.stringify(made.head) } });
}
