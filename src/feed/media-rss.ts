import { attribute, emptyElement, isBlank, parentElement, textElement } from "../lib/xml.ts";
import type { DocumentItem, FeedFile } from "./feed-item.ts";
import { isImage, known, listFiles } from "./files.ts";

/** Media RSS 1.5.1; the closing slash is part of the namespace's name. */
export const MEDIA_NAMESPACE = "http://search.yahoo.com/mrss/";

/**
 * Its files for readers of Media RSS: one element each, never a `media:group` of one. The picture of a recording or a film is its
 * thumbnail.
 */
export function renderMedia(item: DocumentItem): string {
  const { enclosure } = item;
  const files = listFiles(item);
  const picture = files.find(isImage);
  let rendered = "";
  for (const file of files) {
    if (file !== picture || file === enclosure) rendered += renderFile(file, isImage(file) ? file : picture, item);
  }
  return rendered;
}

function renderFile(file: FeedFile, picture: FeedFile | undefined, item: DocumentItem): string {
  return parentElement(
    "media:content",
    attribute("url", file.url) +
      // Other types have no certain word.
      attribute("medium", /^(?:image|audio|video)\b/.exec(file.type || "image")?.[0]) +
      attribute("type", file.type) +
      attribute("fileSize", known(file.length)) +
      sizeOf(file) +
      attribute("duration", known(file.duration)),
    // The role is one of EBU's, in lower case (Media RSS, media:credit).
    // feedparser, and what is built on it, takes the image's description for the body of an entry that has none.
    picture === undefined
      ? ""
      : emptyElement("media:thumbnail", attribute("url", picture.url) + sizeOf(picture)) +
          textElement("media:description", isBlank(item.content) ? undefined : picture.alt, ' type="plain"') +
          textElement("media:credit", picture.credit, ' role="photographer" scheme="urn:ebu"'),
  );
}

function sizeOf(file: FeedFile): string {
  return attribute("width", known(file.width)) + attribute("height", known(file.height));
}
