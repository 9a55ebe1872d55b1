import { attribute, emptyElement, isBlank, parentElement, textElement } from "../lib/xml.ts";
import { isImage, listFiles } from "./entry-values.ts";
import type { DocumentItem, FeedFile } from "./feed-item.ts";

const content = parentElement("media:content");
const thumbnail = emptyElement("media:thumbnail");
const description = textElement("media:description", ' type="plain"');
// The role is one of EBU's, in lower case (Media RSS, media:credit).
const credit = textElement("media:credit", ' role="photographer" scheme="urn:ebu"');

const url = attribute("url");
const medium = attribute("medium");
const type = attribute("type");
const fileSize = attribute("fileSize");
const width = attribute("width");
const height = attribute("height");
const duration = attribute("duration");

/**
 * Its files for readers of Media RSS: one element each, never a `media:group` of one. The picture of a recording or a film is its
 * thumbnail.
 */
export function renderMedia(item: DocumentItem): string {
  const { enclosure } = item;
  if (enclosure === undefined) return "";
  const files = listFiles(item);
  const picture = files.find(isImage);
  const shown = files.filter((file) => file !== picture || file === enclosure);
  return shown.map((file) => renderFile(file, isImage(file) ? file : picture, item)).join("");
}

function renderFile(file: FeedFile, picture: FeedFile | undefined, item: DocumentItem): string {
  const source = url(file.url) + medium(mediumOf(file)) + type(file.type) + fileSize(known(file.length));
  const shown = picture && thumbnail(url(picture.url) + sizeOf(picture));
  return content(
    source + sizeOf(file) + duration(known(file.duration)),
    // feedparser, and what is built on it, takes the image's description for the body of an entry that has none.
    (shown ?? "") + description(isBlank(item.content) ? undefined : picture?.alt) + credit(picture?.credit),
  );
}

function sizeOf(file: FeedFile): string {
  return width(known(file.width)) + height(known(file.height));
}

/** The kinds of Media RSS that a media type names; for others there is no word that is certain. */
function mediumOf(file: FeedFile): string | undefined {
  return isImage(file) ? "image" : /^(?:audio|video)(?=\/)/.exec(file.type)?.[0];
}

/** Zero, too, means an unmeasured file: the `feed` package has no other number for it. */
export function known(measure: number | undefined): number | undefined {
  return measure !== undefined && measure > 0 ? measure : undefined;
}
