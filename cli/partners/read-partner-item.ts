import { textOf as textOfHtml } from "../../src/article/markup/body-tree.ts";
import { parseHtml } from "../../src/article/markup/html.ts";
import type { JudgedArticle, JudgedImage } from "../../src/feed/partners/judge-article.ts";
import { ATOM, CONTENT, listChildren, textOf } from "../../src/health/xml-parts.ts";
import type { XmlElement } from "../../src/lib/parse-xml.ts";

const DC = "http://purl.org/dc/elements/1.1/";
const MEDIA = "http://search.yahoo.com/mrss/";

/** An item of anybody's RSS, as partners judge it; `feedLanguage` is the channel's. */
export function readPartnerItem(item: XmlElement, feedLanguage: string | undefined): JudgedArticle {
  const description = textOf(item, "description") ?? "";
  return {
    title: textOf(item, "title") ?? "",
    summary: readText(description),
    text: readText(bodyOf(item)),
    hasAuthor: [textOf(item, "creator", DC), textOf(item, "author")].some(Boolean) || hasAtomAuthor(item),
    language: textOf(item, "language", DC),
    feedLanguage,
    image: readImage(item),
  };
}

/** The full text; an item without one has its description alone. */
export function bodyOf(item: XmlElement): string {
  return textOf(item, "encoded", CONTENT) ?? textOf(item, "description") ?? "";
}

function readText(html: string): string {
  return textOfHtml(parseHtml(html)).replace(/\s+/g, " ").trim();
}

function hasAtomAuthor(item: XmlElement): boolean {
  return listChildren(item, "author", ATOM).length > 0;
}

/** The first picture; an element of Media RSS may say more of it than the enclosure. */
export function findImageElement(item: XmlElement): XmlElement | undefined {
  const groups = [item, ...listChildren(item, "group", MEDIA)];
  const contents = groups.flatMap((group) => listChildren(group, "content", MEDIA)).filter(isPicture);
  const thumbnails = groups.flatMap((group) => listChildren(group, "thumbnail", MEDIA));
  return [...contents, ...thumbnails, ...listChildren(item, "enclosure").filter(isPicture)][0];
}

function isPicture({ attributes }: XmlElement): boolean {
  return attributes.get("medium") === "image" || attributes.get("type")?.startsWith("image/") === true;
}

function readImage(item: XmlElement): JudgedImage | undefined {
  const element = findImageElement(item);
  if (element === undefined) return undefined;
  const { attributes } = element;
  return {
    mediaType: attributes.get("type") ?? "of no stated type",
    width: readNumber(attributes.get("width")),
    height: readNumber(attributes.get("height")),
    sizeBytes: readNumber(attributes.get("fileSize") ?? attributes.get("length")),
    credit: textOf(element, "credit", MEDIA) ?? textOf(item, "credit", MEDIA),
  };
}

/** Undefined where it is missing, no number, or the 0 of unknown sizes. */
function readNumber(text: string | undefined): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}
