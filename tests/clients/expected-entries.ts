import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Root, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import { type Article, PUBLIC_URL_MARK } from "../../src/article/article.ts";
import { decideState } from "../../src/article/lifecycle.ts";
import { findIri } from "../../src/article/mint-id.ts";
import type { Field, SeenEnclosure, SeenEntry } from "./reading.ts";
import type { Support, SupportRow } from "./support-table.ts";

/** An article that readers see, and what the store adds to it: its id, and the cover drawn for it. */
export interface PublishedArticle {
  readonly article: Article;
  readonly entry: ExpectedEntry;
  /** Its id in Atom, where only an IRI may stand (RFC 4287 §4.2.6). */
  readonly atomId: string;
}

/** Everything a client could show of an article. */
export type ExpectedEntry = { readonly [F in Field]: NonNullable<SeenEntry[F]> };

interface CheckReport {
  readonly articles: readonly { readonly article?: Article }[];
}

interface JsonFeedItem {
  readonly id: string;
  readonly url: string;
  readonly image: string;
}

/** The articles of a folder that readers should see at `url`. */
export interface PublishedArticles {
  readonly published: readonly PublishedArticle[];
  /** Articles that should be in the main feed, and are not. */
  readonly missingLinks: readonly string[];
}

/** What `edgewire check` understood of a folder, as far as it is published at `url`. */
export async function listPublishedArticles(folder: string, url: string): Promise<PublishedArticles> {
  const { articles } = await runCheck(folder);
  const now = Date.now();
  const items = await fetchMainFeed(url);
  const published: PublishedArticle[] = [];
  const missingLinks: string[] = [];
  for (const { article } of articles) {
    if (article === undefined || decideState(article, now) !== "published") continue;
    const link = `${url}/articles/${encodeURIComponent(article.slug)}`;
    const item = items.get(link);
    if (item === undefined) missingLinks.push(link);
    else published.push(await describePublished(article, url, item));
  }
  return { published, missingLinks };
}

/** Exit code 1 only says that some article has an error; the report is printed all the same. */
async function runCheck(folder: string): Promise<CheckReport> {
  const args = ["cli/edgewire.js", "check", "--json", "--articles", folder];
  const options = { cwd: `${import.meta.dirname}/../..`, maxBuffer: 1 << 28 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error) => error);
  return JSON.parse(stdout) as CheckReport; // `describeAll` of cli/commands/check.ts
}

async function fetchMainFeed(url: string): Promise<ReadonlyMap<string, JsonFeedItem>> {
  const response = await fetch(`${url}/feed.json`);
  if (!response.ok) throw new Error(`Cannot read ${url}/feed.json: the answer was ${response.status}`);
  const { items } = (await response.json()) as { items: JsonFeedItem[] }; // JSON Feed 1.1
  return new Map(items.map((item) => [item.url, item]));
}

async function describePublished(article: Article, url: string, item: JsonFeedItem): Promise<PublishedArticle> {
  const entry = await describeArticle(article, url, item);
  return { article, entry, atomId: (await findIri(entry.id)) ?? entry.id };
}

async function describeArticle(article: Article, url: string, item: JsonFeedItem): Promise<ExpectedEntry> {
  return {
    id: article.givenId ?? item.id,
    title: article.title,
    link: item.url,
    published: article.publishedAt,
    updated: Math.max(article.publishedAt, article.updatedAt ?? 0),
    authors: article.authors.map(({ name }) => name),
    categories: [...new Set([...article.categories, ...article.tags].map(({ name }) => name))],
    enclosure: await describeEnclosure(article, url, item.image),
    summary: article.summary,
    fullText: writeFullText(article, url),
  };
}

/** Readers take text for left-to-right unless its markup says otherwise; Arabic is the one other direction of these folders. */
function writeFullText({ html, corrections, language }: Article, url: string): string {
  const text = html.replaceAll(PUBLIC_URL_MARK, url) + corrections.map(writeCorrection).join("");
  return language === "ar" ? `<div dir="rtl" lang="ar">${text}</div>` : text;
}

/** The dates are midnights of the publication's zone: noon is the same day in UTC. */
function writeCorrection({ at, text }: Article["corrections"][number]): string {
  const day = new Date(at + 43_200_000).toISOString().slice(0, 10);
  return `\n<p><strong>Correction</strong> (${day}): ${text}</p>`;
}

/** A cover is drawn at publish: nobody but the medium itself can say what it is. */
async function describeEnclosure({ image }: Article, url: string, servedAddress: string): Promise<SeenEnclosure> {
  if (image?.sizeBytes !== undefined) {
    return { url: image.url.replaceAll(PUBLIC_URL_MARK, url), type: image.mediaType, length: image.sizeBytes };
  }
  const response = await fetch(servedAddress);
  const { byteLength } = await response.arrayBuffer();
  return { url: servedAddress, type: response.headers.get("content-type") ?? "", length: byteLength };
}

/** What a client with this support shows of an entry; compare it with {@link reduceMarkup} of what it did show. */
export function expectEntry(entry: ExpectedEntry, row: SupportRow): SeenEntry {
  return {
    id: keep(row.id, entry.id),
    title: row.title === "as Markdown" ? writeMarkdown(entry.title) : keep(row.title, entry.title),
    link: keep(row.link, entry.link),
    published: keep(row.published, entry.published),
    updated: keep(row.updated, entry.updated),
    authors: keepList(row.authors, entry.authors, ", "),
    categories: keepList(row.categories, entry.categories, ","),
    enclosure: row.enclosure === "address" ? { url: entry.enclosure.url } : keep(row.enclosure, entry.enclosure),
    summary: row.summary === "as HTML" ? escapeHtml(entry.summary) : keep(row.summary, entry.summary),
    fullText:
      row.fullText === "sanitised"
        ? reduceToText(entry.fullText)
        : keep(row.fullText, leaveOutSizes(entry.fullText).trim()),
  };
}

/** The sizes of a picture are made at the publish: the article as it is read from its file has not all. Their addresses are tested elsewhere. */
export function leaveOutSizes(html: string): string {
  return html.replace(/ (?:srcset|sizes|loading)="[^"]*"/g, "");
}

/** Where a client wrote the HTML anew, text, links and images are compared; else all but the space around it, which some trim. */
export function reduceMarkup(entry: SeenEntry, { fullText }: SupportRow): SeenEntry {
  if (entry.fullText === undefined) return entry;
  return {
    ...entry,
    fullText: fullText === "sanitised" ? reduceToText(entry.fullText) : leaveOutSizes(entry.fullText).trim(),
  };
}

function keep<T>(support: Support, value: T): T | undefined {
  if (support === "none") return undefined;
  if (support === "whole") return value;
  throw new Error(`"${support}" is not said of this field`);
}

function keepList(support: Support, list: readonly string[], separator: string): readonly string[] | undefined {
  if (list.length === 0) return undefined;
  if (support === "first") return list.slice(0, 1);
  if (support === "last") return list.slice(-1);
  return support === "joined" ? [list.join(separator)] : keep(support, list);
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** As html2text writes a line of text. */
function writeMarkdown(text: string): string {
  return text.replace(/<\/?(?:i|em)>/g, "_");
}

function reduceToText(html: string): string {
  return listParts(fromHtml(html)).join("").replace(/\s+/g, " ").trim();
}

function listParts(node: Root | RootContent): string[] {
  if (node.type === "text") return [node.value];
  if (!("children" in node)) return [];
  const inside = node.children.flatMap(listParts);
  const { href, src } = node.type === "element" ? node.properties : {};
  const address = href ?? src;
  return address === undefined ? inside : [...inside, ` [${address}] `];
}
