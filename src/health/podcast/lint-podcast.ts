import type { XmlElement } from "../../lib/parse-xml.ts";
import { listChildren, textOf } from "../xml-parts.ts";
import { CHANNEL_RULES } from "./channel-rules.ts";
import { ITEM_RULES } from "./item-rules.ts";
import { type Found, ITUNES, type PodcastDocument, type PodcastFault, type PodcastRuleRow } from "./podcast-fault.ts";

/** Whether a document is meant for directories of podcasts. */
export function isPodcastDocument(root: XmlElement): boolean {
  const channel = channelOf(root);
  return channel?.children.some(({ space }) => space.toLowerCase() === ITUNES) === true;
}

/** The rules of PSP-1 and Apple that a podcast's RSS breaks. */
export function lintPodcast(xml: string, root: XmlElement): PodcastFault[] {
  const channel = channelOf(root);
  if (channel === undefined) return [];
  const document: PodcastDocument = { xml, root, channel, items: listChildren(channel, "item") };
  return [
    ...CHANNEL_RULES.flatMap((rule) => report(rule, rule.find(channel, document), channel, undefined)),
    ...document.items.flatMap((item) => {
      const label = { guid: textOf(item, "guid"), title: textOf(item, "title") };
      return ITEM_RULES.flatMap((rule) => report(rule, rule.find(item, document), item, label));
    }),
  ];
}

function channelOf(root: XmlElement): XmlElement | undefined {
  return root.name === "rss" ? listChildren(root, "channel")[0] : undefined;
}

function report(rule: PodcastRuleRow, fault: Found, parent: XmlElement, item: PodcastFault["item"]): PodcastFault[] {
  return fault === undefined ? [] : [{ rule, found: fault.found, line: (fault.at ?? parent).line, item }];
}
