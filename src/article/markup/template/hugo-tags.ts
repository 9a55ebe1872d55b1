import { escapeHtml } from "../../../lib/xml.ts";
import { details, film, gapOf, LINK, NOTHING, PICTURE, PLAIN, sound, titled } from "./common-rules.ts";
import { HUGO_THEME_TAGS } from "./hugo-theme-tags.ts";
import { argumentOf, type Tag, type TagRule, type TagRules, type Writing } from "./tag.ts";
import { nameArticle, writeAddress, writeLink, writeListing, writeNote, writePicture } from "./write-markup.ts";

const NOTES =
  "note notice tip warning info important caution danger hint alert admonition callout success error attention";

const KIND_TAGS = /^(?:notice|alert|admonition|callout|hint)$/;
/** Blowfish and Docsy give a note an icon or a colour where others give its kind. */
const KINDS: ReadonlySet<string> = new Set([...NOTES.split(" "), "quote", "example", "question", "bug", "abstract"]);

function wordOf(name: string): string {
  return name === "alert" || name === "callout" ? "note" : name;
}

const NOTE: TagRule = {
  body: "text",
  write: (tag) => {
    const isKind = KIND_TAGS.test(tag.name);
    const kind = (argumentOf(tag, "type class color", isKind ? 0 : -1) ?? "").replace(/\W.*$/s, "").toLowerCase();
    const title = argumentOf(tag, "title", isKind ? 1 : 0);
    return writeNote(KINDS.has(kind) || !isKind ? kind || tag.name : wordOf(tag.name), title, tag);
  },
};

const DETAILS = details((tag) => argumentOf(tag, "summary title text", 0));

const QUOTATION: TagRule = {
  body: "text",
  write: (tag) => {
    const gap = gapOf(tag);
    const source = argumentOf(tag, "author cite source", 0);
    const footer = source ? `<p><cite>${escapeHtml(source)}</cite></p>` : "";
    return { before: `<blockquote>${gap}`, after: `${gap}${footer}</blockquote>` };
  },
};

/** Both marks are the same in Markdown; elsewhere a formula is the code that it is written in. */
const FORMULA: TagRule = {
  body: "verbatim",
  write: (tag) =>
    tag.isMarkdown && tag.isBlock ? { before: "$$", after: "$$" } : `<code>${escapeHtml(tag.body)}</code>`,
};

/** A post elsewhere that Hugo would fetch: `{{< x user="a" id="1" >}}`. */
function post(host: string): TagRule {
  return {
    body: "none",
    write: (tag) => {
      const id = argumentOf(tag, "id", 0) ?? "";
      const user = argumentOf(tag, "user") ?? "i";
      return /^\d+$/.test(id) && /^\w+$/.test(user) ? writeAddress(`https://${host}/${user}/status/${id}`) : undefined;
    },
  };
}

/** Hugo's built-in shortcodes, and those that its common themes share. */
export const HUGO_TAGS: TagRules = {
  ...HUGO_THEME_TAGS,
  youtube: film("youtube"),
  vimeo: film("vimeo"),
  figure: PICTURE,
  gallery: { body: "optional", write: writeGallery },
  audio: sound("audio"),
  video: sound("video"),
  ref: { body: "none", write: referTo },
  relref: { body: "none", write: referTo },
  highlight: { body: "verbatim", write: (tag) => writeListing(tag, tag.positional[0]) },
  code: { body: "verbatim", write: (tag) => writeListing(tag, argumentOf(tag, "language lang", 0)) },
  gist: {
    body: "none",
    write: ({ positional: [user = "", id = ""] }) => writeAddress(`https://gist.github.com/${user}/${id}`),
  },
  tweet: post("x.com"),
  twitter: post("x.com"),
  x: post("x.com"),
  instagram: {
    body: "none",
    write: ({ positional: [id = ""] }) =>
      /^[\w-]+$/.test(id) ? writeAddress(`https://www.instagram.com/p/${id}/`) : undefined,
  },
  details: DETAILS,
  expand: DETAILS,
  quote: QUOTATION,
  blockquote: QUOTATION,
  tab: { body: "text", write: (tag) => titled(argumentOf(tag, "name title header label", 0), tag) },
  button: LINK,
  mermaid: { body: "verbatim", write: (tag) => writeListing(tag, "mermaid") },
  katex: FORMULA,
  math: FORMULA,
  raw: PLAIN,
  spoiler: DETAILS,
  collapse: DETAILS,
  pageinfo: { body: "text", write: (tag) => writeNote("note", undefined, tag) },
  kbd: { body: "none", write: (tag) => writeKey(argumentOf(tag, "text", 0)) },
  br: { body: "none", write: () => "<br>" },
  // The documents of Kubernetes show the term, and a tooltip over it.
  glossary_tooltip: { body: "none", write: (tag) => argumentOf(tag, "text term_id") },
  "thirdparty-content": NOTHING,
  bilibili: { body: "none", write: (tag) => writeBilibili(argumentOf(tag, "id", 0) ?? "") },
  toc: NOTHING,
  "table-of-contents": NOTHING,
  ...Object.fromEntries(NOTES.split(" ").map((name) => [name, NOTE])),
};

/** Pictures between two tags, or named in one; a pattern of files is left as it is. */
function writeGallery(tag: Tag): Writing {
  if (tag.body !== "") return { before: "", after: "" };
  const pictures = tag.positional.map((src) => writePicture({ src }));
  return pictures.length > 0 && pictures.every((picture) => typeof picture === "string")
    ? pictures.join("\n")
    : undefined;
}

/** The address of a page; as text to read, a link with the page's name. */
function referTo(tag: Tag): Writing {
  const path = argumentOf(tag, "path", 0);
  if (path === undefined) return undefined;
  return tag.isAddress ? nameArticle(path) : writeLink(nameArticle(path), nameOfPath(path));
}

/** `posts/low-water/index.md#tides` is `low-water`. */
function nameOfPath(path: string): string {
  const bare = path.replace(/#.*$/, "").replace(/(?:\/(?:_?index)?(?:\.[a-z]{2,8})?)+$/i, "");
  return (bare.split("/").at(-1) ?? "").replace(/\.[a-z]{2,8}$/i, "") || path;
}

function writeKey(text: string | undefined): Writing {
  return text === undefined ? undefined : `<kbd>${escapeHtml(text)}</kbd>`;
}

function writeBilibili(id: string): Writing {
  return /^\w+$/.test(id) ? writeAddress(`https://www.bilibili.com/video/${id}`) : undefined;
}
