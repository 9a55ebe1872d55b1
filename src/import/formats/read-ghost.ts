import { nameSlug } from "../../article/derive/derive-slug.ts";
import { recordsAt, type TreeRecord, textAt } from "../records.ts";
import type { SourceFeed, SourceLabel, SourcePerson } from "../source-feed.ts";
import { type GhostLibrary, isPublicTag, readGhostPost } from "./read-ghost-post.ts";

/** Ghost 1 and later: `{"db": [{"data": {"posts": …}}]}`; older exports lack `db`. */
export function isGhostExport(value: unknown): boolean {
  return Array.isArray(findData(value)?.posts);
}

function findData(value: unknown): TreeRecord | undefined {
  return recordsAt(recordsAt(value, "db")[0] ?? value, "data")[0];
}

/** A Ghost export: its posts and pages. It says nothing of the site's address, so that has to be told. */
export function readGhost(value: unknown, site: string | undefined): SourceFeed {
  const data = findData(value) ?? {};
  const posts = recordsAt(data, "posts");
  const library = readLibrary(data, site);
  const settings = new Map(recordsAt(data, "settings").map((one) => [textAt(one, "key"), textAt(one, "value")]));
  return {
    format: "Ghost export",
    title: settings.get("title"),
    description: settings.get("description"),
    language: settings.get("locale") ?? settings.get("lang") ?? settings.get("default_locale"),
    homePage: site,
    timeZone: settings.get("timezone") ?? settings.get("active_timezone"),
    author: undefined,
    categories: [...library.tags.values()].flatMap(readTagSlug),
    entries: posts.map((post) => ({ ...readGhostPost(post, library), ...(isPage(post) && { isPage: true }) })),
    losses: [],
  };
}

function readLibrary(data: TreeRecord, site = ""): GhostLibrary {
  return {
    people: new Map(recordsAt(data, "users").map((user) => [textAt(user, "id") ?? "", readUser(user)])),
    tags: new Map(recordsAt(data, "tags").map((tag) => [textAt(tag, "id") ?? "", tag])),
    authorIds: groupLinks(recordsAt(data, "posts_authors"), "author_id"),
    tagIds: groupLinks(recordsAt(data, "posts_tags"), "tag_id"),
    meta: new Map(recordsAt(data, "posts_meta").map((meta) => [textAt(meta, "post_id") ?? "", meta])),
    site: site.replace(/\/+$/, ""),
  };
}

/** `page` was a yes or no before Ghost 3. */
function isPage(post: TreeRecord): boolean {
  return textAt(post, "type") === "page" || /^(?:1|true)$/.test(textAt(post, "page") ?? "");
}

function readUser(user: TreeRecord): SourcePerson {
  const name = textAt(user, "name") ?? textAt(user, "slug") ?? "Ghost";
  return { name, slug: textAt(user, "slug"), url: textAt(user, "website") };
}

function readTagSlug(tag: TreeRecord): SourceLabel[] {
  const name = textAt(tag, "name");
  const slug = textAt(tag, "slug");
  if (name === undefined || slug === undefined || !isPublicTag(tag)) return [];
  return slug === nameSlug(name) ? [] : [{ name, slug }];
}

/** Groups related ids by post, in Ghost's order. */
function groupLinks(links: readonly TreeRecord[], other: string): Map<string, string[]> {
  const orderOf = (link: TreeRecord) => Number(textAt(link, "sort_order") ?? 0);
  const groups = new Map<string, string[]>();
  for (const link of [...links].sort((a, b) => orderOf(a) - orderOf(b))) {
    const postId = textAt(link, "post_id") ?? "";
    const group = groups.get(postId) ?? [];
    group.push(textAt(link, other) ?? "");
    groups.set(postId, group);
  }
  return groups;
}
