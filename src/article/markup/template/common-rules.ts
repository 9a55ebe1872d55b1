import { escapeHtml } from "../../../lib/xml.ts";
import { findPlayedPage } from "../players.ts";
import { argumentOf, type Tag, type TagRule, type TagRules, type Writing } from "./tag.ts";
import { writeAddress, writeFilm, writeLink, writePicture } from "./write-markup.ts";

/** Rules that tags of several tools share. */

export const PLAIN: TagRule = { body: "text", write: () => ({ before: "", after: "" }) };
export const NOTHING: TagRule = { body: "none", write: () => "" };
/** The body is a script, a style sheet or a remark to other authors. */
export const UNSEEN: TagRule = { body: "verbatim", write: () => "" };
/** The body is data. */
export const DRAWN: TagRule = { body: "verbatim", loss: "drawn", write: () => "" };

/** One rule for each of the names. */
export function rulesOf(names: string, rule: TagRule): TagRules {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, rule]),
  );
}

export function gapOf({ isMarkdown }: Tag): string {
  return isMarkdown ? "\n\n" : "";
}

export function titled(title: string | undefined, tag: Tag): Writing {
  const gap = gapOf(tag);
  return title
    ? { before: `<p><strong>${escapeHtml(title)}</strong></p>${gap}`, after: gap }
    : { before: "", after: "" };
}

/** A text that opens at its summary. */
export function details(summary: (tag: Tag) => string | undefined): TagRule {
  return {
    body: "text",
    write: (tag) => {
      const gap = gapOf(tag);
      const text = escapeHtml(summary(tag) ?? "");
      return { before: `<details><summary>${text}</summary>${gap}`, after: `${gap}</details>` };
    },
  };
}

export const PICTURE: TagRule = {
  body: "optional",
  write: (tag) => {
    const body = tag.body.trim();
    const caption = argumentOf(tag, "caption legend") ?? argumentOf(tag, "title") ?? (body || undefined);
    return writePicture({
      src: argumentOf(tag, "src image url path img light file filename", 0) ?? argumentOf(tag, "link"),
      alt: argumentOf(tag, "alt") ?? argumentOf(tag, "title") ?? argumentOf(tag, "caption"),
      title: argumentOf(tag, "title"),
      caption,
      link: argumentOf(tag, "link href"),
      credit: argumentOf(tag, "attr"),
    });
  },
};

export function sound(element: "audio" | "video"): TagRule {
  return {
    body: "none",
    write: (tag) => {
      const src = argumentOf(tag, "src mp3 mp4 webm file url path", 0);
      const page = element === "video" && src !== undefined ? pageOfFilm(src) : undefined;
      if (page !== undefined) return page;
      const poster = argumentOf(tag, "poster");
      const still = element === "video" && poster ? ` poster="${escapeHtml(poster)}"` : "";
      return src === undefined ? undefined : `<${element} src="${escapeHtml(src)}"${still} controls></${element}>`;
    },
  };
}

/** The page of a player's address; undefined for a file. */
function pageOfFilm(src: string): Writing {
  const isPlayer = /^(?:https?:)?\/\/[^/]*(?:youtube|youtu\.be|vimeo|bilibili)/i.test(src);
  return isPlayer ? writeAddress(findPlayedPage(src.replace(/^\/\//, "https://"))) : undefined;
}

export function film(service: "youtube" | "vimeo"): TagRule {
  return {
    body: "none",
    write: (tag) => writeFilm(service, argumentOf(tag, "id videoid video src url", 0), argumentOf(tag, "title label")),
  };
}

const HREF = "href link url relref path to src file cta_link";
const WORDS = "text title name label content cta_text btn_text alt";

/** A link, around the tag's body where it has one; an address without words has its own end for them. */
export const LINK: TagRule = {
  body: "optional",
  write: (tag) => {
    const href = argumentOf(tag, HREF, 0);
    if (href === undefined || !/^(?:https?:|mailto:|[/#.[]|[\w-]+[./])/.test(href)) return undefined;
    if (tag.body.trim() !== "") return { before: `<a href="${escapeHtml(href)}">`, after: "</a>" };
    const words = argumentOf(tag, WORDS, 1);
    if (words !== undefined && words !== "") return writeLink(href, words);
    return writeAddress(href) ?? writeLink(href, href.replace(/\/$/, "").split("/").at(-1) || href);
  },
};

/** A page elsewhere, whose address is made of the tag's arguments. */
export function page(write: (argument: (names: string, place?: number) => string) => string): TagRule {
  return {
    body: "none",
    write: (tag) => {
      let isWhole = true;
      const address = write((names, place) => {
        const value = argumentOf(tag, names, place);
        if (value === undefined || !/^[@\w./:-]+$/.test(value)) isWhole = false;
        return value ?? "";
      });
      const title = argumentOf(tag, "title label");
      return isWhole ? writeAddress(address, title) : undefined;
    },
  };
}
