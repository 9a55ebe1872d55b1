import { heldBackRowOf } from "./front-matter/held-back-words.ts";
import { type FieldName, fieldOf } from "./front-matter/key-names.ts";
import { type FrontMatterReading, NO_FRONT_MATTER, readTree } from "./front-matter/read-front-matter.ts";
import type { YamlValue } from "./front-matter/read-yaml.ts";
import { isHtmlDocument, listHeadStatements } from "./markup/html-document.ts";

/** Names of Open Graph that say what front matter would. */
const PROPERTY_NAMES: Readonly<Record<string, string>> = {
  "article:published_time": "publishedTime",
  "article:modified_time": "modified",
};

/** Other names of a head describe the page or its site. */
const HEAD_FIELDS: ReadonlySet<FieldName> = new Set([
  ...(["title", "date", "heldUntil", "updated", "expires", "summary", "authors"] as const),
  ...(["categories", "tags", "language"] as const),
]);

/** Reads what a whole HTML document says of itself in its head, as if it were front matter. Empty for a fragment. */
export function readDocumentHead(html: string, timeZone: string): FrontMatterReading {
  if (!isHtmlDocument(html)) return NO_FRONT_MATTER;
  const values = new Map<string, YamlValue>();
  const lines = new Map<string, number>();
  for (const { name: written, value, line } of listHeadStatements(html)) {
    const name = PROPERTY_NAMES[written.toLowerCase()] ?? written;
    if (value === "" || !isRead(name)) continue;
    const known = values.get(name);
    values.set(name, known === undefined ? value : [known, value].flat());
    if (!lines.has(name)) lines.set(name, line);
  }
  const lineOf = ([name]: readonly (string | number)[]) => lines.get(String(name)) ?? 1;
  return readTree({ value: Object.fromEntries(values), lineOf }, timeZone);
}

function isRead(name: string): boolean {
  const field = fieldOf(name);
  return heldBackRowOf(name) !== undefined || (field !== undefined && HEAD_FIELDS.has(field));
}

/** A file's front matter comes before what its document says; each of them can hold the article back. */
export function joinReadings(frontMatter: FrontMatterReading, head: FrontMatterReading): FrontMatterReading {
  if (head === NO_FRONT_MATTER) return frontMatter;
  const isHeldBack = frontMatter.fields.isHeldBack === true || head.fields.isHeldBack === true;
  const given = Object.entries(frontMatter.fields).filter(([, value]) => value !== undefined);
  return {
    fields: { ...head.fields, ...Object.fromEntries(given), isHeldBack },
    findings: [...frontMatter.findings, ...head.findings],
    lineOf: (field) => frontMatter.lineOf(field) ?? head.lineOf(field),
  };
}
