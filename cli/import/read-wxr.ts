import { XMLParser } from "fast-xml-parser";
import { nameSlug } from "../../src/article/derive-slug.ts";
import { textOfHtml } from "./plain-text.ts";
import { describeComments } from "./read-rss.ts";
import { recordsAt, type TreeRecord, textAt } from "./records.ts";
import { readSourceDates } from "./source-dates.ts";
import type { Loss, SourceCategory, SourceEntry, SourceFeed, SourceImage, SourcePerson } from "./source-feed.ts";
import { htmlOfPost } from "./wordpress-text.ts";

/** feedsmith drops all that WordPress adds (`wp:`): so the export is read with the parser that feedsmith stands on. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
});

export function isWxr(text: string): boolean {
  return /\sxmlns:wp\s*=\s*["']https?:\/\/wordpress\.org\/export\//.test(text.slice(0, 65_536));
}

interface Library {
  readonly authors: ReadonlyMap<string, SourcePerson>;
  readonly attachments: ReadonlyMap<string, TreeRecord>;
}

/** A WordPress export (WXR 1.0 to 1.2): its posts; `guid` is what its feeds had as id. */
export function readWxr(text: string): SourceFeed {
  const [channel = {}] = recordsAt(recordsAt(parser.parse(text), "rss")[0], "channel");
  const items = recordsAt(channel, "item");
  const library: Library = {
    authors: new Map(
      recordsAt(channel, "wp:author").map((author) => [textAt(author, "wp:author_login") ?? "", readAuthor(author)]),
    ),
    attachments: new Map(items.filter(isOfType("attachment")).map((item) => [textAt(item, "wp:post_id") ?? "", item])),
  };
  const posts = items.filter(isOfType("post"));
  return {
    format: "WordPress export",
    title: textOfHtml(textAt(channel, "title")),
    description: textOfHtml(textAt(channel, "description")),
    language: textAt(channel, "language"),
    homePage: textAt(channel, "wp:base_blog_url") ?? textAt(channel, "link"),
    author: undefined,
    categories: listCategories(posts),
    entries: posts.filter((post) => !isThrownAway(post)).map((post) => readPost(post, library)),
    losses: listOtherItems(items),
  };
}

function readPost(post: TreeRecord, { authors, attachments }: Library): SourceEntry {
  const login = textAt(post, "dc:creator") ?? "";
  const dates = readSourceDates(
    [realDate(textAt(post, "wp:post_date_gmt")) ?? textAt(post, "pubDate")],
    [realDate(textAt(post, "wp:post_modified_gmt"))],
  );
  const status = textAt(post, "wp:status") ?? "publish";
  const isPublic = (status === "publish" || status === "future") && textAt(post, "wp:post_password") === undefined;
  const thumbnail = attachments.get(findMeta(post, "_thumbnail_id") ?? "");
  const body = htmlOfPost(textAt(post, "content:encoded") ?? "");
  const author = authors.get(login) ?? (login === "" ? undefined : { name: login });
  return {
    id: textAt(post, "guid") ?? textAt(post, "link"),
    link: textAt(post, "link"),
    title: textOfHtml(textAt(post, "title")),
    ...dates,
    // WordPress gives drafts a date of year -1.
    ...(status === "draft" || status === "pending" ? { date: undefined, updated: undefined } : {}),
    draft: !isPublic,
    slug: decode(textAt(post, "wp:post_name")),
    authors: author === undefined ? [] : [author],
    categories: listTerms(post, "category"),
    tags: listTerms(post, "post_tag"),
    summary: textOfHtml(textAt(post, "excerpt:encoded")),
    html: body.html,
    image: thumbnail && readAttachment(thumbnail),
    losses: [...(isPublic ? dates.losses : []), ...body.losses, ...listLosses(post, status)],
  };
}

function readAuthor(author: TreeRecord): SourcePerson {
  const login = textAt(author, "wp:author_login") ?? "";
  const name = textOfHtml(textAt(author, "wp:author_display_name")) ?? login;
  return { name, slug: nameSlug(login) };
}

function readAttachment(attachment: TreeRecord): SourceImage | undefined {
  const src = textAt(attachment, "wp:attachment_url");
  const alt = findMeta(attachment, "_wp_attachment_image_alt");
  return src === undefined ? undefined : { src, alt, caption: textOfHtml(textAt(attachment, "excerpt:encoded")) };
}

function findMeta(item: TreeRecord, key: string): string | undefined {
  const found = recordsAt(item, "wp:postmeta").find((meta) => textAt(meta, "wp:meta_key") === key);
  return textAt(found, "wp:meta_value");
}

function listTerms(post: TreeRecord, domain: string): string[] {
  const terms = recordsAt(post, "category").filter((term) => term["@domain"] === domain);
  return [...new Set(terms.map((term) => textOfHtml(textAt(term, "#text"))).filter((name) => name !== undefined))];
}

/** `/category/<nicename>/` is an address that people know. */
function listCategories(posts: readonly TreeRecord[]): SourceCategory[] {
  const slugs = new Map<string, string>();
  for (const term of posts.flatMap((post) => recordsAt(post, "category"))) {
    const name = textOfHtml(textAt(term, "#text"));
    const slug = decode(textAt(term, "@nicename"));
    if (term["@domain"] === "category" && name && slug && slug !== nameSlug(name)) slugs.set(name, slug);
  }
  return Array.from(slugs, ([name, slug]) => ({ name, slug }));
}

function listLosses(post: TreeRecord, status: string): Loss[] {
  const comments = recordsAt(post, "wp:comment").filter((comment) => textAt(comment, "wp:comment_approved") === "1");
  const others = recordsAt(post, "category").filter(
    (term) => !["category", "post_tag"].includes(String(term["@domain"])),
  );
  const hasPassword = textAt(post, "wp:post_password") !== undefined;
  return [
    ...describeComments(comments.length),
    ...others.map((term) => ({ field: String(term["@domain"]), message: `"${textAt(term, "#text")}"` })),
    ...(hasPassword ? [{ field: "password", message: "it needed a password: imported as a draft" }] : []),
    ...(status === "private" ? [{ field: "status", message: "it was private: imported as a draft" }] : []),
    ...(textAt(post, "wp:is_sticky") === "1" ? [{ field: "sticky", message: "it stood first on the old site" }] : []),
  ];
}

/** Pages, menus and the like are no articles. Pictures are taken by the posts that show them. */
function listOtherItems(items: readonly TreeRecord[]): Loss[] {
  const types = items.map((item) =>
    isThrownAway(item) ? "post in the trash" : (textAt(item, "wp:post_type") ?? "post"),
  );
  const others = types.filter((type) => type !== "post" && type !== "attachment");
  return [...new Set(others)].map((type) => {
    const count = others.filter((other) => other === type).length;
    return { field: type, message: `${count} ${count === 1 ? "item" : "items"} of this kind` };
  });
}

function isOfType(type: string): (item: TreeRecord) => boolean {
  return (item) => (textAt(item, "wp:post_type") ?? "post") === type;
}

function isThrownAway(item: TreeRecord): boolean {
  return ["trash", "inherit", "auto-draft"].includes(textAt(item, "wp:status") ?? "") && isOfType("post")(item);
}

function realDate(text: string | undefined): string | undefined {
  return text === undefined || text.startsWith("0000") ? undefined : text;
}

function decode(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return text;
  }
}
