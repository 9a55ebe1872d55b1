import { textOfHtml } from "../../import/plain-text.ts";
import type { SourceEntry } from "../../import/source-feed.ts";
import { describeCause } from "../../lib/describe-cause.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import type { FetchedDocument } from "../fetch-source.ts";
import { extractArticle } from "./extract-article.ts";
import { decodePage, readPageHead, readPageTree } from "./page-tree.ts";

export interface PageText {
  readonly html: string;
  /** Against which its relative addresses are resolved. */
  readonly base: string;
}

/** The text of an entry as its page has it, or why the feed's text is the better one. */
export function readPage(page: FetchedDocument, entry: SourceEntry): Result<PageText, string> {
  const type = page.headers.get("content-type") ?? "text/html";
  if (!/^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type)) return fail(`its page is no HTML, found "${type}"`);
  try {
    return readTree(decodePage(page.bytes, page.charset), page, entry);
  } catch (error) {
    return fail(`its page cannot be read: ${describeCause(error)}`);
  }
}

/** A copy of what its owner keeps out of indexes and archives would bring it there. */
const RESERVING: ReadonlySet<string> = new Set(["noindex", "noarchive", "none"]);

function readTree(html: string, page: FetchedDocument, entry: SourceEntry): Result<PageText, string> {
  const tree = readPageTree(html);
  if (tree === undefined) return fail("its page has too many elements, or too deep ones");
  const { robots, isBehindPaywall } = readPageHead(tree);
  const reserved = [...robots, ...readRobotsHeader(page.headers)].find((directive) => RESERVING.has(directive));
  if (reserved !== undefined) return fail(`its page says "${reserved}" to robots`);
  if (isBehindPaywall) return fail("its page is behind a paywall");
  const found = extractArticle(tree, page.address);
  const text = textOfHtml(found);
  if (found === undefined || text === undefined) return fail("its page has no text");
  const fault = findMismatch(text, entry);
  return fault === undefined ? succeed({ html: found, base: page.address }) : fail(fault);
}

/** Directives for all robots: `unavailable_after: …` and `somebot: noindex` are none. */
function readRobotsHeader(headers: Headers): readonly string[] {
  const directives = (headers.get("x-robots-tag") ?? "").toLowerCase().split(",");
  return directives.map((directive) => directive.trim());
}

/** A consent wall or an error page says other things than the entry; half of an excerpt's words may be an editor's own. */
const LEAST_SHARED_WORDS = 0.5;

/** Why the text of a page is not that of the entry; undefined where it is. */
function findMismatch(text: string, { html, summary, title }: SourceEntry): string | undefined {
  const [body, excerpt] = [textOfHtml(html), textOfHtml(summary)];
  const longest = Math.max(body?.length ?? 0, excerpt?.length ?? 0);
  if (text.length < longest) return "its page has less text than the feed";
  const wanted = listWords(body ?? excerpt ?? title ?? "");
  const found = listWords(text);
  const shared = [...wanted].filter((word) => found.has(word)).length;
  return shared < wanted.size * LEAST_SHARED_WORDS ? "its page has another text than the feed" : undefined;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

function listWords(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(text)) if (isWordLike) words.add(segment.toLowerCase());
  return words;
}
