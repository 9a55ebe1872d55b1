import { listFeedLinks } from "../import/check-xml.ts";
import { decodeText } from "../import/decode-text.ts";
import type { Following, SourceFeed } from "../import/source-feed.ts";
import { parseFollowed } from "../import/source-formats.ts";
import { describeCause } from "../lib/describe-cause.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { UsageError } from "../lib/usage-error.ts";
import { type Fetched, type FetchedDocument, fetchSource, type SourceClient, type Validators } from "./fetch-source.ts";

/** Of a longer document the newest entries are followed. */
const MAX_ENTRIES = 1_000;

export interface SourceDocument {
  readonly feed: SourceFeed;
  readonly fetched: FetchedDocument;
  /** Where the feed is: the page that was asked may have named it. */
  readonly address: string;
  readonly remark: string | undefined;
}

export type SourceAnswer =
  | { readonly kind: "read"; readonly document: SourceDocument }
  | Exclude<Fetched, FetchedDocument>;

/** Fetches and reads a source; where it is a page, the first feed that the page advertises. */
export async function askSource(address: string, validators: Validators, client: SourceClient): Promise<SourceAnswer> {
  const fetched = await fetchSource(address, validators, client);
  if (fetched.kind !== "document") return fetched;
  const feed = readFeed(fetched);
  if (feed.ok) return { kind: "read", document: { ...feed.value, fetched, address } };
  const link = findAdvertised(fetched);
  if (link === undefined) return { kind: "failed", problem: feed.problem, retryAfter: null };
  const second = await fetchSource(link, {}, client);
  if (second.kind !== "document") return second.kind === "unchanged" ? { kind: "gone" } : second;
  const found = readFeed(second);
  if (!found.ok) return { kind: "failed", problem: found.problem, retryAfter: null };
  return { kind: "read", document: { ...found.value, fetched: second, address: link } };
}

type ReadFeed = Pick<SourceDocument, "feed" | "remark">;

/** Reads the bytes of a document, also of one that a hub has sent. */
export function readFeed(source: Pick<FetchedDocument, "bytes" | "charset">): Result<ReadFeed, string> {
  try {
    const feed = parseFollowed(source, "its document");
    const entries = keepNewest(feed.entries);
    const remark =
      entries.length === feed.entries.length
        ? undefined
        : `it has ${feed.entries.length} entries: the ${MAX_ENTRIES} newest are followed`;
    return succeed({ feed: { ...feed, entries }, remark });
  } catch (error) {
    if (error instanceof UsageError) return fail(error.message);
    return fail(`its document cannot be read: ${describeCause(error)}`);
  }
}

function keepNewest(entries: SourceFeed["entries"]): SourceFeed["entries"] {
  if (entries.length <= MAX_ENTRIES) return entries;
  return entries.toSorted((a, b) => (b.date ?? 0) - (a.date ?? 0)).slice(0, MAX_ENTRIES);
}

function findAdvertised(page: FetchedDocument): string | undefined {
  try {
    const [link] = listFeedLinks(decodeText(page.bytes, "the page", page.charset));
    return link === undefined ? undefined : URL.parse(link, page.address)?.href;
  } catch {
    return undefined;
  }
}

/** WebSub §4: the links of the answer count before those of the document. */
export function findHub(headers: Headers, following: Following | undefined, address: string) {
  const links = readLinkHeader(headers.get("link") ?? "");
  const hub = links.find(({ rel }) => rel.includes("hub"))?.href ?? following?.hubs[0];
  const self = links.find(({ rel }) => rel.includes("self"))?.href ?? following?.self ?? address;
  if (hub === undefined) return undefined;
  const [hubUrl, topic] = [URL.parse(hub, address)?.href, URL.parse(self, address)?.href];
  return hubUrl === undefined || topic === undefined ? undefined : { hub: hubUrl, topic };
}

/** RFC 8288 §3, as far as relations are concerned. */
function readLinkHeader(header: string): { readonly href: string; readonly rel: readonly string[] }[] {
  return Array.from(header.slice(0, 8_000).matchAll(/<([^<>]*)>([^<]*)/g), ([, href = "", parameters = ""]) => {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters);
    return { href, rel: (rel?.[1] ?? rel?.[2] ?? "").toLowerCase().split(/\s+/) };
  });
}
