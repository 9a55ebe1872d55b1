import type { Element, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { findElements, textOf } from "./body-tree.ts";
import { isUnfollowable, parseHtml } from "./html.ts";
import { createFormattingLimit } from "./limit-markup.ts";

const DOCUMENT_OPENING = /^(?:<!doctype\s+html|<(?:html|head|body)[\s>])/i;

/** Whether a text is a whole document rather than a fragment; an XML declaration and comments may stand before it. */
export function isHtmlDocument(text: string): boolean {
  let rest = text.trimStart().replace(/^<\?xml[^>]*>\s*/i, "");
  for (let end = 0; rest.startsWith("<!--"); rest = rest.slice(end).trimStart()) {
    end = rest.indexOf("-->", 4) + 3;
    if (end < 4) return false;
  }
  return DOCUMENT_OPENING.test(rest);
}

/** A whole document as a tree with `html`, `head` and `body`; one that the parser gives up on is read as a fragment. */
export function parseDocument(html: string): Root {
  const limited = createFormattingLimit()(html);
  try {
    return fromHtml(limited);
  } catch (error) {
    if (!isUnfollowable(error)) throw error;
    return parseHtml(limited);
  }
}

/** The article inside a document: its `main`, else its only `article`, else its `body`. */
export function readDocumentBody(html: string): Root {
  const document = parseDocument(html);
  const named = (tagName: string) => findElements(document, (element) => element.tagName === tagName);
  const [main] = named("main");
  const articles = named("article");
  const [body] = named("body");
  const chosen = main ?? (articles.length === 1 ? articles[0] : undefined) ?? body;
  return chosen === undefined ? document : { type: "root", children: chosen.children };
}

/** A statement of a document's head. */
export interface HeadStatement {
  readonly name: string;
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** `<title>`, `<html lang>` and `<meta name>` or `<meta property>`, in the order of the document. */
export function listHeadStatements(html: string): HeadStatement[] {
  const document = parseDocument(html);
  const elements = findElements(document, ({ tagName }) => ["html", "title", "meta"].includes(tagName));
  const [page] = elements.filter(({ tagName }) => tagName === "title");
  const [headline] = findElements(document, ({ tagName }) => tagName === "h1");
  return elements.flatMap((element): HeadStatement[] => {
    const line = element.position?.start.line ?? 1;
    if (element.tagName === "html") return [{ name: "lang", value: attributeOf(element, "lang"), line }];
    if (element.tagName === "meta") {
      const name = attributeOf(element, "name") || attributeOf(element, "property");
      return [{ name, value: attributeOf(element, "content"), line }];
    }
    if (element !== page) return [];
    return [{ name: "title", value: withoutSiteName(textOf(element), headline && textOf(headline)), line }];
  });
}

/** `The weir | A publication`, where the document's `h1` is "The weir", is an article's title and its site's name. */
function withoutSiteName(title: string, headline: string | undefined): string {
  if (headline === undefined || headline === "" || !title.startsWith(headline)) return title;
  return /^\s+[|·•–—:-]+\s+\S/.test(title.slice(headline.length)) ? headline : title;
}

function attributeOf({ properties }: Element, name: string): string {
  const value = properties[name];
  return typeof value === "string" ? value.trim() : "";
}
