import { type FeedName, readFeedName } from "../feed/feed-names.ts";
import { type Period, periodPath, readPeriodPath } from "../feed/periods.ts";
import { type ListResource, readListPath, writeListPath } from "./lists/list-resource.ts";

/** The resource that a public address names. Each has a head, and is rendered under it. */
export type Resource =
  | ListResource
  | { readonly kind: "feed"; readonly name: FeedName }
  /** The lists of all feeds or articles: the front page, OPML, not-found pages. It moves with every revision of the log. */
  | { readonly kind: "catalogue" }
  /** The archive for people: the articles of a month, or the months of a year. */
  | ({ readonly kind: "period" } & Period)
  | { readonly kind: "archive"; readonly name: FeedName; readonly page: number }
  | { readonly kind: "article"; readonly slug: string };

export const MAIN: Resource = { kind: "feed", name: "main" };
export const CATALOGUE: Resource = { kind: "catalogue" };

/** The resources that have formats. */
export type FeedResource = Extract<Resource, { readonly kind: "feed" | "archive" }>;

/** Those and the catalogue: they have pages. */
export type PagedResource = FeedResource | Extract<Resource, { readonly kind: "catalogue" }>;

/** The resources that the store knows; lists are composed in `lists.ts`. */
export type StoredResource = Exclude<Resource, ListResource>;

/** The resource as one path segment list, percent-encoded: `feed/categories/russia`, `article/some-slug`. */
export function writeResource(resource: Resource): string {
  if (resource.kind === "article") return `article/${encodeURIComponent(resource.slug)}`;
  if (resource.kind === "catalogue") return resource.kind;
  if (resource.kind === "period") return `period${periodPath(resource)}`;
  if (resource.kind === "list") return `list/${writeListPath(resource)}`;
  const name = resource.name.split("/").map(encodeURIComponent).join("/");
  return resource.kind === "archive" ? `archive/${resource.page}/${name}` : `feed/${name}`;
}

/** The inverse of {@link writeResource}. */
export function readResource(path: string): Resource | undefined {
  const [kind, ...segments] = path.split("/").map(decodeURIComponent);
  if (kind === "article" && segments.length === 1 && segments[0]) return { kind, slug: segments[0] };
  if (kind === "catalogue" && segments.length === 0) return { kind };
  if (kind === "period") return readPeriodResource(path.slice("period".length));
  if (kind === "list") return readListPath(segments.join("/"));
  if (kind === "archive") return readArchive(segments);
  if (kind !== "feed") return undefined;
  const name = readFeedName(segments);
  return name === undefined ? undefined : { kind, name };
}

function readPeriodResource(path: string): Resource | undefined {
  const period = readPeriodPath(path);
  return period && { kind: "period", ...period };
}

function readArchive([page = "", ...segments]: string[]): Resource | undefined {
  const name = readFeedName(segments);
  return name === undefined || !ARCHIVE_PAGE.test(page) ? undefined : { kind: "archive", name, page: Number(page) };
}

/** An archive page's number in addresses. */
export const ARCHIVE_PAGE = /^[1-9]\d{0,6}$/;
