import type { Finding } from "../lib/finding.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import type { ArticleKind } from "./article.ts";
import { decodeSource } from "./decode-source.ts";
import { type BodyPlace, findLooseStatement } from "./front-matter/damaged/find-loose-statement.ts";
import { type FrontMatterReading, NO_FRONT_MATTER, readFrontMatter } from "./front-matter/read-front-matter.ts";
import { type SplitSource, splitFrontMatter } from "./front-matter/split-front-matter.ts";
import { isWebAddress } from "./front-matter/yaml-schema.ts";
import { splitExportedValues } from "./markup/mdx/exported-values.ts";
import { joinReadings, readDocumentHead } from "./read-document-head.ts";

export interface OpenedSource {
  readonly frontMatter: FrontMatterReading;
  /** The text after the front matter, on the lines it has in the file. */
  readonly text: string;
}

const BODY_PLACES: Readonly<Record<Exclude<SplitSource["kind"], "refused">, BodyPlace>> = {
  none: "opens the file",
  headers: "below headers",
  yaml: "below fences",
  toml: "below fences",
  json: "below a group",
};

/** A file's bytes as front matter and text. */
export function openSource(bytes: Uint8Array, kind: ArticleKind, timeZone: string): Result<OpenedSource, Finding> {
  const decoded = decodeSource(bytes);
  if (!decoded.ok) return decoded;
  const fenced = splitFrontMatter(decoded.value);
  const exported = kind === "mdx" && fenced.kind === "none" ? splitExportedValues(fenced.body) : undefined;
  const split = exported ?? fenced;
  if (split.kind === "refused") return refuse(split.line, `Cannot read the front matter: ${split.message}`);
  const written = split.kind === "none" ? NO_FRONT_MATTER : readFrontMatter(split, timeZone);
  const frontMatter = kind === "html" ? joinReadings(written, readDocumentHead(split.body, timeZone)) : written;
  const isDecided = frontMatter.fields.isHeldBack || frontMatter.findings.some(({ severity }) => severity === "error");
  // Fences without a value between them are those of another file, or damage.
  const isEmpty = split.kind !== "none" && split.text.trim() === "";
  const place = isEmpty ? "opens the file" : BODY_PLACES[split.kind];
  const stray = isDecided
    ? undefined
    : findLooseStatement(kind === "html" ? blankSheets(split.body) : split.body, place);
  if (stray !== undefined) {
    const cure = "write it between the --- lines of the front matter, or show it as code";
    return refuse(stray.line, `Cannot tell whether readers may see the text, which says "${stray.statement}"; ${cure}`);
  }
  return succeed({ frontMatter, text: split.body });
}

/** Stylesheets and scripts have lines such as `visibility: hidden`; the lines of the rest stay where they are. */
function blankSheets(html: string): string {
  const lower = html.toLowerCase();
  const opening = /<(style|script)\b/g;
  const parts: string[] = [];
  let done = 0;
  for (let sheet = opening.exec(lower); sheet !== null; sheet = opening.exec(lower)) {
    const end = lower.indexOf(`</${sheet[1]}`, sheet.index);
    if (end === -1) break;
    parts.push(html.slice(done, sheet.index), html.slice(sheet.index, end).replace(/[^\n]+/g, ""));
    done = end;
    opening.lastIndex = end;
  }
  return parts.join("") + html.slice(done);
}

function refuse(line: number, message: string): Result<never, Finding> {
  return fail({ severity: "error", reason: "front-matter-unreadable", line, message });
}

/** The address of a lead image elsewhere that front matter names; the caller may fetch and measure it before it reads the article. */
export function findRemoteImageAddress(bytes: Uint8Array): string | undefined {
  if (!mayNameAddress(bytes)) return undefined;
  const opened = openSource(bytes, "markdown", "UTC");
  const address = opened.ok ? opened.value.frontMatter.fields.image?.src : undefined;
  return address !== undefined && isWebAddress(address) ? address : undefined;
}

/** No web address is written without two slashes, or an escape that makes them. Most front matters have neither. */
function mayNameAddress(bytes: Uint8Array): boolean {
  const decoded = decodeSource(bytes);
  const split = decoded.ok ? splitFrontMatter(decoded.value) : undefined;
  return split !== undefined && "text" in split && /\/\/|\\/.test(split.text);
}
