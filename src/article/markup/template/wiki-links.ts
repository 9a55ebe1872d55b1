import { escapeHtml } from "../../../lib/xml.ts";
import { nameArticle } from "./write-markup.ts";

const IMAGE = /\.(?:png|jpe?g|gif|webp|avif|svg|bmp)$/i;
const DOCUMENT = /\.[a-z\d]{2,5}$/i;

export interface WikiLink {
  readonly isEmbedded: boolean;
  readonly target: string;
  /** The text after `|`: the link's label, or the width of an image. */
  readonly words: string | undefined;
}

/** `[[Other]]`, `[[Other#Part|words]]`, `![[image.png|300]]`: Obsidian, Foam, Logseq, MediaWiki. */
export function writeWikiLink({ isEmbedded, target, words }: WikiLink): string {
  const [file = ""] = target.split("#");
  if (/^_?toc_?$/i.test(target)) return "";
  if (isEmbedded && IMAGE.test(file)) return writeImage(file, words);
  const label = words ?? target.replace(/^#/, "").replace("#", " › ");
  return `<a href="${escapeHtml(addressOf(file, target))}">${escapeHtml(label)}</a>`;
}

function addressOf(file: string, target: string): string {
  const fragment = target.slice(file.length + 1);
  const part = fragment === "" ? "" : `#${slugOfHeading(fragment)}`;
  if (file === "") return part;
  return DOCUMENT.test(file) && !/\.(?:md|markdown|mdx)$/i.test(file) ? encodeURI(file) : `${nameArticle(file)}${part}`;
}

/** As GitHub makes the ids of headings. */
function slugOfHeading(heading: string): string {
  const last = heading.slice(heading.lastIndexOf("#") + 1);
  return last
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

function writeImage(file: string, words: string | undefined): string {
  const size = /^(\d{1,5})(?:x(\d{1,5}))?$/.exec(words ?? "");
  const alt = size === null ? (words ?? "") : "";
  const sides = size === null ? "" : ` width="${size[1]}"${size[2] ? ` height="${size[2]}"` : ""}`;
  return `<img src="${escapeHtml(encodeURI(file))}" alt="${escapeHtml(alt)}"${sides}>`;
}
