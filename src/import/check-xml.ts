import { findStructureFault } from "../lib/parse-xml.ts";
import { UsageError } from "../lib/usage-error.ts";

const PROLOG_PART = /\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->/y;

/**
 * Refuses a malformed document or one that declares entities, and returns the root element's name. Faults common in feeds that
 * reading repairs (a bare &, an undeclared prefix) pass.
 */
export function checkXml(text: string, name: string): string {
  const { doctype, rest } = splitProlog(text);
  // Entities that name entities grow without bound ("billion laughs"); no feed needs any.
  if (doctype !== undefined && (doctype.includes("[") || /<!ENTITY/i.test(doctype))) {
    throw new UsageError(`${name} declares entities of its own (<!DOCTYPE … [ … ]>), which is refused; remove them`);
  }
  const root = /^<([^\s<>/]+)/.exec(rest)?.[1] ?? "";
  if (/^html$/i.test(root) || /^<!DOCTYPE\s+html/i.test(doctype ?? "")) throw new UsageError(describePage(text, name));
  const fault = findStructureFault(rest);
  if (fault === undefined) return root;
  if (!rest.includes(`</${root}`)) {
    throw new UsageError(`${name} is cut short: its <${root}> is never closed; fetch or export it again`);
  }
  const line = fault.line + text.slice(0, text.length - rest.length).split("\n").length - 1;
  throw new UsageError(`${name}:${line}: the XML is not well-formed: ${fault.message}`);
}

/** Parts declaration, comments and DOCTYPE from the root element. */
function splitProlog(text: string): { readonly doctype: string | undefined; readonly rest: string } {
  const start = skip(text, 0);
  if (!/^<!DOCTYPE/i.test(text.slice(start, start + 9))) return { doctype: undefined, rest: text.slice(start) };
  const end = text.indexOf(">", start);
  const doctype = end === -1 ? text.slice(start) : text.slice(start, end + 1);
  return { doctype, rest: end === -1 ? "" : text.slice(skip(text, end + 1)) };
}

function skip(text: string, from: number): number {
  let at = from;
  for (;;) {
    PROLOG_PART.lastIndex = at;
    const part = PROLOG_PART.exec(text)?.[0];
    if (part === undefined) return at;
    at += part.length;
  }
}

const FEED_LINK =
  /<link\b(?=[^<>]*\btype=["']?application\/(?:rss\+xml|atom\+xml|feed\+json))[^<>]*\bhref=["']([^"']+)/gi;

/** The feeds that a page advertises (`rel=alternate`), as it writes them. */
export function listFeedLinks(text: string): string[] {
  const links = Array.from(text.slice(0, 200_000).matchAll(FEED_LINK), ([, href = ""]) => href);
  return links.map((href) => href.replaceAll("&amp;", "&")).slice(0, 3);
}

/** A page often names the feed that was meant. */
export function describePage(text: string, name: string): string {
  const feeds = listFeedLinks(text);
  const hint = feeds.length > 0 ? `; it names ${feeds.join(", ")}` : "";
  return `${name} is a web page (HTML), wanted a feed or an export${hint}`;
}
