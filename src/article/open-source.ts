import type { Finding } from "../lib/finding.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { decodeSource } from "./decode-source.ts";
import { type FrontMatterReading, NO_FRONT_MATTER, readFrontMatter } from "./front-matter/read-front-matter.ts";
import { splitFrontMatter } from "./front-matter/split-front-matter.ts";
import { isWebAddress } from "./front-matter/yaml-schema.ts";

export interface OpenedSource {
  readonly frontMatter: FrontMatterReading;
  /** What follows the front matter, on the lines it has in the file. */
  readonly text: string;
}

/** A file's bytes as front matter and text. */
export function openSource(bytes: Uint8Array, timeZone: string): Result<OpenedSource, Finding> {
  const decoded = decodeSource(bytes);
  if (!decoded.ok) return decoded;
  const split = splitFrontMatter(decoded.value);
  if (split === "unclosed") {
    const message = 'Cannot read the front matter: the "---" of line 1 has no second "---" that closes it';
    return fail({ severity: "error", reason: "front-matter-unreadable", line: 1, message });
  }
  const { yaml, body } = split;
  return succeed({ frontMatter: yaml === undefined ? NO_FRONT_MATTER : readFrontMatter(yaml, timeZone), text: body });
}

/** The address of a lead image elsewhere, which the caller may fetch and measure before it reads the article. */
export function findRemoteImageAddress(bytes: Uint8Array): string | undefined {
  const opened = openSource(bytes, "UTC");
  const address = opened.ok ? opened.value.frontMatter.fields.image?.src : undefined;
  return address !== undefined && isWebAddress(address) ? address : undefined;
}
