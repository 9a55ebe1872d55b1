import type { XmlElement } from "../lib/parse-xml.ts";

export const ATOM = "http://www.w3.org/2005/Atom";
export const CONTENT = "http://purl.org/rss/1.0/modules/content/";

export function listChildren(parent: XmlElement, name: string, space = ""): XmlElement[] {
  return parent.children.filter((child) => child.name === name && child.space === space);
}

/** Undefined if the element is missing or blank. */
export function textOf(parent: XmlElement, name: string, space = ""): string | undefined {
  return listChildren(parent, name, space)[0]?.text.trim() || undefined;
}
