import { feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import type { Resource } from "./resource.ts";

/**
 * Every kind of document the gate answers with, feeds first: how it is addressed and labelled. How each is rendered is
 * Origin's affair (`render-document.ts`).
 */
export interface DocumentKind {
  readonly id: string;
  /** Last part of the address; empty for a page. */
  readonly fileName: string;
  readonly contentType: string;
  /** What a browser's navigation gets instead: Chromium styles only text/xml, and offers other types to download. */
  readonly navigationContentType: string | undefined;
  readonly isFeed: boolean;
  /** Whether a part of the feed may be sent alone: JSON Feed has no rule for it. */
  readonly hasDeltas: boolean;
}

const feedKinds: readonly DocumentKind[] = allFormats.map(({ id, fileName, contentType, navigationContentType }) => ({
  id,
  fileName,
  contentType,
  navigationContentType: navigationContentType === contentType ? undefined : navigationContentType,
  isFeed: true,
  hasDeltas: id !== "json",
}));

function plainKind(id: string, fileName: string, contentType: string): DocumentKind {
  return { id, fileName, contentType, navigationContentType: undefined, isFeed: false, hasDeltas: false };
}

export const pageKind = plainKind("page", "", "text/html; charset=utf-8");

/** What stands below every feed's path. */
export const feedDocuments: readonly DocumentKind[] = [...feedKinds, pageKind];

/** What stands below every archive page's path. */
export const archiveDocuments: readonly DocumentKind[] = feedKinds;

/** What stands at the root only: lists over everything, under the main feed's head, which moves with every change. */
export const rootDocuments: readonly DocumentKind[] = [
  plainKind("opml", "feeds.opml", "text/x-opml; charset=utf-8"),
  plainKind("sitemap", "sitemap.xml", "application/xml; charset=utf-8"),
];

/** The path of a document, percent-encoded. */
export function documentPath(resource: Resource, kind: DocumentKind): string {
  if (resource.kind === "article") return `/articles/${encodeURIComponent(resource.slug)}`;
  const below = resource.kind === "archive" ? `archive/${resource.page}/` : "";
  return encodeURI(feedPath(resource.name)) + below + kind.fileName;
}
