import { attribute, emptyElement, parentElement, textElement, XML_DECLARATION } from "../../lib/xml.ts";

export interface OpmlOutline {
  readonly title: string;
  readonly description?: string;
  /** The page about the same selection. */
  readonly htmlUrl: string;
  /** The feed. */
  readonly xmlUrl: string;
}

const opml = parentElement("opml");
const head = parentElement("head");
const body = parentElement("body");
const title = textElement("title");
const outline = emptyElement("outline");

const version = attribute("version");
const type = attribute("type");
const text = attribute("text");
const titleAttribute = attribute("title");
const description = attribute("description");
const htmlUrl = attribute("htmlUrl");
const xmlUrl = attribute("xmlUrl");

/** A subscription list: OPML 2.0, where `type="rss"` means a feed of any format. */
export function renderOpml(listTitle: string, outlines: readonly OpmlOutline[]): string {
  const children = head("", title(listTitle)) + body("", outlines.map(renderOutline).join(""));
  return XML_DECLARATION + opml(version("2.0"), children);
}

function renderOutline(feed: OpmlOutline): string {
  // OPML 2.0: `text` and `xmlUrl` are required of a subscription; several readers look at `title` alone. All but `xmlUrl` is to
  // say what the feed itself says.
  const names = text(feed.title) + titleAttribute(feed.title) + description(feed.description);
  return outline(type("rss") + names + xmlUrl(feed.xmlUrl) + htmlUrl(feed.htmlUrl));
}
