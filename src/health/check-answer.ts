import { mediaTypeOf } from "../lib/media-type.ts";
import { isLoopbackHost } from "../lib/public-address.ts";
import type { FeedReading } from "./feed-reading.ts";
import { type HealthFinding, note } from "./finding.ts";
import type { Visit } from "./visit.ts";

const XML_TYPES = ["application/xml", "text/xml"];

const TYPES: Readonly<Record<FeedReading["format"], readonly string[]>> = {
  RSS: ["application/rss+xml", ...XML_TYPES],
  Atom: ["application/atom+xml", ...XML_TYPES],
  "JSON Feed": ["application/feed+json", "application/json"],
};

/** A body so short is not worth its compression. */
const MIN_COMPRESSED_BYTES = 1000;
const DAY_SECONDS = 86_400;

/** How a feed was answered: its address and its headers. */
export function checkAnswer(visit: Visit, format: FeedReading["format"]): HealthFinding[] {
  return [
    ...checkHttps(visit),
    ...checkRedirects(visit),
    ...checkType(visit, format),
    ...checkCaching(visit),
    ...checkSize(visit),
  ];
}

function checkHttps({ address }: Visit): HealthFinding[] {
  if (address.startsWith("https:") || isLoopbackHost(new URL(address).hostname)) return [];
  return [note({ check: "https", where: address, found: "http://", wanted: "https://" })];
}

function checkRedirects({ address, redirects }: Visit): HealthFinding[] {
  const [first, ...others] = redirects;
  if (first === undefined) return [];
  const found = [...redirects, address].join(" -> ");
  if (others.length > 0) return [note({ check: "redirects", where: first, found, wanted: "one redirect at most" })];
  return [
    note({ check: "redirects", severity: "warning", where: first, found, wanted: "the newest address, advertised" }),
  ];
}

function checkType({ address, headers }: Visit, format: FeedReading["format"]): HealthFinding[] {
  const wanted = TYPES[format];
  const found = headers.get("content-type");
  if (wanted.includes(mediaTypeOf(found))) return [];
  return [note({ check: "content-type", where: address, found: found ?? "none", wanted: wanted[0] ?? "" })];
}

function checkCaching({ address, headers }: Visit): HealthFinding[] {
  const found = headers.get("cache-control");
  const wanted = "public, with a max-age from a minute to a day";
  const finding = note({ check: "cache-control", where: address, found: found ?? "none", wanted });
  if (found === null || /no-store|no-cache|private/i.test(found)) return [finding];
  // RFC 9111 §5.2.2.10: s-maxage is for shared caches; feed readers have private ones.
  const maxAge = /(?:^|[\s,])max-age=(\d+)/i.exec(found)?.[1];
  const isSane = maxAge !== undefined && Number(maxAge) > 0 && Number(maxAge) <= DAY_SECONDS;
  return isSane ? [] : [finding];
}

function checkSize({ address, headers, bytes }: Visit): HealthFinding[] {
  if (bytes.byteLength < MIN_COMPRESSED_BYTES || headers.has("content-encoding")) return [];
  const found = `${bytes.byteLength} bytes without Content-Encoding`;
  return [note({ check: "compression", where: address, found, wanted: "Content-Encoding: gzip" })];
}
