import type { FeedSource } from "../../feed/library/types.ts";
import type { FeedKindId } from "./feed-kinds.ts";

/** How feeds are loaded and served. Make it once: what is kept in memory belongs to this object. */
export interface ServingOptions {
  /** The feed as it is now: a `Feed`, or an object of the same members. */
  readonly load: (request: Request) => FeedSource | Promise<FeedSource>;
  /**
   * A number or a text that changes whenever the feed does, and costs less than loading it. With it, a client that has the newest
   * version gets 304 although nothing was loaded or rendered; without it, the tag is a digest of the document.
   */
  readonly revision?: ((request: Request) => string | number | Promise<string | number>) | undefined;
  /** The address of each format; a format without one is not served. `/rss.xml`, `/atom.xml` and `/feed.json` unless given. */
  readonly paths?: Readonly<Partial<Record<FeedKindId, string>>> | undefined;
  /** Serves this format at any address, and `paths` are its alternates. */
  readonly format?: FeedKindId | undefined;
  /** How long clients and caches may use a copy: 900 unless given. */
  readonly maxAgeSeconds?: number | undefined;
  /** How long a feed in memory is served without asking for a newer one: 2 unless given. */
  readonly memorySeconds?: number | undefined;
  /** Answers 429 to a client's further unconditional requests within an hour; conditional ones are never limited. */
  readonly maxUnconditionalPerHour?: number | undefined;
  /** Tells clients apart for the limit; by default their address, as Cloudflare and common proxies send it. */
  readonly clientOf?: ((request: Request) => string) | undefined;
  /** Called when `load` or `revision` fails: then the last feed is served, or 503 if there is none. */
  readonly onError?: ((error: unknown) => void) | undefined;
}
