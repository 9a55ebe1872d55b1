import { DetectError, parseFeed } from "feedsmith";
import { describeCause } from "../lib/describe-cause.ts";
import { UsageError } from "../lib/usage-error.ts";
import { checkXml, describePage } from "./check-xml.ts";
import { decodeText } from "./decode-text.ts";
import { listDeletedIds } from "./formats/deleted-entries.ts";
import { readAtom } from "./formats/read-atom.ts";
import { hasDraftMarks, isBloggerExport, keepBloggerPosts } from "./formats/read-blogger.ts";
import { isGhostExport, readGhost } from "./formats/read-ghost.ts";
import { isGhostPosts, readGhostPosts } from "./formats/read-ghost-api.ts";
import { readJsonFeed } from "./formats/read-json-feed.ts";
import { readLenientWxr } from "./formats/read-lenient-wxr.ts";
import { isMediumExport, readMedium } from "./formats/read-medium.ts";
import { isMovableType, readMovableType } from "./formats/read-movable-type.ts";
import { readRdf, readRss } from "./formats/read-rss.ts";
import { readSoundWxr } from "./formats/read-sound-wxr.ts";
import { isSubstackExport, readSubstack } from "./formats/read-substack.ts";
import { isTumblrExport, readTumblr } from "./formats/read-tumblr.ts";
import { isWordPressPosts, readWordPressPosts } from "./formats/read-wordpress-api.ts";
import { isWxr } from "./formats/read-wxr.ts";
import { type ArchiveFiles, isArchive, readArchive } from "./read-archive.ts";
import { isRecord } from "./records.ts";
import type { SourceFeed } from "./source-feed.ts";

/** The bytes of a file or of an answer, with the charset that the answer's Content-Type declares. */
export interface LoadedSource {
  readonly bytes: Uint8Array;
  readonly charset: string | undefined;
}

/** Reads a feed or an export of any kind we know. `site`: the old site's address, for exports that do not say it. */
export function parseSource({ bytes, charset }: LoadedSource, name: string, site: string | undefined): SourceFeed {
  const feed = isArchive(bytes)
    ? parseArchive(readArchive(bytes, name), name, site)
    : parseText(decodeText(bytes, name, charset), name, site);
  if (feed.entries.length === 0) throw new UsageError(`${name} is a feed (${feed.format}) without any entry`);
  return feed;
}

/** Reads the document of a feed that is followed: it may be empty, and is no archive. Withdrawn entries are named. */
export function parseFollowed({ bytes, charset }: LoadedSource, name: string): SourceFeed {
  const text = decodeText(bytes, name, charset);
  const feed = parseText(text, name, undefined);
  const deletedIds = listDeletedIds(text);
  if (deletedIds.length === 0) return feed;
  return { ...feed, following: { hubs: [], ...feed.following, deletedIds } };
}

const archiveFormats: readonly {
  readonly isFormat: (files: ArchiveFiles) => boolean;
  readonly read: (files: ArchiveFiles, site: string | undefined) => SourceFeed;
}[] = [
  { isFormat: isSubstackExport, read: readSubstack },
  { isFormat: isMediumExport, read: readMedium },
  { isFormat: isTumblrExport, read: readTumblr },
];

/** An archive of posts, or one that holds a single feed or export. */
function parseArchive(files: ArchiveFiles, name: string, site: string | undefined): SourceFeed {
  const format = archiveFormats.find(({ isFormat }) => isFormat(files));
  if (format !== undefined) return format.read(files, site);
  const [path, text] = [...files].find(([file]) => /\.(?:xml|json)$/i.test(file)) ?? [];
  if (path !== undefined && text !== undefined) return parseText(text, `${name}/${path}`, site);
  throw new UsageError(
    `Cannot import ${name}: wanted an archive of Substack, Medium or Tumblr, or one with a feed in it`,
  );
}

function parseText(text: string, name: string, site: string | undefined): SourceFeed {
  const start = text.trimStart().slice(0, 1);
  if (start === "") throw new UsageError(`${name} is empty; wanted a feed or an export`);
  if (start === "<") return parseXml(text, name, site);
  return isMovableType(text) ? readMovableType(text) : parseJson(text, name, site);
}

function parseXml(text: string, name: string, site: string | undefined): SourceFeed {
  const sound = isWxr(text) ? parse(() => readSoundWxr(text), name) : undefined;
  if (sound !== undefined) return sound;
  const root = checkXml(text, name);
  const wanted = `wanted RSS, Atom, JSON Feed, WordPress WXR or a Ghost export, found <${root}>`;
  const wxr = isWxr(text) ? parse(() => readLenientWxr(text), name) : undefined;
  if (wxr !== undefined) return wxr;
  const feed = readParsed(text, wanted, name);
  return isBloggerExport(text) || hasDraftMarks(text) ? keepBloggerPosts(feed, text, site) : feed;
}

function parseJson(text: string, name: string, site: string | undefined): SourceFeed {
  const value = readJson(text, name);
  if (isGhostExport(value)) return readGhost(value, site);
  const api = apiFormats.find(({ isFormat }) => isFormat(value));
  if (api !== undefined) return api.read(value);
  const isFeed = isRecord(value) && typeof value.version === "string" && value.version.includes("jsonfeed.org");
  const wanted = 'wanted a JSON Feed ("version": "https://jsonfeed.org/version/1.1") or a Ghost export ("db")';
  if (!isFeed) throw new UsageError(`Cannot import ${name}: it is JSON of another kind; ${wanted}`);
  return readParsed(value, wanted, name);
}

const apiFormats: readonly {
  readonly isFormat: (value: unknown) => boolean;
  readonly read: (value: unknown) => SourceFeed;
}[] = [
  { isFormat: isWordPressPosts, read: readWordPressPosts },
  { isFormat: isGhostPosts, read: readGhostPosts },
];

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
