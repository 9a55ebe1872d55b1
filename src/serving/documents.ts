import { articlePath } from "../article/article-path.ts";
import { feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import { periodPath } from "../feed/periods.ts";
import { CHAPTERS_FILE, CHAPTERS_TYPE } from "../feed/podcast/chapters-document.ts";
import { writeListPath } from "./lists/list-resource.ts";
import type { Resource } from "./resource.ts";

/**
 * Every kind of document the gate answers with, feeds first: how it is addressed and labelled. How each is rendered is
 * the affair of Origin (`render-document.ts`) and the publishers' worker (`write-for-origin.ts`).
 */
export interface DocumentKind {
  readonly id: string;
  /** Last part of the address; empty for a page. */
  readonly fileName: string;
  readonly contentType: string;
  /** The media type for browser navigation: Chromium styles only text/xml, and downloads other types. */
  readonly navigationContentType: string | undefined;
  readonly isFeed: boolean;
  /** Whether people look at it in a browser: it then carries the pages' security headers. */
  readonly isPage: boolean;
  /** Whether deltas (226) are possible: JSON Feed defines none. */
  readonly hasDeltas: boolean;
}

const feedKinds: readonly DocumentKind[] = allFormats.map(({ id, fileName, contentType, navigationContentType }) => ({
  id,
  fileName,
  contentType,
  navigationContentType: navigationContentType === contentType ? undefined : navigationContentType,
  isFeed: true,
  isPage: false,
  hasDeltas: id !== "json",
}));

export function plainKind(id: string, fileName: string, contentType: string): DocumentKind {
  return {
    id,
    fileName,
    contentType,
    navigationContentType: undefined,
    isFeed: false,
    isPage: false,
    hasDeltas: false,
  };
}

function pageKindOf(id: string, fileName: string): DocumentKind {
  return { ...plainKind(id, fileName, "text/html; charset=utf-8"), isPage: true };
}

export const pageKind = pageKindOf("page", "");

/** The chapters of an episode, below its page's address. */
export const chaptersKind = plainKind("chapters", CHAPTERS_FILE, CHAPTERS_TYPE);

/** The documents below every feed's path. */
export const feedDocuments: readonly DocumentKind[] = [...feedKinds, pageKind, pageKindOf("subscribe", "subscribe")];

/** The documents below every archive page's path. */
export const archiveDocuments: readonly DocumentKind[] = [...feedKinds, pageKind];

/** The not-found and gone pages: they have no address of their own, and are rendered under the catalogue's head. */
export const notFoundKinds = {
  missing: pageKindOf("missing", ""),
  gone: pageKindOf("gone", ""),
} as const;

/** The documents at the root only: lists over everything, under the catalogue's head, which moves with every change. */
export const rootDocuments: readonly DocumentKind[] = [
  plainKind("opml", "feeds.opml", "text/x-opml; charset=utf-8"),
  plainKind("opensearch", "opensearch.xml", "application/opensearchdescription+xml; charset=utf-8"),
  plainKind("manifest", "manifest.webmanifest", "application/manifest+json"),
  plainKind("icon", "favicon.ico", "image/vnd.microsoft.icon"),
  plainKind("touch-icon", "apple-touch-icon.png", "image/png"),
];

/** Whether a kind of document is a format of feeds: Origin renders those, and the publishers' worker the others. */
export function isFeedId(id: string): boolean {
  return feedKinds.some((kind) => kind.id === id);
}

/** Lists with heads of their own: the sitemap, its parts, and what is news. */
export const listKind = plainKind("list", "", "application/xml; charset=utf-8");

/** The licence that machines read. */
export const licenceKind = plainKind("licence", "", "application/rsl+xml; charset=utf-8");
export const tdmKind = plainKind("tdm", "", "application/json");

/** The id of a feed as a partner takes it, in any format (`gate/answer-partner.ts`). */
export const PARTNER_KIND = "partner";

/** The key by which search engines know that an announcement is ours (indexnow.org). */
export const keyKind = plainKind("key", "", "text/plain; charset=utf-8");

/** The documents of a search, by the last parts of their paths below /search; the page has none. */
export const searchDocuments: readonly string[] = ["", ...allFormats.map(({ fileName }) => fileName)];

/** The path of a document, percent-encoded. */
export function documentPath(resource: Resource, kind: DocumentKind): string {
  if (resource.kind === "list") return `/${writeListPath(resource)}`;
  if (resource.kind === "article") return articlePath(resource.slug) + (kind.fileName && `/${kind.fileName}`);
  if (resource.kind === "period") return periodPath(resource);
  if (resource.kind === "catalogue") return `/${kind.fileName}`;
  const below = resource.kind === "archive" ? `archive/${resource.page}/` : "";
  return encodeURI(feedPath(resource.name)) + below + kind.fileName;
}
