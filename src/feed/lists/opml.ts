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
const head = parentElement("head");
const body = parentElement("body");
const title = textElement("title");
const outline = emptyElement("outline");
const group = parentElement("outline");

const version = attribute("version");
const type = attribute("type");
const text = attribute("text");
const titleAttribute = attribute("title");
const description = attribute("description");
const htmlUrl = attribute("htmlUrl");
const xmlUrl = attribute("xmlUrl");

/**
 * A subscription list: OPML 2.0, where `type="rss"` means a feed of any format. Its groups are nested outlines, which readers show as
 * folders; what stands before them comes first.
 */
export function renderOpml(
  listTitle: string,
  outlines: readonly OpmlOutline[],
  groups: readonly OpmlGroup[] = [],
): string {
  const filled = groups.filter((one) => one.outlines.length > 0);
  const lines = outlines.map(renderOutline).join("") + filled.map(renderGroup).join("");
  return XML_DECLARATION + opml(version("2.0"), head("", title(listTitle)) + body("", lines));
}

function renderGroup({ title: name, outlines }: OpmlGroup): string {
  return group(text(name) + titleAttribute(name), outlines.map(renderOutline).join(""));
}

function renderOutline(feed: OpmlOutline): string {
  // OPML 2.0: `text` and `xmlUrl` are required of a subscription; several readers look at `title` alone. All but `xmlUrl` is to
  // say what the feed itself says.
  const names = text(feed.title) + titleAttribute(feed.title) + description(feed.description);
  return outline(type("rss") + names + xmlUrl(feed.xmlUrl) + htmlUrl(feed.htmlUrl));
}
