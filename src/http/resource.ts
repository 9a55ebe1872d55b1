import type { FeedName } from "../feed/feed-names.ts";

/** What a public address names: a feed, or one article. Both have a head, and both are rendered under it. */
export type Resource =
  | { readonly kind: "feed"; readonly name: FeedName }
  | { readonly kind: "article"; readonly slug: string };

/** The resource as one path segment list, percent-encoded: `feed/categories/russia`, `article/some-slug`. */
export function writeResource(resource: Resource): string {
  if (resource.kind === "article") return `article/${encodeURIComponent(resource.slug)}`;
  return `feed/${resource.name.split("/").map(encodeURIComponent).join("/")}`;
}

/** The inverse of {@link writeResource}. */
export function readResource(path: string): Resource | undefined {
  const [kind, ...segments] = path.split("/").map(decodeURIComponent);
  if (kind === "article" && segments.length === 1 && segments[0]) return { kind, slug: segments[0] };
  if (kind !== "feed") return undefined;
  const name = readFeedName(segments);
  return name === undefined ? undefined : { kind, name };
}

function readFeedName([collection, slug, ...rest]: string[]): FeedName | undefined {
  if (collection === "main" && slug === undefined) return "main";
  if (slug === undefined || slug === "" || rest.length > 0) return undefined;
  if (collection !== "categories" && collection !== "authors" && collection !== "feeds") return undefined;
  return `${collection}/${slug}`;
}
