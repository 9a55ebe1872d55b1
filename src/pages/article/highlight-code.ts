import { escapeText } from "../../lib/xml.ts";
import { type CodeLanguage, codeLanguages } from "./code-languages.ts";

/** Longer code stays plain: a page is not to wait for it. */
const MAX_LENGTH = 50_000;

/**
 * A block of code as our own serialiser writes it; one with elements in its code is left as it is. Any other tag is matched whole, so
 * that no block is found in an attribute, where a span's quotes would break out of the value.
 */
const BLOCK =
  /<pre((?: [a-z-]+="[^"]*")*)>(?:(<code(?: [a-z-]+="[^"]*")*>)([^<]*)<\/code><\/pre>)?|<(?!pre[ >])(?:"[^"]*"|'[^']*'|[^"'>])*>/g;

/**
 * Colours an article's code blocks, whose languages are known by their order. Feeds carry the code as it was stored; here spans
 * with classes are put around comments, strings, numbers and keywords.
 */
export function highlightCode(html: string, languages: readonly string[]): string {
  if (languages.length === 0) return html;
  let index = 0;
  return html.replace(BLOCK, (source: string, attributes?: string, opening?: string, code?: string) => {
    if (attributes === undefined) return source;
    const language = codeLanguages.get(languages[index++] ?? "");
    if (language === undefined || opening === undefined || code === undefined || code.length > MAX_LENGTH)
      return source;
    return `<pre${attributes}>${opening}${colour(decode(code), language)}</code></pre>`;
  });
}

/** In the order in which they are tried: a number in a comment is part of the comment. */
const KINDS = ["comment", "name", "string", "number", "keyword", "inserted", "deleted"] as const;

const NUMBER = String.raw`(?<![\w.#$-])(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?)[a-zA-Z%]*(?!\w)`;

const patterns = new Map<CodeLanguage, RegExp>();

function patternOf(language: CodeLanguage): RegExp {
  const kept = patterns.get(language);
  if (kept !== undefined) return kept;
  const parts: Partial<Record<(typeof KINDS)[number], string>> = { number: NUMBER, ...language };
  const groups = KINDS.flatMap((kind) => (parts[kind] === undefined ? [] : [`(?<${kind}>${parts[kind]})`]));
  const pattern = new RegExp(groups.join("|"), "g");
  patterns.set(language, pattern);
  return pattern;
}

function colour(code: string, language: CodeLanguage): string {
  let html = "";
  let end = 0;
  for (const match of code.matchAll(patternOf(language))) {
    const [text] = match;
    const kind = KINDS.find((name) => match.groups?.[name] !== undefined);
    html += `${escapeText(code.slice(end, match.index))}<span class="${kind}">${escapeText(text)}</span>`;
    end = match.index + text.length;
  }
  return html + escapeText(code.slice(end));
}

const REFERENCES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** Only these are escaped in the text of stored HTML. */
function decode(html: string): string {
  return html.replace(/&(?:lt|gt|amp);/g, (reference) => REFERENCES[reference] ?? reference);
}
