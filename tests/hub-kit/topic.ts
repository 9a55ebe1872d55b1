import type { CallbackServer } from "./callbacks.ts";
import { expectSame } from "./seen.ts";

/** A topic's document at one moment, as a reader gets it. */
export interface TopicVersion {
  readonly contentType: string;
  readonly body: string;
  /** Ids of RSS items, Atom entries and JSON Feed items, in their order; empty for other formats. */
  readonly ids: readonly string[];
  readonly hubs: readonly string[];
  readonly selves: readonly string[];
}

interface JsonFeed {
  readonly items?: readonly { readonly id: unknown }[];
}

export async function fetchTopic(topic: string): Promise<TopicVersion> {
  const response = await fetch(topic, { headers: { "Cache-Control": "no-cache" } });
  const body = await response.text();
  expectSame("the topic's status", response.status, 200);
  const links = readLinks(response.headers.get("link") ?? "");
  return {
    contentType: response.headers.get("content-type") ?? "",
    body,
    ids: listIds(body),
    hubs: listTargets(links, body, "hub"),
    selves: listTargets(links, body, "self"),
  };
}

export interface WebLink {
  readonly target: string;
  readonly relations: readonly string[];
}

/** RFC 8288 §3, as far as hubs write it: targets in angle brackets, relations quoted or not. */
export function readLinks(header: string): WebLink[] {
  const links = header.matchAll(/<([^>]*)>((?:\s*;\s*[^\s=;,]+\s*=\s*(?:"[^"]*"|[^\s";,]+))*)/g);
  return Array.from(links, ([, target = "", parameters = ""]) => ({
    target,
    relations: (/;\s*rel\s*=\s*"?([^";,]*)/i.exec(parameters)?.[1] ?? "").toLowerCase().split(/\s+/),
  }));
}

export function targetsOf(links: readonly WebLink[], relation: string): string[] {
  return links.filter(({ relations }) => relations.includes(relation)).map(({ target }) => target);
}

/** WebSub §4: headers are looked at first, the document only where they say nothing. */
function listTargets(links: readonly WebLink[], body: string, relation: string): string[] {
  const inHeaders = targetsOf(links, relation);
  if (inHeaders.length > 0) return inHeaders;
  const elements = body.match(/<(?:atom:)?link\b[^>]*>/g) ?? [];
  return elements
    .filter((element) => element.includes(`rel="${relation}"`))
    .map((element) => /href="([^"]*)"/.exec(element)?.[1]?.replaceAll("&amp;", "&") ?? "");
}

function listIds(document: string): string[] {
  if (document.startsWith("{")) return (JSON.parse(document) as JsonFeed).items?.map(({ id }) => String(id)) ?? [];
  const entries = document.match(/<(?:item|entry)\b[\s\S]*?<\/(?:item|entry)>/g) ?? [];
  return entries.flatMap((entry) => /<(?:guid|id)\b[^>]*>([^<]*)</.exec(entry)?.[1]?.trim() ?? []);
}

/** A topic of the kit's own, for hubs that serve anybody's: it gains an entry with every change. */
export function createOwnTopic(callbacks: CallbackServer, hub: string): { topic: string; addEntry: () => void } {
  const items: string[] = [];
  const topic: string = callbacks.serve("/topic.xml", () => ({
    status: 200,
    headers: {
      "Content-Type": "application/rss+xml; charset=utf-8",
      Link: `<${hub}>; rel="hub", <${topic}>; rel="self"`,
    },
    body: `<rss version="2.0"><channel><title>Hub kit</title><link>${callbacks.base}/</link><description>Changes</description>${items.join("")}</channel></rss>`,
  }));
  return {
    topic,
    addEntry: () => {
      const id = `urn:hub-kit:${items.length + 1}`;
      items.unshift(`<item><title>Change ${items.length + 1}</title><guid isPermaLink="false">${id}</guid></item>`);
    },
  };
}
