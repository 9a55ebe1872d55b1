import { parseChapterTime } from "../../article/front-matter/podcast/read-chapter-field.ts";
import { textOfHtml } from "../plain-text.ts";
import { recordsAt, type TreeRecord, textAt } from "../records.ts";
import { readSourceDates } from "../source-dates.ts";
import type { Loss, SourceEntry, SourceImage, SourcePerson } from "../source-feed.ts";
import type { SourceEnclosure } from "../source-podcast.ts";
import { describeComments } from "./read-rss.ts";
import { htmlOfPost } from "./wordpress-text.ts";

/** The items that posts of an export refer to: authors by login, uploads by number. */
export interface WxrLibrary {
  readonly authors: ReadonlyMap<string, SourcePerson>;
  readonly attachments: ReadonlyMap<string, TreeRecord>;
  /** The path of the blog's front page: `/`, or `/blog/`. */
  readonly frontPath: string;
}

export function readWxrPost(post: TreeRecord, { authors, attachments, frontPath }: WxrLibrary): SourceEntry {
  const login = textAt(post, "dc:creator") ?? "";
  const dates = readSourceDates(
    [realDate(textAt(post, "wp:post_date_gmt")) ?? textAt(post, "pubDate")],
    [realDate(textAt(post, "wp:post_modified_gmt"))],
  );
  const status = textAt(post, "wp:status") ?? "publish";
  const isPublic = isForAll(post, status);
  const thumbnail = attachments.get(findMeta(post, "_thumbnail_id") ?? "");
  const body = htmlOfPost(textAt(post, "content:encoded") ?? "", (ids) => listPictures(post, ids, attachments));
  const author = authors.get(login) ?? (login === "" ? undefined : { name: login });
  return {
    id: textAt(post, "guid") ?? textAt(post, "link"),
    link: textAt(post, "link"),
    formerPaths: listShortLinks(post).map((query) => frontPath + query),
    title: textOfHtml(textAt(post, "title")),
    ...dates,
    // WordPress gives drafts a date of year -1.
    ...(status === "draft" || status === "pending" ? { date: undefined, updated: undefined } : {}),
    draft: !isPublic,
    slug: decodeSlug(textAt(post, "wp:post_name")),
    authors: author === undefined ? [] : [author],
    categories: listTerms(post, "category"),
    tags: listTerms(post, "post_tag"),
    summary: textOfHtml(textAt(post, "excerpt:encoded")),
    html: body.html,
    image: thumbnail && readAttachment(thumbnail),
    recordings: listRecordings(post),
    enclosure: readEnclosureMeta(post),
    losses: [...(isPublic ? dates.losses : []), ...body.losses, ...listLosses(post, status)],
  };
}

function isForAll(post: TreeRecord, status: string): boolean {
  const isLocked = textAt(post, "wp:post_password") !== undefined || isForSubscribers(post);
  return (status === "publish" || status === "future") && !isLocked;
}

/** Jetpack's newsletters: who may read the post. */
function isForSubscribers(post: TreeRecord): boolean {
  const access = findMeta(post, "_jetpack_newsletter_access");
  return access !== undefined && access !== "everybody";
}

/** The number leads to the post whatever its permalink is (`wp_get_shortlink`). */
function listShortLinks(post: TreeRecord): string[] {
  const number = textAt(post, "wp:post_id") ?? "";
  if (!/^[1-9]\d{0,11}$/.test(number)) return [];
  return textAt(post, "wp:post_type") === "page" ? [`?p=${number}`, `?page_id=${number}`] : [`?p=${number}`];
}

function readAttachment(attachment: TreeRecord): SourceImage | undefined {
  const src = textAt(attachment, "wp:attachment_url");
  const alt = findMeta(attachment, "_wp_attachment_image_alt");
  return src === undefined ? undefined : { src, alt, caption: textOfHtml(textAt(attachment, "excerpt:encoded")) };
}

const PICTURE = /\.(?:jpe?g|png|webp|gif|avif)$/i;

/** Uploads by number, in that order; without numbers, the pictures that were uploaded to the post. */
function listPictures(
  post: TreeRecord,
  ids: readonly string[] | undefined,
  attachments: WxrLibrary["attachments"],
): SourceImage[] {
  const own = textAt(post, "wp:post_id");
  const found =
    ids?.map((id) => attachments.get(id)) ??
    [...attachments.values()].filter((one) => textAt(one, "wp:post_parent") === own);
  return found
    .flatMap((attachment) => (attachment && readAttachment(attachment)) ?? [])
    .filter(({ src }) => PICTURE.test(src));
}

/** `enclosure` post meta: address, length and type, a line each. */
function listRecordings(post: TreeRecord): string[] {
  return recordsAt(post, "wp:postmeta")
    .filter((meta) => textAt(meta, "wp:meta_key") === "enclosure")
    .map((meta) => (textAt(meta, "wp:meta_value") ?? "").split("\n")[0]?.trim() ?? "")
    .filter((address) => /^https?:\/\//i.test(address));
}

/** Of the first: its length, its type and, from PowerPress, its duration. */
function readEnclosureMeta(post: TreeRecord): SourceEnclosure | undefined {
  const meta = recordsAt(post, "wp:postmeta").find((one) => textAt(one, "wp:meta_key") === "enclosure");
  const [url = "", length = "", mediaType = "", more = ""] = (textAt(meta, "wp:meta_value") ?? "")
    .split("\n")
    .map((line) => line.trim());
  if (!/^https?:\/\//i.test(url) || !/^(?:audio|video)\//.test(mediaType)) return undefined;
  const duration = /"duration";s:\d+:"([\d:.]+)"/.exec(more)?.[1];
  return {
    url,
    mediaType,
    ...(/^[1-9]\d*$/.test(length) && { sizeBytes: Number(length) }),
    ...(duration !== undefined && { durationSeconds: parseChapterTime(duration) }),
  };
}

function findMeta(item: TreeRecord, key: string): string | undefined {
  const found = recordsAt(item, "wp:postmeta").find((meta) => textAt(meta, "wp:meta_key") === key);
  return textAt(found, "wp:meta_value");
}

function listTerms(post: TreeRecord, domain: string): string[] {
  const terms = recordsAt(post, "category").filter((term) => term["@domain"] === domain);
  return [...new Set(terms.map((term) => textOfHtml(textAt(term, "#text"))).filter((name) => name !== undefined))];
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
    ...(isForSubscribers(post) ? [{ field: "access", message: "it was for subscribers: imported as a draft" }] : []),
    ...(status === "private" ? [{ field: "status", message: "it was private: imported as a draft" }] : []),
    ...(textAt(post, "wp:is_sticky") === "1" ? [{ field: "sticky", message: "it stood first on the old site" }] : []),
  ];
}

function realDate(text: string | undefined): string | undefined {
  return text === undefined || text.startsWith("0000") ? undefined : text;
}

/** WordPress keeps slugs percent-encoded. */
export function decodeSlug(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return text;
  }
}
