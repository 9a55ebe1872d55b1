/**
 * The state of a resource that lets the gate answer a poll without the store: Origin sends it as JSON. `live` has a
 * representation, `gone` had one (410), `moved` has one elsewhere (301), `missing` never had any (404).
 */
export type Head = LiveHead | GoneHead | MovedHead | MissingHead;

export interface LiveHead {
  readonly status: "live";
  readonly revision: number;
  /** Of a feed: the last change of its entries that subscribers are told of. */
  readonly entriesRevision?: number;
  /** Set on an archive page that is not closed yet. */
  readonly isFilling?: true;
  /** Digest of renderer, profile, PUBLIC_URL and database: what else decides the bytes besides the revision. */
  readonly epoch: string;
  /** Seconds since the epoch; at least one second before the second in which the head was read. */
  readonly lastModified: number;
  /** Milliseconds: when the resource changes by itself next. A head past it is never used. */
  readonly nextDueAt: number | undefined;
  /** The last revision at which an entry left other than by age. */
  readonly departedRevision: number;
  /** Set where site.yaml says what machines may do with the publication. */
  readonly hasLicence?: true;
  /** Set where writing tools may publish. */
  readonly takesMicropub?: true;
  /** Of a feed for a partner, where its address has a token: the token's SHA-256 in hexadecimal digits. */
  readonly access?: string;
  /** Of an article's page, which names other articles: the log's revision up to which it takes account of them. */
  readonly shownRevision?: number;
  /** Set where the store did not answer and this is the last head known. */
  readonly isStale: boolean;
  /**
   * Set if `lastModified` is not safely in the past: the last change happened in the second in which the head was read, or is
   * dated ahead of the clock, because the clock was set back or the epoch is new.
   */
  readonly unsettled?: "changed-now" | "ahead";
}

export interface GoneHead {
  readonly status: "gone";
  /** Why, for people; plain text. */
  readonly notice?: string;
  /** Milliseconds: when an embargoed article will bring it back. Internal: never sent to clients. */
  readonly nextDueAt?: number | undefined;
}

export interface MovedHead {
  readonly status: "moved";
  /** Path and nothing else, percent-encoded; of a feed the folder, in which the document has the same name. */
  readonly location: string;
  /** Of a feed that goes on at another publication: its documents' absolute addresses there, by format. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** Milliseconds: when the feed is served here again. */
  readonly nextDueAt?: number | undefined;
}

export interface MissingHead {
  readonly status: "missing";
  /** Milliseconds: when an embargoed article will appear. Internal: never sent to clients. */
  readonly nextDueAt?: number | undefined;
}

/** The name of a rendering: revision and epoch. It never means two different documents. */
export function tagOf({ revision, epoch }: Pick<LiveHead, "revision" | "epoch">): string {
  return `${revision}-${epoch}`;
}

/**
 * RFC 9110 §8.8.2.1: a Last-Modified must be safely in the past when it is sent: a second change within the same second would
 * otherwise carry the same date.
 */
export function decideLastModified(changedAt: number, readAt: number): number {
  return Math.min(Math.floor(changedAt / 1000), Math.floor(readAt / 1000) - 1);
}

/** Why a Last-Modified is not that of the change (`LiveHead.unsettled`); undefined where it is. Times in milliseconds. */
export function findUnsettled(changedAt: number, readAt: number): LiveHead["unsettled"] {
  const [changedSecond, readSecond] = [Math.floor(changedAt / 1000), Math.floor(readAt / 1000)];
  if (changedSecond < readSecond) return undefined;
  return changedSecond === readSecond ? "changed-now" : "ahead";
}

/** A cached head may be older than a clock that was set back: Last-Modified is never later than the clock. */
export function dateByClock(head: LiveHead, now: number): LiveHead {
  const latest = Math.floor(now / 1000) - 1;
  return head.lastModified <= latest ? head : { ...head, lastModified: latest, unsettled: "ahead" };
}

/**
 * Whether its Last-Modified is the head's own. Else it names the second before it was read, and so may the heads before and after
 * it: such a head is not to outlive its second.
 */
export function isSettled({ unsettled, isStale }: LiveHead): boolean {
  return isStale || unsettled === undefined;
}

/** Whether a date can prove that a client has what the head names (RFC 9110 §8.8.2.2). */
export function isProvenByDate({ unsettled, isStale }: LiveHead): boolean {
  return unsettled === undefined || (isStale && unsettled === "changed-now");
}
