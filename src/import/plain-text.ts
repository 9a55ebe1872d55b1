import { textOf } from "../article/markup/body-tree.ts";
import { readHtml } from "../article/markup/read-html.ts";
import { sanitise } from "../article/markup/sanitise.ts";
import { listBlocks } from "../article/markup/text-blocks.ts";
import { cleanLine } from "../lib/text.ts";
import { escapeHtml } from "../lib/xml.ts";

/** A longer text is no summary; it is not parsed to its end either. */
const MAX_CHARACTERS = 100_000;

/** The text of a stretch of HTML on one line; undefined if it says nothing. */
export function textOfHtml(html: string | undefined): string | undefined {
  if (html === undefined) return undefined;
  if (!/[<&]/.test(html)) return lineOfText(html.slice(0, MAX_CHARACTERS));
  const blocks = listBlocks(sanitise(readHtml(html.slice(0, MAX_CHARACTERS))));
  return lineOfText(blocks.map(({ text }) => text).join(" "));
}

/** Plain text on one line; undefined if it says nothing. */
export function lineOfText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanLine(text) || undefined;
}

/** Plain text in which many feeds leave `&amp;`: character references are read, and a `<` stays what it is. */
export function textOfTitle(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const read = text.includes("&") ? textOf(readHtml(text.slice(0, MAX_CHARACTERS).replaceAll("<", "&lt;"))) : text;
  return lineOfText(read);
}

/** Plain text as HTML: an empty line begins a paragraph, every other line break stays. */
export function htmlOfText(text: string | undefined): string | undefined {
  const paragraphs = (text ?? "").split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
  if (paragraphs.length === 0) return undefined;
  return paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replaceAll("\n", "<br>\n")}</p>`).join("\n");
}
