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
  return (
    XML_DECLARATION +
    parentElement(
      "opml",
      attribute("version", "2.0"),
      parentElement("head", "", textElement("title", listTitle)) + parentElement("body", "", lines),
    )
  );
}

function renderGroup({ title: name, outlines }: OpmlGroup): string {
  return parentElement(
    "outline",
    attribute("text", name) + attribute("title", name),
    outlines.map(renderOutline).join(""),
  );
}

function renderOutline(feed: OpmlOutline): string {
  // OPML 2.0: `text` and `xmlUrl` are required of a subscription; several readers look at `title` alone. All but `xmlUrl` is to
  // say what the feed itself says.
  const names =
    attribute("text", feed.title) + attribute("title", feed.title) + attribute("description", feed.description);
  return emptyElement(
    "outline",
    attribute("type", "rss") + names + attribute("xmlUrl", feed.xmlUrl) + attribute("htmlUrl", feed.htmlUrl),
  );
}
