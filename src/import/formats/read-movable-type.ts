import { htmlOfText, lineOfText } from "../plain-text.ts";
import { emptyFeed, type SourceEntry, type SourceFeed } from "../source-feed.ts";

const HEADER =
  /^(AUTHOR|TITLE|BASENAME|STATUS|DATE|CATEGORY|PRIMARY CATEGORY|CONVERT BREAKS|ALLOW COMMENTS|TAGS|UNIQUE URL): ?(.*)$/;

/** movabletype.org, import/export format: headers, then sections divided by five hyphens, entries by eight. */
export function isMovableType(text: string): boolean {
  const start = text
    .replace(/^\uFEFF/, "")
    .trimStart()
    .slice(0, 2000);
  return HEADER.test(start.split(/\r?\n/)[0] ?? "") && /^-----$/m.test(text.replaceAll("\r\n", "\n"));
}

export function readMovableType(text: string): SourceFeed {
  const entries = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split(/^--------\n?/m)
    .filter((entry) => entry.trim() !== "");
  return { ...emptyFeed("Movable Type export"), entries: entries.map(readEntry) };
}

function readEntry(text: string): SourceEntry {
  const [head = "", ...sections] = text.split(/^-----\n/m);
  const headers = readHeaders(head);
  const parts = new Map(sections.map(readSection));
  const one = (name: string) => headers.get(name)?.[0] || undefined;
  const author = lineOfText(one("AUTHOR"));
  const date = readDate(one("DATE"));
  const comments = sections.filter((section) => section.startsWith("COMMENT:")).length;
  return {
    id: one("UNIQUE URL") ?? `urn:movable-type:${one("BASENAME") ?? one("TITLE")}:${date}`,
    link: one("UNIQUE URL"),
    slug: one("BASENAME")?.replaceAll("_", "-"),
    title: lineOfText(one("TITLE")),
    date,
    updated: undefined,
    // The format's default is a published entry; anything but "Publish" is held back.
    draft: !/^publish$/i.test(one("STATUS") ?? "publish"),
    authors: author === undefined ? [] : [{ name: author }],
    categories: [...new Set([...(headers.get("PRIMARY CATEGORY") ?? []), ...(headers.get("CATEGORY") ?? [])])].filter(
      Boolean,
    ),
    tags: (one("TAGS") ?? "")
      .split(",")
      .map((tag) => tag.trim().replace(/^"|"$/g, ""))
      .filter(Boolean),
    summary: lineOfText(parts.get("EXCERPT")),
    html: readBody([parts.get("BODY"), parts.get("EXTENDED BODY")], one("CONVERT BREAKS")),
    image: undefined,
    losses: comments === 0 ? [] : [{ field: "comments", message: `${comments} comments` }],
  };
}

function readHeaders(head: string): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of head.split("\n")) {
    const [, name, value = ""] = HEADER.exec(line) ?? [];
    if (name !== undefined) headers.set(name, [...(headers.get(name) ?? []), value.trim()]);
  }
  return headers;
}

function readSection(section: string): [name: string, text: string] {
  const end = section.indexOf(":\n");
  return end < 0 ? ["", section] : [section.slice(0, end), section.slice(end + 2).trim()];
}

/** `CONVERT BREAKS: 0` (or absent, where the text has paragraphs) leaves the HTML as it is. */
function readBody(parts: readonly (string | undefined)[], convertBreaks: string | undefined): string | undefined {
  const text = parts.filter(Boolean).join("\n\n");
  if (text === "") return undefined;
  const isHtml = convertBreaks === "0" || /<(?:p|div|br|ul|ol|blockquote|h\d|pre|figure)\b/i.test(text);
  return isHtml ? text : htmlOfText(text);
}

/** `05/22/2008 08:15:00 AM`, month first; the format has no zone, so it is read as UTC. */
function readDate(text: string | undefined): number | undefined {
  const parts = /^(\d\d?)\/(\d\d?)\/(\d{4})(?: (\d\d?):(\d\d)(?::(\d\d))?(?: ([AP])M)?)?$/i.exec(text ?? "");
  if (parts === null) return undefined;
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const half = parts[7]?.toUpperCase();
  const hours = half === undefined ? hour : (hour % 12) + (half === "P" ? 12 : 0);
  return Date.UTC(year, month - 1, day, hours, minute, second);
}
