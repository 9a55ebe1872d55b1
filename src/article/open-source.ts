import type { Finding } from "../lib/finding.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { decodeSource } from "./decode-source.ts";
import { findLooseStatement } from "./front-matter/find-loose-statement.ts";
import { type FrontMatterReading, NO_FRONT_MATTER, readFrontMatter } from "./front-matter/read-front-matter.ts";
import { splitFrontMatter } from "./front-matter/split-front-matter.ts";
import { isWebAddress } from "./front-matter/yaml-schema.ts";

export interface OpenedSource {
  readonly frontMatter: FrontMatterReading;
  /** The text after the front matter, on the lines it has in the file. */
  readonly text: string;
}

/** A file's bytes as front matter and text. */
export function openSource(bytes: Uint8Array, timeZone: string): Result<OpenedSource, Finding> {
  const decoded = decodeSource(bytes);
  if (!decoded.ok) return decoded;
  const split = splitFrontMatter(decoded.value);
  if (split.kind === "refused") return refuse(split.line, `Cannot read the front matter: ${split.message}`);
  const frontMatter = split.kind === "none" ? NO_FRONT_MATTER : readFrontMatter(split, timeZone);
  const isDecided = frontMatter.fields.isHeldBack || frontMatter.findings.some(({ severity }) => severity === "error");
  const place = split.kind === "none" || split.kind === "headers" ? "opens the file" : "below fences";
  const stray = isDecided ? undefined : findLooseStatement(split.body, place);
  if (stray !== undefined) {
    const cure = "write it between the --- lines of the front matter, or show it as code";
    return refuse(stray.line, `Cannot tell whether readers may see the text, which says "${stray.statement}"; ${cure}`);
  }
  return succeed({ frontMatter, text: split.body });
}

function refuse(line: number, message: string): Result<never, Finding> {
  return fail({ severity: "error", reason: "front-matter-unreadable", line, message });
}

/** The address of a lead image elsewhere, which the caller may fetch and measure before it reads the article. */
export function findRemoteImageAddress(bytes: Uint8Array): string | undefined {
  if (!mayNameAddress(bytes)) return undefined;
  const opened = openSource(bytes, "UTC");
  const address = opened.ok ? opened.value.frontMatter.fields.image?.src : undefined;
  return address !== undefined && isWebAddress(address) ? address : undefined;
}

/** No web address is written without two slashes, or an escape that makes them. Most front matters have neither. */
function mayNameAddress(bytes: Uint8Array): boolean {
  const decoded = decodeSource(bytes);
  const split = decoded.ok ? splitFrontMatter(decoded.value) : undefined;
  return split !== undefined && "text" in split && /\/\/|\\/.test(split.text);
}
