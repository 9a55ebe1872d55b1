import type { XmlElement } from "../../lib/parse-xml.ts";

/** A rule of PSP-1, Apple Podcasts or another directory for a podcast's RSS. */
export interface PodcastRuleRow {
  /** Its name in findings and tests. */
  readonly id: string;
  readonly by: "PSP-1" | "Apple" | "PSP-1 and Apple" | "podcast namespace" | "Podlove";
  /** An error keeps the podcast or the episode out of directories; a warning costs it something there. */
  readonly severity: "error" | "warning";
  readonly wanted: string;
  /** Where its value comes from: a path below `podcast:` or the feed in site.yaml, or a field of front matter. */
  readonly field: string;
}

export interface ChannelRule extends PodcastRuleRow {
  readonly find: (channel: XmlElement, document: PodcastDocument) => Found;
}

export interface ItemRule extends PodcastRuleRow {
  readonly find: (item: XmlElement, document: PodcastDocument) => Found;
}

export interface PodcastDocument {
  readonly xml: string;
  readonly root: XmlElement;
  readonly channel: XmlElement;
  readonly items: readonly XmlElement[];
}

/** The value found instead, and the element that has it; undefined where the rule is kept. */
export type Found = { readonly found: string; readonly at?: XmlElement | undefined } | undefined;

export interface PodcastFault {
  readonly rule: PodcastRuleRow;
  readonly found: string;
  /** In the document. */
  readonly line: number;
  /** Of the episode; undefined where the channel has the fault. */
  readonly item: { readonly guid: string | undefined; readonly title: string | undefined } | undefined;
}

export const ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd";
export const PODCAST = "https://podcastindex.org/namespace/1.0";
export const PSC = "http://podlove.org/simple-chapters";
