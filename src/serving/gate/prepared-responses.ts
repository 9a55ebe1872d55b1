import { HUB_PATH } from "../../feed/feed-links.ts";
import { allFormats } from "../../feed/formats.ts";
import { type PreparedAnswers, prepareAnswers } from "../../http/prepared-answers.ts";
import { formatHttpDate } from "../../lib/dates.ts";
import { type DocumentKind, documentPath, PARTNER_KIND, pageKind } from "../documents.ts";
import { type LiveHead, tagOf } from "../head.ts";
import { MEMORY_HIT, MEMORY_STALE } from "../renderings.ts";
import type { Resource } from "../resource.ts";

/** The settings that responses depend on besides the head. */
export interface AnswerSettings {
  readonly publicUrl: string;
  readonly maxAgeSeconds: number;
  /** Undefined: clients are not rate-limited. */
  readonly maxUnconditionalPerHour: number | undefined;
}

/** Everything about an answer that can be known before the request: kept beside the head, so that a poll builds nothing. */
export interface PreparedResponses extends PreparedAnswers {
  readonly head: LiveHead;
  readonly tag: string;
  /** Until when (milliseconds) the prepared max-age holds: then the next due article is nearer than that. */
  readonly goodUntil: number;
}

/** Whether answers prepared for one head serve another: what falls due may change while the tag stays. */
export function servesToo({ head, tag }: PreparedResponses, other: LiveHead): boolean {
  if (head === other) return true;
  const { isStale, nextDueAt, lastModified } = head;
  const isAlike = isStale === other.isStale && nextDueAt === other.nextDueAt && lastModified === other.lastModified;
  return isAlike && tag === tagOf(other);
}

type HeaderList = [string, string][];

/** Prepares the answers for one head, document and content type. */
export function prepareResponses(
  resource: Resource,
  kind: DocumentKind,
  contentType: string,
  head: LiveHead,
  settings: AnswerSettings,
  now: number,
): PreparedResponses {
  const tag = tagOf(head);
  const maxAgeMs = maxAgeOf(resource, head, settings) * 1000;
  const untilDue = head.nextDueAt === undefined ? Number.POSITIVE_INFINITY : head.nextDueAt - now;
  return {
    head,
    tag,
    goodUntil: untilDue >= maxAgeMs ? (head.nextDueAt ?? Number.POSITIVE_INFINITY) - maxAgeMs : now,
    ...prepareAnswers(tag, contentType, listCommonHeaders(resource, kind, head, settings, now)),
  };
}

function listCommonHeaders(
  resource: Resource,
  kind: DocumentKind,
  head: LiveHead,
  settings: AnswerSettings,
  now: number,
): HeaderList {
  return [
    ["Last-Modified", formatHttpDate(head.lastModified * 1000)],
    ["Cache-Control", writeCacheControl(head, maxAgeOf(resource, head, settings), now)],
    ["Vary", kind.navigationContentType === undefined ? "Accept-Encoding" : "Accept-Encoding, Sec-Fetch-Dest"],
    [
      "Link",
      writeLinks(resource, kind, settings.publicUrl) +
        (head.hasLicence ? writeLicence(settings.publicUrl) : "") +
        (head.takesMicropub && kind === pageKind && resource.kind === "catalogue"
          ? `, <${settings.publicUrl}/micropub>; rel="micropub"`
          : ""),
    ],
    ["Access-Control-Allow-Origin", "*"],
    ["Access-Control-Expose-Headers", "ETag, Last-Modified, Link"],
    ["X-Content-Type-Options", "nosniff"],
    ["Cache-Status", head.isStale ? MEMORY_STALE : MEMORY_HIT],
    ...(kind.isPage ? pageHeadersOf(settings.publicUrl) : []),
    // Partners know their addresses; search engines would index the articles twice.
    ...(kind.id === PARTNER_KIND ? ROBOTS : []),
  ];
}

const ROBOTS: HeaderList = [["X-Robots-Tag", "noindex"]];

/**
 * Own files alone, but for images and sounds that articles embed from elsewhere; nothing inline, nothing framed; the one form is the search's. Over http only where the
 * publication is: elsewhere browsers would refuse it as mixed content, or let it be read and changed on its way.
 */
function listPageHeaders(foreign: string): HeaderList {
  const policy = `default-src 'none'; style-src 'self'; img-src 'self' ${foreign}; media-src ${foreign}; manifest-src 'self'; script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
  return [
    ["Content-Security-Policy", policy],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
  ];
}

const pageHeaders = { secure: listPageHeaders("https:"), open: listPageHeaders("https: http:") } as const;

export function pageHeadersOf(publicUrl: string): HeaderList {
  return pageHeaders[publicUrl.startsWith("https:") ? "secure" : "open"];
}

/**
 * RFC 9111 §5.2.2 and RFC 5861; no s-maxage or must-revalidate, which switch stale serving off. The age is cut to the next
 * due article, and to a second where what is due could not be announced.
 */
function writeCacheControl({ nextDueAt, access }: LiveHead, maxAgeSeconds: number, now: number): string {
  const untilDue = nextDueAt === undefined ? maxAgeSeconds : Math.max(1, Math.ceil((nextDueAt - now) / 1000));
  const maxAge = Math.min(maxAgeSeconds, untilDue);
  // An answer that outlived its due time would leak what has expired and hide what has appeared.
  const whileRevalidating = maxAge < maxAgeSeconds ? "" : "stale-while-revalidate=86400, ";
  // A document whose address has a token is for one client.
  const whose = access === undefined ? "public" : "private";
  return `${whose}, max-age=${maxAge}, ${whileRevalidating}stale-if-error=604800`;
}

const DAY_SECONDS = 86_400;

/** A closed page may still lose an article: a day is how long that may take to be seen. */
function maxAgeOf(resource: Resource, { isFilling }: LiveHead, { maxAgeSeconds }: AnswerSettings): number {
  const isPart = resource.kind === "list" && (resource.list === "sitemap-part" || resource.list === "outside-sitemap");
  const isClosed = resource.kind === "archive" && isFilling !== true;
  return isPart || isClosed ? DAY_SECONDS : maxAgeSeconds;
}

/** RFC 8288: exactly one self; the hub that pushes it (WebSub §4); the other formats and the page as alternates. */
function writeLinks(resource: Resource, kind: DocumentKind, publicUrl: string): string {
  // The article's page names the canonical address: that of another site if it was published there first.
  if (resource.kind === "article" || resource.kind === "period") {
    return alternateFeeds({ kind: "feed", name: "main" }, kind, publicUrl).join(", ");
  }
  // Its address may have a token.
  if (resource.kind === "list" && resource.list === "partner") {
    return `<${publicUrl}/feeds/${resource.feed}/>; rel="alternate"; type="text/html"`;
  }
  const links = [`<${publicUrl}${documentPath(resource, kind)}>; rel="self"`];
  if (resource.kind === "list") return links.join();
  if (kind.isFeed && resource.kind === "feed") links.push(`<${publicUrl}${HUB_PATH}>; rel="hub"`);
  const page = documentPath(resource, pageKind);
  if (kind.isFeed) links.push(`<${publicUrl}${page}>; rel="alternate"; type="text/html"`);
  return [...links, ...alternateFeeds(resource, kind, publicUrl)].join(", ");
}

/** RSL 1.0, HTTP: where machines find the licence. */
function writeLicence(publicUrl: string): string {
  return `, <${publicUrl}/license.xml>; rel="license"; type="application/rsl+xml"`;
}

function alternateFeeds(resource: Resource, kind: DocumentKind, publicUrl: string): string[] {
  return allFormats
    .filter(({ id }) => id !== kind.id)
    .map(({ mediaType, fileName }) => {
      const address = publicUrl + documentPath(resource, { ...kind, fileName });
      return `<${address}>; rel="alternate"; type="${mediaType}"`;
    });
}
