import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { imageSize } from "image-size";
import { PUBLIC_URL_MARK } from "../../src/article/article.ts";
import type { CheckedArticle } from "./checked-folder.ts";
import type { ArticleExpectation, TextExpectation } from "./expectation.ts";

export function squeeze(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

const textRules: readonly {
  readonly name: keyof TextExpectation;
  readonly isKept: (found: string, part: string) => boolean;
}[] = [
  { name: "contains", isKept: (found, part) => found.includes(squeeze(part)) },
  { name: "lacks", isKept: (found, part) => !found.includes(squeeze(part)) },
  { name: "matches", isKept: (found, pattern) => patternOf(pattern).test(found) },
  { name: "never", isKept: (found, pattern) => !patternOf(pattern).test(found) },
];

/** Without regard to case where it begins with `(?i)`. */
function patternOf(written: string): RegExp {
  return written.startsWith("(?i)") ? new RegExp(written.slice(4), "iu") : new RegExp(written, "u");
}

/** The reason why a text differs from the expectation, on white space made single. */
export function compareText(text: string, wanted: TextExpectation): string | undefined {
  const found = squeeze(text);
  for (const { name, isKept } of textRules) {
    const broken = wanted[name]?.find((part) => !isKept(found, part));
    if (broken !== undefined) return `${name} ${JSON.stringify(broken)}: ${found.slice(0, 300)}`;
  }
  return undefined;
}

/** Own addresses begin with `/`; the prefix that guards ids is taken from both ends of a link. */
function markupOf({ html }: CheckedArticle): string {
  return html.replaceAll(PUBLIC_URL_MARK, "").replaceAll("user-content-", "");
}

export function compareHtml(
  article: CheckedArticle,
  wanted: NonNullable<ArticleExpectation["html"]>,
  root: string,
): string | undefined {
  const markup = markupOf(article);
  const reason = compareText(markup, wanted);
  if (reason !== undefined) return reason;
  if (wanted.images !== undefined) {
    const images = compareImages(root, markup, wanted.images);
    if (images !== undefined) return images;
  }
  return wanted.anchors === true ? findDeadAnchor(article) : undefined;
}

export function comparePlainText(article: CheckedArticle, wanted: TextExpectation): string | undefined {
  const spaced = markupOf(article).replace(/<\/(?:p|h\d|li|div|pre|td|th|figcaption)>|<br[^>]*>/g, " ");
  return compareText(decodeReferences(spaced.replace(/<[^>]*>/g, "")), wanted);
}

function compareImages(root: string, markup: string, wanted: readonly string[]): string | undefined {
  const found = Array.from(markup.matchAll(/<img\b[^>]*>/g), ([tag]) => readAttributes(tag));
  const sources = found.map(({ src }) => src).join(", ");
  if (found.length !== wanted.length) return `shows ${found.length} images: ${sources}`;
  const differs = wanted.some((name, index) => {
    const { src = "", width, height } = found[index] ?? {};
    return !isThatImage(root, name, src, Number(width), Number(height));
  });
  return differs ? `shows ${sources}` : undefined;
}

/** By the digest of the file's bytes, else by its size: the images of one case all differ in that. */
export function isThatImage(root: string, wanted: string, url: string, width?: number, height?: number): boolean {
  if (/^https?:\/\//.test(wanted)) return url === wanted;
  const bytes = readFileSync(join(root, wanted));
  if (url.includes(createHash("sha256").update(bytes).digest("hex").slice(0, 32))) return true;
  const size = imageSize(bytes);
  return size.width === width && size.height === height;
}

/** A link within the page that leads to no element of it. */
function findDeadAnchor({ html, slug }: CheckedArticle): string | undefined {
  const ids = new Set(Array.from(html.matchAll(/\bid="([^"]*)"/g), ([, id = ""]) => decodeReferences(id)));
  const own = `${PUBLIC_URL_MARK}/articles/${slug}`;
  for (const [, href = ""] of html.matchAll(/\bhref="([^"]*)"/g)) {
    const [before, name] = decodeReferences(href).split("#");
    if (name !== undefined && (before === "" || before === own) && !ids.has(name)) {
      return `the link #${name} leads to no element of the text`;
    }
  }
  return undefined;
}

function readAttributes(tag: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from(tag.matchAll(/([\w-]+)="([^"]*)"/g), ([, name = "", value = ""]) => [name, decodeReferences(value)]),
  );
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00A0" };

/** The references that our serialiser writes. */
function decodeReferences(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|([a-z]+));/gi, (reference, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return NAMED[name] ?? reference;
  });
}
