import { findElements, renderHtml } from "../../article/markup/body-tree.ts";
import { readZonedDate } from "../../lib/zoned-dates.ts";
import type { ArchiveFiles } from "../read-archive.ts";
import { emptyFeed, type SourceEntry, type SourceFeed } from "../source-feed.ts";
import { attributeOf, type HtmlDocument, hasClass, lineOf, readHtmlDocument } from "./html-document.ts";

const POST = /(?:^|\/)(?:posts\/)?html\/(\d+)\.html$/;

export function isTumblrExport(files: ArchiveFiles): boolean {
  return [...files.keys()].some((path) => POST.test(path));
}

/** Tumblr's archive: `posts/html/<number>.html`, with the date and the tags in a footer. */
export function readTumblr(files: ArchiveFiles, site: string | undefined): SourceFeed {
  const home = site?.replace(/\/+$/, "");
  const posts = [...files].flatMap(([path, html]): SourceEntry[] => {
    const number = POST.exec(path)?.[1];
    return number === undefined ? [] : [readPost(number, html, home)];
  });
  return { ...emptyFeed("Tumblr export"), homePage: site, entries: posts };
}

function readPost(number: string, html: string, home: string | undefined): SourceEntry {
  const document = readHtmlDocument(html);
  const written = lineOf(findById(document, "timestamp"));
  const date = written === undefined ? undefined : readTimestamp(written);
  const tags = findElements(document.tree, (element) => hasClass(element, "tag")).map(lineOf);
  const title = lineOf(document.byTag("h1"));
  return {
    id: `urn:tumblr:${number}`,
    link: home === undefined ? undefined : `${home}/post/${number}`,
    title,
    date,
    updated: undefined,
    authors: [],
    categories: [],
    tags: tags.filter((tag) => tag !== undefined),
    summary: undefined,
    html: bodyOf(document, title),
    image: undefined,
    losses:
      date === undefined && written !== undefined ? [{ field: "date", message: `"${written}" is not a date` }] : [],
  };
}

function findById({ tree }: HtmlDocument, id: string) {
  return findElements(tree, (element) => attributeOf(element, "id")?.replace(/^user-content-/, "") === id)[0];
}

/** The file without its footer and without the headline, which becomes the title. */
function bodyOf(document: HtmlDocument, title: string | undefined): string {
  const footer = findById(document, "footer");
  const headline = title === undefined ? undefined : document.byTag("h1");
  const body = document.byTag("body") ?? document.tree;
  const children = body.children.filter(
    (node) => node !== footer && node !== headline && !(node.type === "element" && node.tagName === "head"),
  );
  return renderHtml({ type: "root", children: children as typeof document.tree.children });
}

/** `March 4th, 2012 4:05pm`; Tumblr writes no zone, so it is read as UTC. */
function readTimestamp(text: string): number | undefined {
  const parts = /^([A-Z][a-z]+) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?: (\d{1,2}):(\d\d)\s*([ap])m)?/i.exec(text);
  if (parts === null) return readZonedDate(text, "UTC");
  const [, month, day, year, hour = "12", minute = "00", half = "a"] = parts;
  const hours = (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  const time = Date.parse(`${day} ${month} ${year} ${String(hours).padStart(2, "0")}:${minute}:00 GMT`);
  return Number.isNaN(time) ? undefined : time;
}
