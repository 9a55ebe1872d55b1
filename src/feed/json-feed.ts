import { formatRfc3339 } from "../lib/dates.ts";
import { quoteJson } from "../lib/json.ts";
import { present } from "../lib/xml.ts";
import type { DocumentHead, DocumentItem, FeedAuthor, FeedFile } from "./feed-item.ts";
import { isImage, known, listFiles } from "./files.ts";

const VERSION = "https://jsonfeed.org/version/1.1";

/** Members of extensions, whose names begin with an underscore. */
type JsonMembers = Readonly<Record<string, unknown>>;

/** JSON Feed 1.1 down to the first item. `JSON.stringify` leaves out what is undefined. */
export function renderJsonOpening(
  head: DocumentHead,
  self: string | undefined,
  members: JsonMembers = {},
  next?: string,
): string {
  const authors = renderAuthors(head.author === undefined ? [] : [head.author]);
  const opening = JSON.stringify({
    version: VERSION,
    title: head.title,
    home_page_url: head.link,
    feed_url: self,
    description: present(head.description),
    next_url: next,
    // Both are square by the specification; the wide logo is only a fallback.
    icon: present(head.icon) ?? present(head.favicon) ?? present(head.image),
    favicon: present(head.favicon),
    author: authors?.[0],
    authors,
    language: present(head.language),
    hubs: present(head.hub) && [{ type: "WebSub", url: head.hub }],
    _rights: renderRights(head),
    ...members,
  });
  return `${opening.slice(0, -1)},"items":[\n`;
}

export const JSON_CLOSING = "\n]}\n";

/** An item by itself, without the comma that parts it from the next. */
export function renderJsonEntry(item: DocumentItem, members: JsonMembers = {}): string {
  const authors = renderAuthors(item.author);
  const files = listFiles(item);
  const entry = JSON.stringify({
    id: item.id,
    url: item.link,
    external_url: item.externalUrl,
    title: item.isNote ? undefined : present(item.title),
    summary: item.summaryHtml === undefined ? present(item.description) : renderSummaryHtml(item),
    image: files.find(isImage)?.url,
    date_published: item.published && formatRfc3339(item.published.getTime()),
    date_modified: item.date && formatRfc3339(item.date.getTime()),
    // Readers of version 1.0 know one author only.
    author: authors?.[0],
    authors,
    tags: renderTags(item),
    language: item.language,
    attachments: renderAttachments(files),
    ...members,
  });
  return `${entry.slice(0, -1)}${renderContent(item)}}`;
}

/** A summary known as HTML only is the content where there is no other. */
function renderSummaryHtml({ content, summaryHtml }: DocumentItem): string | undefined {
  return present(content) && present(summaryHtml);
}

/** JSON Feed 1.1, items: one of `content_html` and `content_text` must be there. */
function renderContent(item: DocumentItem): string {
  const html = present(item.content) ?? present(item.summaryHtml);
  const text = present(item.text) ?? (html === undefined ? findText(item) : undefined);
  const htmlMember = html === undefined ? "" : `,"content_html":${quoteJson(html)}`;
  return text === undefined ? htmlMember : `${htmlMember},"content_text":${quoteJson(text)}`;
}

function findText({ description, title, link, id }: DocumentItem): string {
  return present(description) ?? present(title) ?? link ?? id;
}

function renderAuthors(authors: readonly FeedAuthor[]) {
  const rendered = authors
    .filter((author) => present(author.name))
    .map((author) => ({ name: author.name, url: present(author.link), avatar: present(author.avatar) }));
  return rendered.length > 0 ? rendered : undefined;
}

function renderTags(item: DocumentItem): string[] | undefined {
  const tags = item.category.map((category) => category.name);
  return tags.length > 0 ? tags : undefined;
}

/** An attachment must have a type; a size that is not known is left out. */
function renderAttachments(files: readonly FeedFile[]) {
  const attachments = files
    .filter(({ type }) => present(type))
    .map(({ url, type, title, length, duration }) => ({
      url,
      mime_type: type,
      title: present(title),
      size_in_bytes: known(length),
      duration_in_seconds: known(duration),
    }));
  return attachments.length > 0 ? attachments : undefined;
}

/** JSON Feed has no member for rights: an extension, below one name with an underscore. */
function renderRights(head: DocumentHead) {
  const copyright = present(head.copyright);
  const license = present(head.license);
  return copyright || license ? { copyright, license } : undefined;
}
