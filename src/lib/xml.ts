/**
 * Markup is made here and nowhere else: names are literals of the callers, and what varies is escaped on the way in.
 * Nothing here removes a character that XML 1.0 forbids: that happens where texts are read.
 */

export const XML_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';

// RSS Profile, "character data": of all escapes, readers that decode twice or not at all understand the hexadecimal ones best.
// XML 1.0 §2.11: a bare CR would be read as LF.
export const escapeText = /* @__PURE__ */ createEscape(/[&<>\r]/g);

// XML 1.0 §4.6: names that every parser knows. Parsers decode an attribute once, and fast-xml-parser leaves numeric references undecoded.
// XML 1.0 §3.3.3: a line end in an attribute would be read as a space.
export const escapeAttribute = /* @__PURE__ */ createEscape(/[&<>"\t\n\r]/g, {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
});

/** For HTML that people or the readers of articles see: by name, in text and between double quotes alike. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Plain text as HTML that shows it, and that HTML as XML: escaped twice, in one go. */
export const escapeTextAsHtml = /* @__PURE__ */ createEscape(/[&<>\r]/g, {
  "&": "&#x26;amp;",
  "<": "&#x26;lt;",
  ">": "&#x26;gt;",
});

/** Most texts have nothing to escape: they are told without a copy. */
function createEscape(special: RegExp, names: Readonly<Record<string, string>> = {}): (text: string) => string {
  const first = new RegExp(special.source);
  const refer = (found: string) => names[found] ?? `&#x${found.charCodeAt(0).toString(16).toUpperCase()};`;
  return (text) => (first.test(text) ? text.replace(special, refer) : text);
}

/**
 * Writes a text element; nothing if the text is missing or blank, since no reader needs an empty element. `attributes` comes from
 * {@link attribute}, here and below.
 */
export function textElement(name: string, text: string | undefined, attributes = ""): string {
  return isBlank(text) ? "" : `<${name}${attributes}>${escapeText(text)}</${name}>\n`;
}

/** XML 1.0 §2.7: only `]]>` ends a CDATA section, so every one of them is spread over two sections. */
export function cdataElement(name: string, text: string | undefined, attributes = ""): string {
  return isBlank(text)
    ? ""
    : `<${name}${attributes}><![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]></${name}>\n`;
}

export function emptyElement(name: string, attributes = ""): string {
  return `<${name}${attributes}/>\n`;
}

/** `children` comes from the writers of this module. */
export function parentElement(name: string, attributes: string, children: string): string {
  return `<${name}${attributes}>\n${children}</${name}>\n`;
}

/** The beginning of an element whose children and end are written separately. */
export function openingTag(name: string, attributes = ""): string {
  return `<${name}${attributes}>\n`;
}

/** Writes an attribute with the space before it; nothing where the value is missing or blank. */
export function attribute(name: string, value: string | number | undefined): string {
  if (typeof value === "number") return ` ${name}="${value}"`;
  return isBlank(value) ? "" : ` ${name}="${escapeAttribute(value)}"`;
}

/** A link in the vocabulary of Atom; nothing without an address. */
export function linkElement(name: string, rel: string, type: string | undefined, href: string | undefined): string {
  return isBlank(href)
    ? ""
    : emptyElement(name, attribute("rel", rel) + attribute("type", type) + attribute("href", href));
}

/** https://www.w3.org/TR/xml-stylesheet/ §4. An address that does not end in `.css` is one of XSL. */
export function stylesheetInstruction(href: string | undefined): string {
  if (isBlank(href)) return "";
  const type = /\.css\b/i.test(href) ? "text/css" : "text/xsl";
  return `<?xml-stylesheet type="${type}" href="${escapeAttribute(href)}"?>\n`;
}

export function isBlank(text: string | undefined): text is undefined | "" {
  return text === undefined || (!startsVisibly(text) && !/\S/.test(text));
}

/** Settles most questions without a regular expression, which the renderers would run some twenty times an entry. */
function startsVisibly(text: string): boolean {
  const first = text.charCodeAt(0);
  return first > 0x20 && first < 0x7f;
}
