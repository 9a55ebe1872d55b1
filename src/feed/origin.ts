import { formatRfc3339 } from "../lib/dates.ts";
import { attribute, linkElement, parentElement, textElement } from "../lib/xml.ts";
import type { DocumentItem } from "./feed-item.ts";

// The feed that an entry was first published in, as each format names it.

const url = /* @__PURE__ */ attribute("url");
const source = /* @__PURE__ */ parentElement("source");
const id = /* @__PURE__ */ textElement("id");
const title = /* @__PURE__ */ textElement("title", ' type="text"');
const updated = /* @__PURE__ */ textElement("updated");
const selfLink = /* @__PURE__ */ linkElement("link", "self");
const homeLink = /* @__PURE__ */ linkElement("link", "alternate", "text/html");

/** RSS 2.0, "source": the channel that the item came from; its address is required. */
export function renderRssOrigin({ origin }: DocumentItem): string {
  return origin === undefined ? "" : textElement("source", url(origin.feed))(origin.title);
}

/** RFC 4287 §4.2.11. The feed's own id is not known to all who follow it: its address is an IRI as well. */
export function renderAtomOrigin({ origin, date, published }: DocumentItem): string {
  if (origin === undefined) return "";
  const at = (date ?? published)?.getTime() ?? 0;
  const links = homeLink(origin.home) + selfLink(origin.feed);
  return source("", id(origin.feed) + title(origin.title) + updated(formatRfc3339(at)) + links);
}

type Members = Readonly<Record<string, unknown>>;

/** JSON Feed 1.1, "Extensions": a member whose name begins with an underscore. */
export function listOrigin({ origin }: DocumentItem, members: Members): Members {
  if (origin === undefined) return members;
  return { ...members, _source: { title: origin.title, url: origin.feed, home_page_url: origin.home } };
}
