import { formatRfc3339 } from "../../lib/dates.ts";
import { escapeTextAsHtml } from "../../lib/xml.ts";
import { summaryOf, tidyItem } from "../entry-values.ts";
import { type Extension, renderExtensions } from "../extensions/extension.ts";
import type { FeedFile, FeedHead, FeedItem } from "../feed-item.ts";
import { RSS_CLOSING, renderRssEntry, renderRssOpening } from "../rss.ts";
import type { PartnerOptions, RssPartner } from "./partner.ts";
import { pictureOf } from "./picture-of.ts";
import { reduceHtml } from "./reduce-html.ts";

const encoder = new TextEncoder();

/** RSS as the partner takes it, of accepted entries; the oldest are left out where the document would be too large. */
export function renderPartnerRss(
  partner: RssPartner,
  head: FeedHead,
  items: readonly FeedItem[],
  options: PartnerOptions,
): string {
  const entries = items.map((item) => renderItem(partner, item, options));
  const opening = renderOpening(partner, head);
  return opening + keepWithin(entries, partner.window.maxBytes, opening + RSS_CLOSING).join("") + RSS_CLOSING;
}

/** The newest entries that fit into the partner's limit. */
function keepWithin(entries: readonly string[], maxBytes = Number.POSITIVE_INFINITY, frame: string): readonly string[] {
  let spent = encoder.encode(frame).length;
  const first = entries.findIndex((entry) => {
    spent += encoder.encode(entry).length;
    return spent > maxBytes;
  });
  return first < 0 ? entries : entries.slice(0, first);
}

function renderOpening({ channel }: RssPartner, head: FeedHead): string {
  const { namespaces, maxDescription, ttlMinutes, logo } = channel;
  const { hub: _hub, cloudAddress: _cloud, paging: _paging, stylesheet: _stylesheet, ...plain } = head;
  const description =
    maxDescription === undefined ? head.description : Array.from(head.description).slice(0, maxDescription).join("");
  const logoElement: Extension[] =
    logo === undefined || head.image === undefined ? [] : [{ name: "snf:logo", objects: { url: head.image } }];
  // The partner knows the address, which is not a WebSub topic and may hold a token.
  return renderRssOpening(
    { ...plain, description, ttl: ttlMinutes ?? head.ttl },
    undefined,
    namespaces,
    renderExtensions(logoElement),
  );
}

function renderItem(partner: RssPartner, item: FeedItem, options: PartnerOptions): string {
  const tidy = tidyItem(item);
  const content = item.content === undefined ? undefined : reduceHtml(item.content, partner);
  const image = pictureOf(item);
  const extensions: Extension[] = [
    ...(image ? [writeImage(partner, image, options)] : []),
    ...(partner.modifiedAs === "dcterms:modified"
      ? [{ name: "dcterms:modified", objects: { _text: formatRfc3339(item.date.getTime()) } }]
      : []),
  ];
  const { date: _date, ...undated } = tidy;
  const dated = partner.modifiedAs === "atom:updated" ? tidy : undated;
  const enclosure = partner.enclosesImage ? image : tidy.enclosure;
  return renderRssEntry(
    { ...dated, enclosure, content, isNote: false },
    escapeTextAsHtml(summaryOf(item)),
    renderExtensions(extensions),
  );
}

function writeImage(
  { imageElement, statesRights }: RssPartner,
  { url, type, width, height, length, alt, credit }: FeedFile,
  { hasImageRights }: PartnerOptions,
): Extension {
  const size = { width, height };
  if (imageElement === "media:thumbnail")
    return { name: imageElement, objects: { _attributes: defined({ url, ...size }) } };
  return {
    name: imageElement,
    objects: {
      _attributes: defined({ url, type, medium: "image", fileSize: length, ...size }),
      ...(alt && { "media:description": alt }),
      ...(credit && { "media:credit": credit }),
      ...(statesRights && { "mi:hasSyndicationRights": hasImageRights ? 1 : 0 }),
    },
  };
}

function defined(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}
