import { DetectError, parseFeed } from "feedsmith";
import { describeCause } from "../lib/describe-cause.ts";
import { UsageError } from "../lib/usage-error.ts";
import { checkXml, describePage } from "./check-xml.ts";
import { readAtom } from "./read-atom.ts";
import { isGhostExport, readGhost } from "./read-ghost.ts";
import { readJsonFeed } from "./read-json-feed.ts";
import { readRdf, readRss } from "./read-rss.ts";
import { isWxr, readWxr } from "./read-wxr.ts";
import { isRecord } from "./records.ts";
import type { SourceFeed } from "./source-feed.ts";

/** Reads a feed or an export of any kind we know. `site`: the old site's address, which a Ghost export does not say. */
export function parseSource(text: string, name: string, site: string | undefined): SourceFeed {
  const start = text.trimStart().slice(0, 1);
  if (start === "") throw new UsageError(`${name} is empty; wanted a feed or an export`);
  const feed = start === "<" ? parseXml(text, name) : parseJson(text, name, site);
  if (feed.entries.length === 0) throw new UsageError(`${name} is a feed (${feed.format}) without any entry`);
  return feed;
}

function parseXml(text: string, name: string): SourceFeed {
  const root = checkXml(text, name);
  const wanted = `wanted RSS, Atom, JSON Feed, WordPress WXR or a Ghost export, found <${root}>`;
  const wxr = isWxr(text) ? parse(() => readWxr(text), name) : undefined;
  return wxr ?? readParsed(text, wanted, name);
}

function parseJson(text: string, name: string, site: string | undefined): SourceFeed {
  const value = readJson(text, name);
  if (isGhostExport(value)) return readGhost(value, site);
  const isFeed = isRecord(value) && typeof value.version === "string" && value.version.includes("jsonfeed.org");
  const wanted = 'wanted a JSON Feed ("version": "https://jsonfeed.org/version/1.1") or a Ghost export ("db")';
  if (!isFeed) throw new UsageError(`Cannot import ${name}: it is JSON of another kind; ${wanted}`);
  return readParsed(value, wanted, name);
}

function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (/<html|<body/i.test(text.slice(0, 10_000))) throw new UsageError(describePage(text, name));
    if (!/^\s*[[{]/.test(text)) throw new UsageError(`${name} is neither XML nor JSON; wanted a feed or an export`);
    throw new UsageError(`Cannot read ${name} as JSON: ${describeCause(error)}`);
  }
}

function readParsed(source: unknown, wanted: string, name: string): SourceFeed {
  const parsed = parse(() => parseFeed(source), name);
  switch (parsed?.format) {
    case "rss":
      return readRss(parsed.feed);
    case "rdf":
      return readRdf(parsed.feed);
    case "atom":
      return readAtom(parsed.feed);
    case "json":
      return readJsonFeed(parsed.feed);
    case undefined:
      throw new UsageError(`Cannot import ${name}: ${wanted}`);
  }
}

/** Nothing, if it is no feed. Parsers throw also for what they find too deep or too large. */
function parse<Parsed>(read: () => Parsed, name: string): Parsed | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DetectError) return undefined;
    throw new UsageError(`Cannot read ${name}: ${describeCause(error)}`);
  }
}
