/**
 * Markup is made here and nowhere else. Writers of elements and attributes are made once, by names that are literals of the callers;
 * what varies is escaped on the way in. Nothing here removes a character that XML 1.0 forbids: that happens where texts are read.
 */

export const XML_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';

// RSS Profile, "character data": of all escapes, readers that decode twice or not at all understand the hexadecimal ones best.
// XML 1.0 §2.11: a bare CR would be read as LF.
export const escapeText = /* @__PURE__ */ createEscape(/[&<>\r]/g, {});

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
function createEscape(special: RegExp, names: Record<string, string>): (text: string) => string {
  const first = new RegExp(special.source);
  const refer = (found: string) => (names[found] ??= `&#x${found.charCodeAt(0).toString(16).toUpperCase()};`);
  return (text) => (first.test(text) ? text.replace(special, refer) : text);
}

/** Writes a text between what its maker prepared; nothing if the text is missing or blank, since no reader needs an empty element. */
export type TextWriter = (text: string | undefined) => string;

/** Three pieces a call, however long the tags are: an entry has some thirty of these. */
function createWriter(before: string, escapeWith: (text: string) => string, after: string): TextWriter {
  return (text) => (isBlank(text) ? "" : before + escapeWith(text) + after);
}

/** The writer of an element that holds text. `attributes` comes from {@link attribute}, here and below. */
export function textElement(name: string, attributes = ""): TextWriter {
  return createWriter(`<${name}${attributes}>`, escapeText, `</${name}>\n`);
}

/** XML 1.0 §2.7: only `]]>` ends a CDATA section, so every one of them is spread over two sections. */
export function cdataElement(name: string, attributes = ""): TextWriter {
  const split = (text: string) => text.replaceAll("]]>", "]]]]><![CDATA[>");
  return createWriter(`<${name}${attributes}><![CDATA[`, split, `]]></${name}>\n`);
}

/** Writes an attribute with the space before it; nothing where the value is missing or blank. */
export function attribute(name: string): TextWriter {
  return createWriter(` ${name}="`, escapeAttribute, '"');
}

export function numberAttribute(name: string): (value: number | undefined) => string {
  return (value) => (value === undefined ? "" : ` ${name}="${value}"`);
}

/** A link in the vocabulary of Atom, by its address; nothing without one. */
export function linkElement(name: string, rel: string, type?: string): TextWriter {
  const values = attribute("rel")(rel) + attribute("type")(type);
  return createWriter(`<${name}${values} href="`, escapeAttribute, '"/>\n');
}

export function emptyElement(name: string, first = ""): (attributes: string) => string {
  const before = `<${name}${first}`;
  return (attributes) => `${before}${attributes}/>\n`;
}

/** `children` comes from the writers of this module. */
export function parentElement(name: string): (attributes: string, children: string) => string {
  const [before, after] = [`<${name}`, `</${name}>\n`];
  return (attributes, children) => `${before}${attributes}>\n${children}${after}`;
}

/** https://www.w3.org/TR/xml-stylesheet/ §4. An address that does not end in `.css` is one of XSL. */
export function stylesheetInstruction(href: string | undefined): string {
  if (isBlank(href)) return "";
  const type = /\.css\b/i.test(href) ? "text/css" : "text/xsl";
  return `<?xml-stylesheet type="${type}" href="${escapeAttribute(href)}"?>\n`;
}

export function isBlank(text: string | undefined): text is undefined | "" {
  if (text === undefined) return true;
  // Settles most questions without a regular expression, which the renderers would run some twenty times an entry.
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && !/\S/.test(text);
}

/** The text, unless it is missing or blank. */
export function present(text: string | undefined): string | undefined {
  return isBlank(text) ? undefined : text;
}
