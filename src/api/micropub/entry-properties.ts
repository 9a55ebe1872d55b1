import { slugOfText } from "../../article/derive/derive-slug.ts";
import { findNamed } from "../../article/derive/find-named.ts";
import type { FieldName } from "../../article/front-matter/key-names.ts";
import { openSource } from "../../article/open-source.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import type { StoredArticle } from "../../feed/publishing/publication-store.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { cleanLine } from "../../lib/text.ts";
import { readWrittenDate } from "../../lib/written-dates.ts";
import { type EntryBody, type Photo, readBody, writeBody } from "./entry-body.ts";
import { type EntryFile, openEntryFile, removeHolds, setField, setValue } from "./entry-file.ts";
import { invalid, type MicropubProblem } from "./micropub-problem.ts";
import type { Properties } from "./read-micropub-request.ts";

/** The facts beside its file from which the properties of an entry are read and written. */
export interface EntryContext {
  readonly profile: SiteProfile;
  readonly publicUrl: string;
  readonly now: number;
}

type Written = Result<undefined, MicropubProblem>;

/** How a property is written into a file. */
type WriteProperty = (file: EntryFile, values: readonly unknown[], context: EntryContext) => Written;

/** Where properties are kept that no field of an article has. */
const OTHERS = "microformats";

/** The properties that an article has fields for; `content` and `photo` are written together. */
const WRITERS: Readonly<Record<string, WriteProperty>> = {
  name: writeText("title", "title"),
  summary: writeText("summary", "summary"),
  published: writeDate("date", "date"),
  updated: writeDate("updated", "updated"),
  "bookmark-of": writeText("link", "link"),
  category: writeCategories,
  "mp-slug": ({ frontMatter }, values) => {
    const slug = slugOfText(textOf(values[0]));
    setField(frontMatter, "slug", "slug", slug === "" ? undefined : slug);
    return succeed(undefined);
  },
  "post-status": writeStatus,
  visibility: writeVisibility,
};

const BODY_NAMES: readonly string[] = ["content", "photo", "mp-photo-alt"];

/** Writes these properties into a file; an empty list takes one out. */
export function writeProperties(
  file: EntryFile,
  properties: Properties,
  context: EntryContext,
): Result<EntryFile, MicropubProblem> {
  const names = Object.keys(properties);
  for (const name of names) {
    const values = properties[name] ?? [];
    const written = Object.hasOwn(WRITERS, name) ? WRITERS[name]?.(file, values, context) : keep(file, name, values);
    if (written?.ok === false) return written;
  }
  return names.some((name) => BODY_NAMES.includes(name)) ? writeContents(file, properties, context) : succeed(file);
}

/** Commands to the server (`mp-…`) that are not known are ignored, as the specification asks; the rest is kept as it came. */
function keep({ frontMatter }: EntryFile, name: string, values: readonly unknown[]): Written {
  if (BODY_NAMES.includes(name) || name.startsWith("mp-")) return succeed(undefined);
  const kept = frontMatter.get(OTHERS);
  const others = typeof kept === "string" ? (JSON.parse(kept) as Record<string, unknown>) : {};
  const next = Object.fromEntries(
    Object.entries({ ...others, [name]: values }).filter(([, list]) => (list as unknown[]).length > 0),
  );
  if (Object.keys(next).length === 0) frontMatter.delete(OTHERS);
  else setValue(frontMatter, OTHERS, JSON.stringify(next));
  return succeed(undefined);
}

function writeText(field: FieldName, name: string): WriteProperty {
  return ({ frontMatter }, values) => {
    const text = cleanLine(textOf(values[0]));
    setField(frontMatter, field, name, text === "" ? undefined : text);
    return succeed(undefined);
  };
}

function writeDate(field: FieldName, name: string): WriteProperty {
  return ({ frontMatter }, values, { profile }) => {
    const text = textOf(values[0]).trim();
    if (text !== "" && readWrittenDate(text, profile.timeZone).kind !== "time") {
      return fail(
        invalid(
          `"${field === "date" ? "published" : "updated"}" must be a date, found "${text.slice(0, 60)}"; write 2026-03-14T09:26:53Z`,
        ),
      );
    }
    setField(frontMatter, field, name, text === "" ? undefined : text);
    return succeed(undefined);
  };
}

/** Those that site.yaml knows as categories are categories, all others tags. */
function writeCategories({ frontMatter }: EntryFile, values: readonly unknown[], { profile }: EntryContext): Written {
  const names = [...new Set(values.map((value) => cleanLine(textOf(value))).filter((name) => name !== ""))];
  const isCategory = (name: string) => findNamed(name, profile.categories) !== undefined;
  const lists = { categories: names.filter(isCategory), tags: names.filter((name) => !isCategory(name)) };
  for (const field of ["categories", "tags"] as const) {
    setField(frontMatter, field, field, lists[field].length === 0 ? undefined : lists[field]);
  }
  return succeed(undefined);
}

function writeStatus({ frontMatter }: EntryFile, values: readonly unknown[], { now }: EntryContext): Written {
  const status = textOf(values[0] ?? "published");
  if (status !== "draft" && status !== "published") {
    return fail(invalid(`"post-status" must be draft or published, found "${status.slice(0, 40)}"`));
  }
  removeHolds(frontMatter);
  if (status === "draft") setValue(frontMatter, "draft", "true");
  else if (!frontMatter.has("date")) setField(frontMatter, "date", "date", new Date(now).toISOString());
  return succeed(undefined);
}

/** `unlisted`: an address, and a place in no feed. */
function writeVisibility({ frontMatter }: EntryFile, values: readonly unknown[]): Written {
  const visibility = textOf(values[0] ?? "public");
  if (!["public", "unlisted", "private"].includes(visibility)) {
    return fail(invalid(`"visibility" must be public, unlisted or private, found "${visibility.slice(0, 40)}"`));
  }
  setField(frontMatter, "feeds", "feeds", visibility === "unlisted" ? "none" : undefined);
  if (visibility === "private") setValue(frontMatter, "private", "true");
  else frontMatter.delete("private");
  return succeed(undefined);
}

function writeContents(
  file: EntryFile,
  properties: Properties,
  context: EntryContext,
): Result<EntryFile, MicropubProblem> {
  const former = readBody(file.body, file.kind);
  const content = properties.content === undefined ? former.content : readContent(properties.content[0]);
  const photos = properties.photo === undefined ? undefined : readPhotos(properties, context);
  const [lead, ...others] = photos ?? [];
  const body = writeBody({ content, photos: photos === undefined ? former.photos : others }, file.kind);
  if (!body.ok) return body;
  if (photos !== undefined) {
    setField(file.frontMatter, "image", "image", lead?.url);
    setField(file.frontMatter, "imageAlt", "image_alt", lead === undefined || lead.alt === "" ? undefined : lead.alt);
  }
  return succeed({ ...file, body: body.value });
}

function readContent(value: unknown): EntryBody["content"] {
  const { html } = (typeof value === "object" ? (value ?? {}) : {}) as { readonly html?: unknown };
  return typeof html === "string" ? { html } : textOf(value);
}

/** A photo is an address or `{ value, alt }`; `mp-photo-alt` has the descriptions in the order of the photos. */
function readPhotos({ photo = [], "mp-photo-alt": alts = [] }: Properties, { publicUrl }: EntryContext): Photo[] {
  return photo.flatMap((value, index) => {
    const { alt = alts[index] } = (typeof value === "object" ? (value ?? {}) : {}) as { readonly alt?: unknown };
    const address = textOf(value).trim();
    const url = address.startsWith(`${publicUrl}/media/`) ? address.slice(publicUrl.length) : address;
    return /\s/.test(url) || url === "" ? [] : [{ url, alt: cleanLine(textOf(alt)) }];
  });
}

/** A value's text: of an object the member `value`. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const { value: inner } = (typeof value === "object" ? (value ?? {}) : {}) as { readonly value?: unknown };
  return typeof inner === "string" ? inner : "";
}

/** The properties of a stored article. */
export function readProperties({ record, source }: StoredArticle, { profile, publicUrl }: EntryContext): Properties {
  const opened = openSource(new TextEncoder().encode(source), record.kind, profile.timeZone);
  const fields = opened.ok ? opened.value.frontMatter.fields : {};
  const file = openEntryFile(source, record.kind);
  const text = file.ok ? file.value.body : opened.ok ? opened.value.text.trim() : source;
  const { content, photos } = readBody(text, record.kind);
  const lead = fields.image && { url: fields.image.src, alt: fields.image.alt ?? fields.imageAlt ?? "" };
  const all = [...(lead === undefined ? [] : [lead]), ...photos].map(({ url, alt }) => {
    const value = url.startsWith("/media/") ? publicUrl + url : url;
    return alt === "" ? value : { value, alt };
  });
  const kept = file.ok ? file.value.frontMatter.get(OTHERS) : undefined;
  const lists: Properties = {
    name: listOf(fields.title),
    content: listOf(content === "" ? undefined : content),
    summary: listOf(fields.summary),
    published: listOf(record.publishedAt === 0 ? undefined : new Date(record.publishedAt).toISOString()),
    category: [...(fields.categories ?? []), ...(fields.tags ?? [])],
    photo: all,
    "bookmark-of": listOf(fields.link),
    "post-status": [record.state === "draft" ? "draft" : "published"],
    visibility: listOf(fields.feeds === "none" ? "unlisted" : undefined),
    ...(typeof kept === "string" && (JSON.parse(kept) as Properties)),
  };
  return Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0));
}

function listOf<Value>(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}
