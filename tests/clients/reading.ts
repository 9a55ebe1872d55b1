import type { FormatId } from "../../src/feed/formats.ts";

/** A reader of feeds, made by others. */
export interface FeedClient {
  readonly name: ClientName;
  /** Reads one document over HTTP, as if for the first time. */
  readonly read: (url: string, format: FormatId) => Promise<Reading>;
}

export type ClientName = "newsboat" | "feedparser" | "rss2email" | "rss-parser" | "feedsmith";

export interface Reading {
  /** Whether the client took the document for a feed, and found nothing wrong with it. */
  readonly isAccepted: boolean;
  readonly entries: readonly SeenEntry[];
}

/** What a client shows of an entry; undefined where it shows nothing. Times in milliseconds. */
export interface SeenEntry {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly link: string | undefined;
  readonly published: number | undefined;
  readonly updated: number | undefined;
  readonly authors: readonly string[] | undefined;
  readonly categories: readonly string[] | undefined;
  readonly enclosure: SeenEnclosure | undefined;
  readonly summary: string | undefined;
  readonly fullText: string | undefined;
}

export type Field = keyof SeenEntry;

export interface SeenEnclosure {
  readonly url: string;
  readonly type?: string;
  readonly length?: number;
}

/** Clients give an empty text, zero or an empty list for what they did not find. */
export function present<T extends string | number | readonly unknown[]>(value: T | null | undefined): T | undefined {
  if (value === null || value === undefined || value === 0) return undefined;
  return typeof value !== "number" && value.length === 0 ? undefined : value;
}

/** Undefined for a date that is none. */
export function timeOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date);
}
