import { attribute, emptyElement, parentElement, textElement, XML_DECLARATION } from "../../lib/xml.ts";

export interface OpmlOutline {
  readonly title: string;
  readonly description?: string;
  /** The page about the same selection. */
  readonly htmlUrl: string;
  /** The feed. */
  readonly xmlUrl: string;
}

/** Feeds of one kind. */
export interface OpmlGroup {
  readonly title: string;
  readonly outlines: readonly OpmlOutline[];
}

const opml = parentElement("opml");
const opmlHead = parentElement("head");
const opmlBody = parentElement("body");
const listTitle = textElement("title");
const group = parentElement("outline");
const subscription = emptyElement("outline", ' type="rss"');
const text = attribute("text");
const title = attribute("title");
const description = attribute("description");
const xmlUrl = attribute("xmlUrl");
const htmlUrl = attribute("htmlUrl");

/**
 * A subscription list: OPML 2.0, where `type="rss"` means a feed of any format. Its groups are nested outlines, which readers show as
 * folders; what stands before them comes first.
 */
export function renderOpml(name: string, outlines: readonly OpmlOutline[], groups: readonly OpmlGroup[] = []): string {
  const filled = groups.filter((one) => one.outlines.length > 0);
  const lines = outlines.map(renderOutline).join("") + filled.map(renderGroup).join("");
  return XML_DECLARATION + opml(' version="2.0"', opmlHead("", listTitle(name)) + opmlBody("", lines));
}

function renderGroup({ title: name, outlines }: OpmlGroup): string {
  return group(text(name) + title(name), outlines.map(renderOutline).join(""));
}

function renderOutline(feed: OpmlOutline): string {
  // OPML 2.0: `text` and `xmlUrl` are required of a subscription; several readers look at `title` alone. All but `xmlUrl` is to
  // say what the feed itself says.
  const names = text(feed.title) + title(feed.title) + description(feed.description);
  return subscription(names + xmlUrl(feed.xmlUrl) + htmlUrl(feed.htmlUrl));
}
