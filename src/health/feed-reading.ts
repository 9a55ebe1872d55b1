import type { PodcastFault } from "./podcast/podcast-fault.ts";

/** The checked part of a feed. Texts are as the feed has them. */
export interface FeedReading {
  readonly format: "RSS" | "Atom" | "JSON Feed";
  readonly selfAddress: string | undefined;
  readonly hubs: readonly string[];
  /** Required parts that this feed lacks. */
  readonly lacks: readonly string[];
  readonly dates: readonly DateReading[];
  readonly items: readonly ItemReading[];
  /** Undefined where it is no podcast. */
  readonly podcast?: PodcastReading | undefined;
}

/** The parts of a podcast's RSS that directories read. */
export interface PodcastReading {
  /** The rules of directories that it breaks. */
  readonly faults: readonly PodcastFault[];
  /** Addresses of artwork, the podcast's first. */
  readonly artworks: readonly string[];
}

export interface ItemReading {
  /** By which people find the entry. */
  readonly label: string;
  readonly id: string | undefined;
  readonly lacks: readonly string[];
  readonly dates: readonly DateReading[];
  readonly enclosures: readonly EnclosureReading[];
  /** Absolute addresses. */
  readonly images: readonly string[];
}

export interface DateReading {
  /** The element or field. */
  readonly name: string;
  readonly text: string;
  readonly form: "RFC 822" | "RFC 3339";
}

export interface EnclosureReading {
  readonly address: string;
  readonly mediaType: string | undefined;
  /** Bytes; undefined if the feed does not say, or says 0 for "unknown". */
  readonly length: number | undefined;
}

/** The names whose value is missing or blank. */
export function listLacks(values: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(values)
    .filter(([, value]) => value === undefined || value.trim() === "")
    .map(([name]) => name);
}

export function readLength(text: string | undefined): number | undefined {
  const length = Number(text ?? "");
  return Number.isSafeInteger(length) && length > 0 ? length : undefined;
}

const IMAGE = /<img\b[^<>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/** The images of an entry's HTML, absolute; what is inside of the page itself (`data:`) is left out. */
export function listImages(html: string | undefined, base: string | undefined): string[] {
  const sources = Array.from((html ?? "").matchAll(IMAGE), ([, double, single]) => double ?? single ?? "");
  return sources.flatMap((source) => absolute(source.replaceAll("&amp;", "&"), base) ?? []);
}

export function absolute(address: string | undefined, base: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address, base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
