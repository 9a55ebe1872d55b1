import type { ArticleKind } from "../../article/article.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { escapeText } from "../../lib/xml.ts";
import { invalid, type MicropubProblem } from "./micropub-problem.ts";

/** A picture of an entry. */
export interface Photo {
  readonly url: string;
  readonly alt: string;
}

/** A file's body: the text, and the pictures after the first, which is the lead image. */
export interface EntryBody {
  /** A text, or `{ html }`. */
  readonly content: string | { readonly html: string };
  readonly photos: readonly Photo[];
}

const PHOTO = /\n*^!\[((?:[^\\\]\n]|\\.)*)\]\(<?([^\s<>()]+)>?\)\s*$/m;

/** Reads what {@link writeBody} wrote, and any other text as it is. */
export function readBody(text: string, kind: ArticleKind): EntryBody {
  if (kind === "html") return { content: { html: text.trim() }, photos: [] };
  let rest = text.trim();
  const photos: Photo[] = [];
  for (let last = findLastPhoto(rest); last !== undefined; last = findLastPhoto(rest)) {
    photos.unshift(last.photo);
    rest = rest.slice(0, last.index).trimEnd();
  }
  const [, html] = /^<div>\n([\s\S]*)\n<\/div>$/.exec(rest) ?? [];
  return { content: html === undefined ? rest : { html: html.replaceAll("&#10;", "\n") }, photos };
}

function findLastPhoto(text: string): { readonly photo: Photo; readonly index: number } | undefined {
  const index = text.lastIndexOf("\n") + 1;
  const [, alt = "", url] = PHOTO.exec(text.slice(index)) ?? [];
  return url === undefined ? undefined : { photo: { url, alt: alt.replace(/\\(.)/g, "$1") }, index };
}

/** HTML is one block of the Markdown file, without an empty line, which would end it (CommonMark §4.6). */
export function writeBody({ content, photos }: EntryBody, kind: ArticleKind): Result<string, MicropubProblem> {
  if (kind !== "markdown" && photos.length > 0) {
    return fail(invalid("An article that is no Markdown takes one photo, its lead image"));
  }
  const html = typeof content === "string" ? undefined : content.html.replace(/\r\n?/g, "\n").trim();
  const text = typeof content === "string" ? content.replace(/\r\n?/g, "\n").trim() : "";
  if (kind === "text")
    return html === undefined ? succeed(text) : fail(invalid("This article is plain text and takes no HTML"));
  if (kind === "html")
    return succeed(
      html ??
        text
          .split(/\n{2,}/)
          .map((part) => `<p>${escapeText(part)}</p>`)
          .join("\n"),
    );
  const block = html === undefined ? text : `<div>\n${html.replace(/\n(?=[ \t]*\n)/g, "&#10;")}\n</div>`;
  const pictures = photos.map(({ url, alt }) => `![${alt.replace(/\s+/g, " ").replace(/[\\[\]]/g, "\\$&")}](<${url}>)`);
  return succeed([block, ...pictures].filter((part) => part !== "").join("\n\n"));
}
