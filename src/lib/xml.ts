/**
 * Markup is made here and nowhere else. Tags are prepared once, by name; what varies is escaped on the way in.
 * Nothing here removes a character that XML 1.0 forbids: that happens where texts are read.
 */

export const XML_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';

const SPECIAL_IN_TEXT = /[&<>\r]/;
const SPECIAL_IN_ATTRIBUTE = /[&<>"\t\n\r]/;

// RSS Profile, "character data": of all escapes, readers that decode twice or not at all understand the hexadecimal ones best.
// XML 1.0 §2.11: a bare CR would be read as LF.
const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&#x26;",
  "<": "&#x3C;",
  ">": "&#x3E;",
  "\r": "&#xD;",
};

// XML 1.0 §4.6: names that every parser knows. Parsers decode an attribute once, and fast-xml-parser leaves numeric references undecoded.
// XML 1.0 §3.3.3: a line end in an attribute would be read as a space.
const ATTRIBUTE_REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#x9;",
  "\n": "&#xA;",
  "\r": "&#xD;",
};

/** Plain text as HTML that shows it, and that HTML as XML: escaped twice, in one go. */
const HTML_REFERENCES: Readonly<Record<string, string>> = {
  "&": "&#x26;amp;",
  "<": "&#x26;lt;",
  ">": "&#x26;gt;",
  "\r": "&#xD;",
};

export function escapeText(text: string): string {
  return SPECIAL_IN_TEXT.test(text) ? text.replace(/[&<>\r]/g, toReference) : text;
}

export function escapeAttribute(value: string): string {
  return SPECIAL_IN_ATTRIBUTE.test(value) ? value.replace(/[&<>"\t\n\r]/g, toAttributeReference) : value;
}

/** For HTML that people or the readers of articles see: by name, in text and between double quotes alike. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

export function escapeTextAsHtml(text: string): string {
  return SPECIAL_IN_TEXT.test(text) ? text.replace(/[&<>\r]/g, toHtmlReference) : text;
}

function toHtmlReference(found: string): string {
  return HTML_REFERENCES[found] ?? found;
}

function toReference(found: string): string {
  return REFERENCES[found] ?? found;
}

function toAttributeReference(found: string): string {
  return ATTRIBUTE_REFERENCES[found] ?? found;
}

/** Writes a text element; nothing if the text is missing or blank, since no reader needs an empty element. */
export type TextWriter = (text: string | undefined) => string;

export function textElement(
  name: string,
  attributes = "",
  escapeWith: (text: string) => string = escapeText,
): TextWriter {
  const open = `<${name}${attributes}>`;
  const close = `</${name}>\n`;
  return (text) => (isBlank(text) ? "" : open + escapeWith(text) + close);
}

/** XML 1.0 §2.7: only `]]>` ends a CDATA section, so every one of them is spread over two sections. */
export function cdataElement(name: string, attributes = ""): TextWriter {
  const open = `<${name}${attributes}><![CDATA[`;
  const close = `]]></${name}>\n`;
  return (text) => (isBlank(text) ? "" : open + splitSectionEnds(text) + close);
}

function splitSectionEnds(text: string): string {
  return text.includes("]]>") ? text.replaceAll("]]>", "]]]]><![CDATA[>") : text;
}

/** `attributes` comes from {@link attribute}. */
export function emptyElement(name: string): (attributes?: string) => string {
  const open = `<${name}`;
  return (attributes = "") => `${open}${attributes}/>\n`;
}

/** `attributes` comes from {@link attribute}, `children` from the writers of this module. */
export function parentElement(name: string): (attributes: string, children: string) => string {
  const open = `<${name}`;
  const close = `</${name}>\n`;
  return (attributes, children) => `${open}${attributes}>\n${children}${close}`;
}

/** The two halves of an element whose children are written separately. */
export function openingTag(name: string, attributes = ""): string {
  return `<${name}${attributes}>\n`;
}

export function closingTag(name: string): string {
  return `</${name}>\n`;
}

/** Writes an attribute with the space before it; nothing where the value is missing or blank. */
export function attribute(name: string): (value: string | number | undefined) => string {
  const open = ` ${name}="`;
  return (value) => {
    if (typeof value === "number") return `${open}${value}"`;
    return isBlank(value) ? "" : `${open}${escapeAttribute(value)}"`;
  };
}

/** https://www.w3.org/TR/xml-stylesheet/ §4. An address that does not end in `.css` is one of XSL. */
export function stylesheetInstruction(href: string | undefined): string {
  if (isBlank(href)) return "";
  const type = /\.css(?:[?#]|$)/i.test(href) ? "text/css" : "text/xsl";
  return `<?xml-stylesheet type="${type}" href="${escapeAttribute(href)}"?>\n`;
}

export function isBlank(text: string | undefined): text is undefined | "" {
  return text === undefined || (!startsVisibly(text) && text.trim() === "");
}

/** Settles most questions without a copy of the text. */
function startsVisibly(text: string): boolean {
  const first = text.charCodeAt(0);
  return first > 0x20 && first < 0x7f;
}
