import type { Finding } from "../../lib/finding.ts";
import { articlePath } from "../article-path.ts";

/** Where a link to another file of the publication leads. */
export type LinkTarget = { readonly slug: string } | "held-back" | "nowhere";

/**
 * The targets of an article's links to other files, by the address as it is written, decoded and without query and fragment:
 * `other.md`, `../2024-05-01-other/`, `[[Other]]`. Only who has the folder can tell them; a worker is sent the table.
 */
export interface LinkTable {
  readonly find: (address: string) => LinkTarget;
}

/** The table that came with an article: what it lacks was nowhere, or held back. */
export function createLinkTable(slugs: ReadonlyMap<string, string>): LinkTable {
  return {
    find: (address) => {
      const slug = slugs.get(address);
      return slug === undefined ? "nowhere" : { slug };
    },
  };
}

/** The path of an article, and of the part of it that a link names: ids of articles have a prefix. */
export function pathOfLink(slug: string, suffix: string): string {
  const part = suffix.replace(/#(?!$|user-content-)/, "#user-content-");
  return articlePath(slug) + part;
}

/** The finding for a link without a target. */
export function describeDeadLink(
  written: string,
  target: "held-back" | "nowhere",
): Pick<Finding, "reason" | "message"> {
  const named = /^\[\[.*\]\]$/.test(written) ? written : `"${written}"`;
  if (target === "held-back") {
    const message = `The link to ${named} is left out: that article is not public; publish again when it is`;
    return { reason: "link-held-back", message };
  }
  const message = `The link to ${named} leads to no article and no file; write the path to one, or its address: /articles/its-slug`;
  return { reason: "link-to-file", message };
}

export interface WrittenLink {
  /** A lookup in a {@link LinkTable}. */
  readonly target: string;
  /** `?…` and `#…`, as written. */
  readonly suffix: string;
  /** `name`: an article's name between double brackets. `file`: with an ending of articles. `path`: anything else. */
  readonly form: "name" | "file" | "path";
}

const ARTICLE_FILE = /\.(?:md|markdown|mdown|mkd|mdx|html?|txt)$/i;

/** Reads an address that may lead to another file; undefined for one with a scheme or a host, and for a part of the page. */
export function readWrittenLink(address: string): WrittenLink | undefined {
  const trimmed = address.trim();
  if (!/^@?\//.test(trimmed) && /^(?:$|[a-z][a-z\d+.-]*:|[#?\\])/i.test(trimmed)) return undefined;
  if (trimmed.startsWith("//")) return undefined;
  const [, path = "", suffix = ""] = /^([^?#]*)(.*)$/s.exec(trimmed) ?? [];
  const target = decode(path).replaceAll("\\", "/");
  if (/^\[\[.*\]\]$/s.test(target)) return { target, suffix, form: "name" };
  return { target, suffix, form: ARTICLE_FILE.test(target) ? "file" : "path" };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A bare "%" is part of the name.
  }
}
