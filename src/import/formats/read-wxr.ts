import { nameSlug } from "../../article/derive/derive-slug.ts";
import { textOfHtml } from "../plain-text.ts";
import { recordsAt, type TreeRecord, textAt } from "../records.ts";
import type { Loss, SourceFeed, SourceLabel, SourcePerson } from "../source-feed.ts";
import { decodeSlug, readWxrPost, type WxrLibrary } from "./read-wxr-post.ts";

export function isWxr(text: string): boolean {
  return /\sxmlns:wp\s*=\s*["']https?:\/\/wordpress\.org\/export\//.test(text.slice(0, 65_536));
}

/** A WordPress export (WXR 1.0 to 1.2): its posts and pages; `guid` is what its feeds had as id. */
export function readWxrTree(tree: TreeRecord): SourceFeed {
  const [channel = {}] = recordsAt(recordsAt(tree, "rss")[0], "channel");
  const items = recordsAt(channel, "item");
  const homePage = textAt(channel, "wp:base_blog_url") ?? textAt(channel, "link");
  const library: WxrLibrary = {
    authors: new Map(
      recordsAt(channel, "wp:author").map((author) => [textAt(author, "wp:author_login") ?? "", readAuthor(author)]),
    ),
    frontPath: `${URL.parse(homePage ?? "")?.pathname.replace(/\/+$/, "") ?? ""}/`,
    attachments: new Map(items.filter(isOfType("attachment")).map((item) => [textAt(item, "wp:post_id") ?? "", item])),
  };
  const posts = items.filter(isArticle);
  return {
    format: "WordPress export",
    title: textOfHtml(textAt(channel, "title")),
    description: textOfHtml(textAt(channel, "description")),
    language: textAt(channel, "language"),
    homePage,
    author: undefined,
    categories: listSlugs(posts, "category"),
    tags: listSlugs(posts, "post_tag"),
    entries: posts
      .filter((post) => !isThrownAway(post))
      .map((post) => ({ ...readWxrPost(post, library), ...(isOfType("page")(post) && { isPage: true }) })),
    losses: listOtherItems(items),
  };
}

function readAuthor(author: TreeRecord): SourcePerson {
  const login = textAt(author, "wp:author_login") ?? "";
  const name = textOfHtml(textAt(author, "wp:author_display_name")) ?? login;
  return { name, slug: nameSlug(login) };
}

/** `/category/<nicename>/` and `/tag/<nicename>/` are addresses that people and feed readers know. */
function listSlugs(posts: readonly TreeRecord[], domain: "category" | "post_tag"): SourceLabel[] {
  const slugs = new Map<string, string>();
  for (const term of posts.flatMap((post) => recordsAt(post, "category"))) {
    if (term["@domain"] !== domain) continue;
    const name = textOfHtml(textAt(term, "#text"));
    const slug = decodeSlug(textAt(term, "@nicename"));
    if (name && slug && slug !== nameSlug(name)) slugs.set(name, slug);
  }
  return Array.from(slugs, ([name, slug]) => ({ name, slug }));
}

/** Menus and similar items are reported by number. Attachments are read through the posts that show them. */
function listOtherItems(items: readonly TreeRecord[]): Loss[] {
  const types = items.map((item) =>
    isThrownAway(item)
      ? `${textAt(item, "wp:post_type") ?? "post"} in the trash`
      : (textAt(item, "wp:post_type") ?? "post"),
  );
  const others = types.filter((type) => !["post", "page", "attachment"].includes(type));
  return [...new Set(others)].map((type) => {
    const count = others.filter((other) => other === type).length;
    return { field: type, message: `${count} ${count === 1 ? "item" : "items"} of this kind` };
  });
}

function isOfType(type: string): (item: TreeRecord) => boolean {
  return (item) => (textAt(item, "wp:post_type") ?? "post") === type;
}

function isArticle(item: TreeRecord): boolean {
  return isOfType("post")(item) || isOfType("page")(item);
}

function isThrownAway(item: TreeRecord): boolean {
  return ["trash", "inherit", "auto-draft"].includes(textAt(item, "wp:status") ?? "") && isArticle(item);
}
