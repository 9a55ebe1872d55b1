import { escapeHtml } from "../../../lib/xml.ts";
import { argumentOf, type Tag, type TagRule, type TagRules, type Writing } from "./tag.ts";
import {
  nameArticle,
  writeAddress,
  writeFilm,
  writeLink,
  writeListing,
  writeNote,
  writePicture,
} from "./write-markup.ts";

const NOTES =
  "note notice tip warning info important caution danger hint alert admonition callout success error attention";

function figure(tag: Tag): Writing {
  return writePicture({
    src: argumentOf(tag, "src image url path", 0) ?? argumentOf(tag, "link"),
    alt: argumentOf(tag, "alt") ?? argumentOf(tag, "title"),
    title: argumentOf(tag, "title"),
    caption: argumentOf(tag, "caption") ?? argumentOf(tag, "title"),
    link: argumentOf(tag, "link href"),
    credit: argumentOf(tag, "attr"),
  });
}

const NOTE: TagRule = {
  body: "text",
  write: (tag) => {
    const isKind = /^(?:notice|alert|admonition|callout|hint)$/.test(tag.name);
    const kind = argumentOf(tag, "type class color", isKind ? 0 : -1) ?? tag.name;
    const title = argumentOf(tag, "title", isKind ? 1 : 0);
    return writeNote(kind.replace(/\W.*$/s, "") || tag.name, title, tag);
  },
};

const PLAIN: TagRule = { body: "text", write: () => ({ before: "", after: "" }) };
const NOTHING: TagRule = { body: "none", write: () => "" };

function sound(element: "audio" | "video"): TagRule {
  return {
    body: "none",
    write: (tag) => {
      const src = argumentOf(tag, "src mp3 mp4 file url", 0);
      const poster = argumentOf(tag, "poster");
      const still = element === "video" && poster ? ` poster="${escapeHtml(poster)}"` : "";
      return src === undefined ? undefined : `<${element} src="${escapeHtml(src)}"${still} controls></${element}>`;
    },
  };
}

const DETAILS: TagRule = {
  body: "text",
  write: (tag) => {
    const gap = gapOf(tag);
    const summary = argumentOf(tag, "summary title", 0) ?? "";
    return { before: `<details><summary>${escapeHtml(summary)}</summary>${gap}`, after: `${gap}</details>` };
  },
};

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

function gapOf({ isMarkdown }: Tag): string {
  return isMarkdown ? "\n\n" : "";
}

function titled(title: string | undefined, tag: Tag): Writing {
  const gap = gapOf(tag);
  return title
    ? { before: `<p><strong>${escapeHtml(title)}</strong></p>${gap}`, after: "" }
    : { before: "", after: "" };
}

function linkAround(href: string | undefined): Writing {
  return href ? { before: `<a href="${escapeHtml(href)}">`, after: "</a>" } : undefined;
}

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
  youtube: { body: "none", write: (tag) => writeFilm("youtube", argumentOf(tag, "id", 0), argumentOf(tag, "title")) },
  vimeo: { body: "none", write: (tag) => writeFilm("vimeo", argumentOf(tag, "id", 0), argumentOf(tag, "title")) },
  figure: { body: "none", write: figure },
  figureforgallery: { body: "none", write: figure },
  gallery: { body: "optional", write: writeGallery },
  img: { body: "none", write: figure },
  image: { body: "none", write: figure },
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
  tab: { body: "text", write: (tag) => titled(argumentOf(tag, "name title", 0), tag) },
  button: { body: "text", write: (tag) => linkAround(argumentOf(tag, "href link url relref", 0)) },
  mermaid: { body: "verbatim", write: (tag) => writeListing(tag, "mermaid") },
  katex: FORMULA,
  math: FORMULA,
  rawhtml: PLAIN,
  unsafe: PLAIN,
  lead: PLAIN,
  center: PLAIN,
  columns: PLAIN,
  tabs: PLAIN,
  raw: PLAIN,
  steps: PLAIN,
  typeit: PLAIN,
  spoiler: DETAILS,
  collapse: DETAILS,
  pageinfo: { body: "text", write: (tag) => writeNote("note", undefined, tag) },
  kbd: { body: "none", write: (tag) => writeKey(argumentOf(tag, "text", 0)) },
  br: { body: "none", write: () => "<br>" },
  // The documents of Kubernetes show the term, and a tooltip over it.
  glossary_tooltip: { body: "none", write: (tag) => argumentOf(tag, "text term_id") },
  "thirdparty-content": NOTHING,
  icon: NOTHING,
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
