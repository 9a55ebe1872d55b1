import { attribute, emptyElement, isBlank, numberAttribute, parentElement, textElement } from "../lib/xml.ts";
import type { DocumentItem, FeedFile } from "./feed-item.ts";
import { isImage, known, listFiles } from "./files.ts";

/** Media RSS 1.5.1; the closing slash is part of the namespace's name. */
export const MEDIA_NAMESPACE = "http://search.yahoo.com/mrss/";

type MediaItem = Pick<DocumentItem, "content" | "enclosure" | "otherFiles">;

const content = /* @__PURE__ */ parentElement("media:content");
const thumbnail = /* @__PURE__ */ emptyElement("media:thumbnail");
const description = /* @__PURE__ */ textElement("media:description", ' type="plain"');
// The role is one of EBU's, in lower case (Media RSS, media:credit).
const credit = /* @__PURE__ */ textElement("media:credit", ' role="photographer" scheme="urn:ebu"');

const url = /* @__PURE__ */ attribute("url");
const medium = /* @__PURE__ */ attribute("medium");
const type = /* @__PURE__ */ attribute("type");
const fileSize = /* @__PURE__ */ numberAttribute("fileSize");
const duration = /* @__PURE__ */ numberAttribute("duration");
// In kilobits per second (Media RSS, media:content).
const kilobits = /* @__PURE__ */ numberAttribute("bitrate");
const width = /* @__PURE__ */ numberAttribute("width");
const height = /* @__PURE__ */ numberAttribute("height");

/**
 * Its files for readers of Media RSS: one element each, never a `media:group` of one. The picture of a recording or a film is its
 * thumbnail.
 */
export function renderMedia(item: MediaItem): string {
  const { enclosure } = item;
  const files = listFiles(item);
  const picture = files.find(isImage);
  let rendered = "";
  for (const file of files) {
    if (file !== picture || file === enclosure) rendered += renderFile(file, isImage(file) ? file : picture, item);
  }
  return rendered;
}

function renderFile(file: FeedFile, picture: FeedFile | undefined, item: MediaItem): string {
  const place = url(file.url);
  const size = sizeOf(file);
  return content(
    place + mediumOf(file) + type(file.type) + fileSize(known(file.length)) + size + timesOf(file),
    // feedparser, and what is built on it, takes the image's description for the body of an entry that has none.
    picture === undefined
      ? ""
      : thumbnail(picture === file && picture.thumbnail === undefined ? place + size : writeThumbnail(picture)) +
          description(isBlank(item.content) ? undefined : picture.alt) +
          credit(picture.credit),
  );
}

function writeThumbnail(picture: FeedFile): string {
  const shown = picture.thumbnail ?? picture;
  return url(shown.url) + sizeOf(shown);
}

/** Other types have no certain word. */
function mediumOf(file: FeedFile): string {
  return isImage(file) ? ' medium="image"' : medium(/^(?:audio|video)\b/.exec(file.type)?.[0]);
}

function timesOf(file: FeedFile): string {
  const bitrate = known(file.bitrate);
  return duration(known(file.duration)) + kilobits(bitrate && Math.round(bitrate / 1000));
}

function sizeOf(file: Pick<FeedFile, "width" | "height">): string {
  return width(known(file.width)) + height(known(file.height));
}
