import { htmlOfText, textOfHtml } from "../plain-text.ts";
import { type TreeRecord, textAt } from "../records.ts";
import { readSourceDates } from "../source-dates.ts";
import type { Loss, SourceEntry, SourceImage, SourcePerson } from "../source-feed.ts";

/** The records that posts of a Ghost export refer to, by id. */
export interface GhostLibrary {
  readonly people: ReadonlyMap<string, SourcePerson>;
  readonly tags: ReadonlyMap<string, TreeRecord>;
  readonly authorIds: ReadonlyMap<string, readonly string[]>;
  readonly tagIds: ReadonlyMap<string, readonly string[]>;
  readonly meta: ReadonlyMap<string, TreeRecord>;
  /** Replaces `__GHOST_URL__` in the export; without a slash at its end. */
  readonly site: string;
}

type Place = (text: string | undefined) => string | undefined;

export function readGhostPost(post: TreeRecord, library: GhostLibrary): SourceEntry {
  const { site, meta: allMeta } = library;
  const meta = allMeta.get(textAt(post, "id") ?? "") ?? post;
  const place: Place = (text) => text?.replaceAll("__GHOST_URL__", site);
  const slug = textAt(post, "slug");
  const html = place(textAt(post, "html"));
  const { losses, ...dates } = readDates(post);
  return {
    id: idOf(post),
    link: slug === undefined ? undefined : `${site}/${encodeURIComponent(slug.toWellFormed())}/`,
    slug,
    title: textAt(post, "title"),
    ...dates,
    draft: !isPublic(post),
    ...readLabels(post, library),
    summary: textAt(post, "custom_excerpt"),
    html: html ?? htmlOfText(place(textAt(post, "plaintext"))),
    image: readFeatureImage(post, meta, place),
    language: textAt(post, "locale"),
    canonical: place(textAt(post, "canonical_url")),
    losses: [...losses, ...listLosses(post, meta, html)],
  };
}

/** Feeds of Ghost 1 and later have a post's `id` as guid; before, ids were numbers, and the guid was `uuid`. */
function idOf(post: TreeRecord): string | undefined {
  const id = textAt(post, "id");
  return id !== undefined && /^[0-9a-f]{24}$/i.test(id) ? id : (textAt(post, "uuid") ?? id);
}

function readDates(post: TreeRecord) {
  const published = readTime(post, "published_at");
  // A draft's only date is its last modification.
  if (published === undefined) return { date: undefined, updated: undefined, losses: [] };
  return readSourceDates([published], [readTime(post, "updated_at")]);
}

/** Ghost 0.x wrote milliseconds. */
function readTime(post: TreeRecord, name: string): string | undefined {
  const text = textAt(post, name);
  return text !== undefined && /^\d{12,13}$/.test(text) ? new Date(Number(text)).toISOString() : text;
}

function isPublic(post: TreeRecord): boolean {
  return ["published", "scheduled"].includes(textAt(post, "status") ?? "") && isForAll(post);
}

function isForAll(post: TreeRecord): boolean {
  return (textAt(post, "visibility") ?? "public") === "public";
}

function readLabels(post: TreeRecord, { people, tags, authorIds, tagIds }: GhostLibrary) {
  const postId = textAt(post, "id") ?? "";
  const authors = authorIds.get(postId) ?? [textAt(post, "author_id") ?? ""];
  const labels = (tagIds.get(postId) ?? []).map((id) => tags.get(id)).filter(isPublicTag);
  return {
    authors: authors.map((id) => people.get(id)).filter((person) => person !== undefined),
    categories: labels.flatMap((tag) => textAt(tag, "name") ?? []),
    tags: [],
  };
}

/** `#name` is for Ghost's themes, not for readers. */
export function isPublicTag(tag: TreeRecord | undefined): boolean {
  return textAt(tag, "visibility") !== "internal" && !textAt(tag, "name")?.startsWith("#");
}

function readFeatureImage(post: TreeRecord, meta: TreeRecord, place: Place): SourceImage | undefined {
  const src = place(textAt(post, "feature_image") ?? textAt(post, "image"));
  if (src === undefined) return undefined;
  return { src, alt: textAt(meta, "feature_image_alt"), caption: textOfHtml(textAt(meta, "feature_image_caption")) };
}

const META_FIELDS = ["meta_title", "meta_description", "og_title", "twitter_title", "email_subject"];
const CODE_FIELDS = ["codeinjection_head", "codeinjection_foot"];

function listLosses(post: TreeRecord, meta: TreeRecord, html: string | undefined): Loss[] {
  const has = (record: TreeRecord) => (name: string) => textAt(record, name) !== undefined;
  const isEditorsOnly = html === undefined && (has(post)("lexical") || has(post)("mobiledoc"));
  const plain = "the export has it only as Ghost's editor keeps it: its plain text is taken";
  return [
    ...(isForAll(post)
      ? []
      : [{ field: "visibility", message: `only for ${textAt(post, "visibility")}: now a draft` }]),
    ...(isEditorsOnly ? [{ field: "body", message: plain }] : []),
    ...(textAt(post, "status") === "sent" ? [{ field: "status", message: "sent by mail only: now a draft" }] : []),
    ...CODE_FIELDS.filter(has(post)).map((field) => ({ field, message: "code of the old page" })),
    ...META_FIELDS.filter(has(meta)).map((field) => ({ field, message: `"${textAt(meta, field)?.slice(0, 80)}"` })),
  ];
}
