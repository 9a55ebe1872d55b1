import { listTags } from "../http/validators.ts";
import { relabel } from "../http/write-bytes.ts";
import { type LiveHead, tagOf } from "./head.ts";

/**
 * Agents that were tested (tests/clients) to merge the new entries of a 226 instead of taking them for the whole feed; others
 * get a plain 200. feedparser merges them, too, but rss2email polls under its name, asks for deltas, and then stops at the
 * first 226 for good, so neither is listed.
 */
const agentsThatReadDeltas: readonly RegExp[] = [/^newsboat\//i];

/** RFC 3229 §10.5.3: instance manipulations the client accepts; `feed` is that of draft-wyman-http-delta-feed. */
export function wantsDelta(headers: Headers): boolean {
  const manipulations = headers.get("a-im");
  if (manipulations === null || !/(?:^|[,\s])feed(?:$|[,;\s])/i.test(manipulations)) return false;
  const agent = headers.get("user-agent") ?? "";
  return agentsThatReadDeltas.some((pattern) => pattern.test(agent));
}

/** The revision after which this client wants the entries; undefined: it gets the whole feed. */
export function findDeltaBase(headers: Headers, head: LiveHead): number | undefined {
  if (!wantsDelta(headers)) return undefined;
  const revisions = listTags(headers.get("if-none-match") ?? "")
    .filter((tag) => tag !== tagOf(head) && tag.endsWith(`-${head.epoch}`))
    .map((tag) => Number(tag.slice(0, -head.epoch.length - 1)))
    .filter((revision) => Number.isSafeInteger(revision) && revision > 0 && revision < head.revision);
  if (revisions.length === 0) return undefined;
  const base = Math.max(...revisions);
  // Since then only links into the archive have changed, or what was saved quietly.
  if (head.entriesRevision !== undefined && base >= head.entriesRevision) return undefined;
  // An entry that left other than by age would live on in the client: a delta cannot say that.
  return base < head.departedRevision ? undefined : base;
}

/**
 * Labels the answer with a delta as 226 (RFC 3229). libcurl's time condition (newsboat) discards a body that is not dated later than the
 * client's copy. Two changes within a second of each other may share a date, and a delta, which no cache keeps, needs none.
 */
export function labelDelta(whole: Response, headers: Headers, labels: Readonly<Record<string, string>> = {}): Response {
  // §10.8.1: only caches that understand instance manipulations may keep it; `no-store` stops the others.
  const own = { IM: "feed", "Cache-Control": "no-store, im" };
  const delta = relabel(whole, { ...labels, ...own }, { status: 226, statusText: "IM Used" });
  if (headers.get("if-modified-since") === delta.headers.get("last-modified")) delta.headers.delete("Last-Modified");
  return delta;
}

/** The name of a delta among the renderings of a head: the format and where it begins. */
export function nameDelta(format: string, base: number): string {
  return `${format}@${base}`;
}

export function readRenderingName(name: string): { format: string; base: number | undefined } {
  const [format = "", base] = name.split("@");
  return { format, base: base === undefined ? undefined : Number(base) };
}
