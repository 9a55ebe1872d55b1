import type { ArchiveFiles } from "../read-archive.ts";
import { readSourceDates } from "../source-dates.ts";
import { emptyFeed, type SourceEntry, type SourceFeed } from "../source-feed.ts";
import { attributeOf, innerHtml, lineOf, readHtmlDocument } from "./html-document.ts";

const POST = /(?:^|\/)posts\/([^/]+)\.html$/;

export function isMediumExport(files: ArchiveFiles): boolean {
  return [...files].some(([path, html]) => POST.test(path) && /class="[^"]*\bh-entry\b/.test(html));
}

/** Medium's archive: one HTML file a post, in microformats (h-entry); a draft's name begins with `draft_`. */
export function readMedium(files: ArchiveFiles, site: string | undefined): SourceFeed {
  const posts = [...files].filter(([path]) => POST.test(path));
  return { ...emptyFeed("Medium export"), homePage: site, entries: posts.map(([path, html]) => readPost(path, html)) };
}

function readPost(path: string, html: string): SourceEntry {
  const document = readHtmlDocument(html);
  const author = document.byClass("p-author");
  const name = lineOf(author);
  const link = attributeOf(document.byClass("p-canonical"), "href");
  const dates = readSourceDates([attributeOf(document.byClass("dt-published"), "dateTime")], []);
  const fileName = POST.exec(path)?.[1] ?? "";
  return {
    // The address ends with the number that Medium knows the post by; a draft's file name has it alone.
    id: link ?? `urn:medium:${fileName.split("-").at(-1)}`,
    link,
    slug: nameOf(fileName),
    title: lineOf(document.byClass("p-name")),
    ...dates,
    draft: fileName.startsWith("draft_"),
    authors: name === undefined ? [] : [{ name, url: attributeOf(author, "href") }],
    categories: [],
    tags: [],
    summary: lineOf(document.byClass("p-summary")),
    html: innerHtml(document.byClass("e-content")),
    image: undefined,
    losses: dates.losses,
  };
}

/** `2024-05-22_Harbour-nets-a1b2c3d4e5f6` is called `harbour-nets`. */
function nameOf(fileName: string): string | undefined {
  const name = /^(?:\d{4}-\d\d-\d\d|draft)_(.+?)-*[0-9a-f]{8,12}$/i.exec(fileName)?.[1];
  return name?.replace(/-+/g, "-").toLowerCase();
}
