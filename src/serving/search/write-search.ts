import type { ArticleRecord } from "../../article/article-record.ts";
import { buildFeedHead, buildFeedItem, type DocumentSettings, requireProfile } from "../../feed/build-feed.ts";
import { renderDocument } from "../../feed/feed-document.ts";
import type { FeedHead } from "../../feed/feed-item.ts";
import { allFormats, type FeedFormat } from "../../feed/formats.ts";
import type { Site } from "../../feed/publishing/publication-store.ts";
import { encodeUtf8 } from "../../lib/bytes.ts";
import { cleanLine } from "../../lib/text.ts";
import { renderSearchPage } from "../../pages/search/search-page.tsx";
import type { SearchHit, SearchOrder } from "../../search/search-index.ts";
import { readQuery } from "../../search/search-query.ts";
import { readSearch, type SearchRequest } from "./search-address.ts";

/** Results on a page of a search, and in its feed. */
const PAGE_SIZE = 20;

export interface FoundHits {
  readonly hits: readonly SearchHit[];
  /** False while the index is being built: it does not know all articles yet. */
  readonly isWhole: boolean;
}

export interface SearchPorts {
  /** Undefined: this deployment has no index. */
  readonly find?: (query: string, order: SearchOrder) => Promise<FoundHits>;
  /** The store's own word about the hits that readers may see. */
  readonly readHits: (hits: readonly SearchHit[]) => Promise<{ site: Site; records: readonly ArticleRecord[] }>;
  readonly settings: DocumentSettings;
  readonly now: () => number;
}

/** A search's page or feed, for Origin. `address`: as `writeSearch` writes it. */
export async function writeSearchDocument(address: URL, ports: SearchPorts): Promise<Response> {
  const document = address.pathname.slice(address.pathname.lastIndexOf("/") + 1);
  const request = readSearch(document, address);
  const asked = { ...request, query: cleanLine(request.query) };
  if (document === "") return writePage(asked, ports);
  const format = allFormats.find(({ fileName }) => fileName === document);
  return format === undefined || asked.query === ""
    ? new Response(null, { status: 404 })
    : writeFeed(format, asked, ports);
}

const NOTHING: FoundHits = { hits: [], isWhole: true };

async function writePage({ query, page }: SearchRequest, ports: SearchPorts): Promise<Response> {
  const words = readQuery(query);
  const { hits, isWhole } = words.phrases.length === 0 ? NOTHING : ((await ports.find?.(query, "best")) ?? NOTHING);
  const start = (page - 1) * PAGE_SIZE;
  const { site, records } = await ports.readHits(hits.slice(start, start + PAGE_SIZE));
  if (site.profile === undefined) return new Response(null, { status: 404 });
  const html = await renderSearchPage({
    profile: site.profile,
    publicUrl: ports.settings.publicUrl,
    query,
    words,
    records,
    page,
    pages: Math.ceil(hits.length / PAGE_SIZE),
    state: ports.find === undefined ? "off" : isWhole ? "whole" : "incomplete",
  });
  return new Response(encodeUtf8(html));
}

async function writeFeed(format: FeedFormat, { query }: SearchRequest, ports: SearchPorts): Promise<Response> {
  const { hits } = (await ports.find?.(query, "newest")) ?? NOTHING;
  const { site, records } = await ports.readHits(hits.slice(0, PAGE_SIZE));
  if (site.profile === undefined || ports.find === undefined) return new Response(null, { status: 404 });
  const { publicUrl } = ports.settings;
  const profile = requireProfile(site);
  const items = records.map((record) => buildFeedItem(record, "summary", publicUrl, profile));
  const head = describeSearch(query, records, site, ports.settings);
  return new Response(renderDocument(format, head, items));
}

/** The channel of a search: as that of the main feed, but no hub pushes it. Its page is its identity. */
function describeSearch(
  query: string,
  records: readonly ArticleRecord[],
  site: Site,
  settings: DocumentSettings,
): FeedHead {
  const { publicUrl } = settings;
  const window = records.map((record, index) => ({ record, position: index + 1, isQuiet: false }));
  const place = { base: `${publicUrl}/search/`, paging: undefined };
  const {
    hub: _,
    cloudAddress: __,
    ...head
  } = buildFeedHead({ site, head: undefined, window }, "main", place, settings);
  const search = `?q=${encodeURIComponent(query)}`;
  const links = allFormats.map(({ id, fileName }) => [id, `${publicUrl}/search/${fileName}${search}`]);
  return {
    ...head,
    id: `${publicUrl}/search${search}`,
    link: `${publicUrl}/search${search}`,
    title: `“${query}” · ${requireProfile(site).title}`,
    feedLinks: Object.fromEntries(links) as FeedHead["feedLinks"],
  };
}
