import { escapeHtml } from "../../../lib/xml.ts";
import { findPlayedPage } from "../players.ts";
import { argumentOf, type Tag, type TagRule, type TagRules, type Writing } from "./tag.ts";
import { writeAddress, writeFilm, writeListing } from "./write-markup.ts";

/** `[caption]<img> words[/caption]`; before WordPress 3.4 the words were an attribute. */
function caption(tag: Tag): Writing {
  const image =
    /^\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?|^\s*(?:\[\s*)?!\[[^\]]*\]\([^)]*\)(?:\s*\]\([^)]*\))?/i.exec(
      tag.body,
    )?.[0];
  if (image === undefined) return { before: "", after: "" };
  const words = tag.body.slice(image.length).trim() || argumentOf(tag, "caption") || "";
  const gap = tag.isMarkdown && !/^\s*</.test(image) ? "\n\n" : "";
  return `<figure>${gap}${image.trim()}${gap}${words === "" ? "" : `<figcaption>${words}</figcaption>`}</figure>`;
}

/** `[embed]address[/embed]`: WordPress asks the site at the address for its player. */
function embed({ body }: Tag): Writing {
  const address = body.trim().replaceAll("&amp;", "&");
  const url = URL.parse(address);
  return url === null || !/^https?:$/.test(url.protocol) ? undefined : writeAddress(findPlayedPage(url.href));
}

/** The address of YouTube's page in `[youtube=https://…]` and `[youtube https://…]`, or the id alone. */
function film(service: "youtube" | "vimeo"): TagRule {
  return {
    body: "optional",
    write: (tag) =>
      writeFilm(
        service,
        argumentOf(tag, "id", 0) ?? (tag.argument.replace(/^=/, "").trim() || tag.body.trim()),
        undefined,
      ),
  };
}

function player(element: "audio" | "video"): TagRule {
  return {
    body: "optional",
    write: (tag) => {
      const src = argumentOf(tag, "src mp3 m4a ogg wav mp4 m4v webm ogv", 0);
      return src === undefined ? undefined : `<${element} src="${escapeHtml(src)}" controls></${element}>`;
    },
  };
}

/** SyntaxHighlighter and its kin: WordPress keeps what is inside as it was typed, with references in exports. */
const LISTING: TagRule = {
  body: "verbatim",
  write: (tag) =>
    writeListing(
      { ...tag, body: tag.isMarkdown ? tag.body : decodeReferences(tag.body) },
      argumentOf(tag, "lang language", 0) ?? namedListing(tag),
    ),
};

function namedListing({ name }: Tag): string | undefined {
  return /^(?:sourcecode|source|code|codeblock)$/.test(name) ? undefined : name;
}

const REFERENCES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', "#039": "'", "#39": "'" };

function decodeReferences(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|#0?39);/g, (whole, name: string) => REFERENCES[name] ?? whole);
}

/** Shortcodes of WordPress and of its most common plugins. */
export const WORDPRESS_TAGS: TagRules = {
  caption: { body: "text", write: caption },
  wp_caption: { body: "text", write: caption },
  embed: { body: "verbatim", write: embed },
  youtube: film("youtube"),
  vimeo: film("vimeo"),
  audio: player("audio"),
  video: player("video"),
  sourcecode: LISTING,
  source: LISTING,
  code: LISTING,
  codeblock: LISTING,
  ...Object.fromEntries(
    "bash css html java javascript js php python ruby sql xml".split(" ").map((name) => [name, LISTING]),
  ),
  soundcloud: { body: "none", write: (tag) => writeAddress(argumentOf(tag, "url")) },
  gallery: { body: "none", write: () => undefined },
};
