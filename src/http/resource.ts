import type { FeedName } from "../feed/feed-names.ts";

/** What a public address names: a feed, a closed page of its archive, or one article. Each has a head, and is rendered under it. */
export type Resource =
  | { readonly kind: "feed"; readonly name: FeedName }
  | { readonly kind: "archive"; readonly name: FeedName; readonly page: number }
  | { readonly kind: "article"; readonly slug: string };

/** The resource as one path segment list, percent-encoded: `feed/categories/russia`, `article/some-slug`. */
export function writeResource(resource: Resource): string {
  if (resource.kind === "article") return `article/${encodeURIComponent(resource.slug)}`;
  const name = resource.name.split("/").map(encodeURIComponent).join("/");
  return resource.kind === "archive" ? `archive/${resource.page}/${name}` : `feed/${name}`;
}

/** The inverse of {@link writeResource}. */
export function readResource(path: string): Resource | undefined {
  const [kind, ...segments] = path.split("/").map(decodeURIComponent);
  if (kind === "article" && segments.length === 1 && segments[0]) return { kind, slug: segments[0] };
  if (kind === "archive") return readArchive(segments);
  if (kind !== "feed") return undefined;
  const name = readFeedName(segments);
  return name === undefined ? undefined : { kind, name };
}

function readArchive([page = "", ...segments]: string[]): Resource | undefined {
  const name = readFeedName(segments);
  return name === undefined || !ARCHIVE_PAGE.test(page) ? undefined : { kind: "archive", name, page: Number(page) };
}

/** A page's number, as it stands in addresses. */
export const ARCHIVE_PAGE = /^[1-9]\d{0,6}$/;

function readFeedName([collection, slug, ...rest]: string[]): FeedName | undefined {
  if (collection === "main" && slug === undefined) return "main";
  if (slug === undefined || slug === "" || rest.length > 0) return undefined;
  if (collection !== "categories" && collection !== "authors" && collection !== "feeds") return undefined;
  return `${collection}/${slug}`;
}
