import type { DocumentHead } from "../../feed/feed-item.ts";
import { readFeed } from "../../feed/library/read-feed.ts";
import type { FeedSource } from "../../feed/library/types.ts";
import { RENDERER_VERSION } from "../../feed/renderer-version.ts";
import { type PreparedAnswers, prepareAnswers } from "../../http/prepared-answers.ts";
import type { Bytes } from "../../http/write-bytes.ts";
import { formatHttpDate } from "../../lib/dates.ts";
import { sha256Hex } from "../../lib/digest.ts";
import { type FeedKind, feedKinds } from "./feed-kinds.ts";
import { createFeedVersions, type FeedVersions } from "./feed-versions.ts";
import type { ServingOptions } from "./serving-options.ts";

/** One version of a feed in memory. */
export interface LoadedFeed {
  readonly feed: FeedSource;
  /** From the revision; undefined without one. */
  readonly tag: string | undefined;
  /** Seconds since the epoch; undefined where nothing has a date. */
  readonly lastModified: number | undefined;
  /** From its options: the hub, and the feed's own address in each format. */
  readonly hub: string | undefined;
  readonly self: DocumentHead["feedLinks"];
  readonly documents: Map<string, LoadedDocument>;
}

/** One format of it. */
export interface LoadedDocument {
  readonly tag: string;
  readonly answers: PreparedAnswers;
  /** Undefined until it is rendered. */
  bytes: Bytes | undefined;
}

export function createLoadedFeed(feed: FeedSource, tag: string | undefined, now: number): LoadedFeed {
  const { head } = readFeed(feed);
  const seconds = head.updated && Math.floor(head.updated.getTime() / 1000);
  // RFC 9110 §8.8.2.1: never later than the clock.
  const lastModified = seconds && Math.min(seconds, Math.floor(now / 1000) - 1);
  return { feed, tag, lastModified, hub: head.hub, self: head.feedLinks, documents: new Map() };
}

/** A revision as a tag: with what else the bytes depend on, and without characters that a tag cannot have (RFC 9110 §8.8.3). */
export function tagRevision(revision: string | number): string {
  return `${encodeURIComponent(revision)}-${RENDERER_VERSION}`;
}

const MAX_DOCUMENTS = 100;

/** The document at an address, not rendered if its tag is known without. */
export async function prepareDocument(
  loaded: LoadedFeed,
  kind: FeedKind,
  url: string,
  options: ServingOptions,
): Promise<LoadedDocument> {
  const bytes = loaded.tag === undefined ? renderBytes(loaded.feed, kind) : undefined;
  const tag = loaded.tag ?? `${(await sha256Hex(await (bytes?.plain.text() ?? ""))).slice(0, 16)}-${RENDERER_VERSION}`;
  const document: LoadedDocument = {
    tag,
    answers: prepareAnswers(tag, kind.contentType, listHeaders(loaded, kind, url, options)),
    bytes,
  };
  // One feed has few addresses, unless they are made up.
  if (loaded.documents.size >= MAX_DOCUMENTS) loaded.documents.clear();
  loaded.documents.set(url, document);
  return document;
}

export function renderBytes(feed: FeedSource, kind: FeedKind): Bytes {
  return { plain: new Blob([kind.render(feed)]), gzipped: undefined };
}

type HeaderList = (readonly [string, string])[];

function listHeaders(
  { lastModified, hub, self }: LoadedFeed,
  kind: FeedKind,
  url: string,
  { maxAgeSeconds = 900, paths }: ServingOptions,
): HeaderList {
  const links = [`<${self[kind.id] ?? url}>; rel="self"`];
  if (hub !== undefined) links.push(`<${hub}>; rel="hub"`);
  for (const other of feedKinds) {
    const path = paths === undefined ? other.defaultPath : paths[other.id];
    if (other === kind || path === undefined) continue;
    links.push(`<${new URL(path, url).href}>; rel="alternate"; type="${other.mediaType}"`);
  }
  return [
    ...(lastModified === undefined ? [] : [["Last-Modified", formatHttpDate(lastModified * 1000)] as const]),
    ["Cache-Control", `public, max-age=${maxAgeSeconds}, stale-while-revalidate=86400, stale-if-error=604800`],
    ["Vary", "Accept-Encoding"],
    ["Link", links.join(", ")],
    ["Access-Control-Allow-Origin", "*"],
    ["Access-Control-Expose-Headers", "ETag, Last-Modified, Link"],
    ["X-Content-Type-Options", "nosniff"],
  ];
}

/** The memory of a handler between requests. */
export interface FeedMemory {
  loaded: LoadedFeed | undefined;
  /** Milliseconds: when it was last known to be current. */
  checkedAt: number;
  readonly versions: FeedVersions;
}

export function createFeedMemory(): FeedMemory {
  return { loaded: undefined, checkedAt: Number.NEGATIVE_INFINITY, versions: createFeedVersions() };
}
