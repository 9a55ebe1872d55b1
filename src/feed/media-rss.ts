import { attribute, emptyElement, isBlank, parentElement, textElement } from "../lib/xml.ts";
import type { FeedItem } from "./feed-item.ts";

/** Media RSS 1.5.1; the closing slash is part of the namespace's name. */
export const MEDIA_NAMESPACE = "http://search.yahoo.com/mrss/";

const content = parentElement("media:content");
const thumbnail = emptyElement("media:thumbnail");
const description = textElement("media:description", ' type="plain"');
// The role is one of EBU's, in lower case (Media RSS, media:credit).
const credit = textElement("media:credit", ' role="photographer" scheme="urn:ebu"');

const url = attribute("url");
const type = attribute("type");
const fileSize = attribute("fileSize");
const width = attribute("width");
const height = attribute("height");

/** The lead image for readers of Media RSS: one element, never a `media:group` of one. */
export function renderMedia(item: FeedItem): string {
  const image = item.enclosure;
  if (image === undefined) return "";
  const source = url(image.url);
  const size = width(known(image.width)) + height(known(image.height));
  return content(
    `${source} medium="image"${type(image.type)}${fileSize(known(image.length))}${size}`,
    thumbnail(source + size) + description(describe(item)) + credit(image.credit),
  );
}

/** feedparser, and what is built on it, takes the image's description for the body of an entry that has none. */
function describe(item: FeedItem): string | undefined {
  return isBlank(item.content) ? undefined : item.enclosure?.alt;
}

/** Zero means an unmeasured image; Media RSS and Atom express that by omitting the attribute. */
export function known(measure: number | undefined): number | undefined {
  return measure !== undefined && measure > 0 ? measure : undefined;
}
