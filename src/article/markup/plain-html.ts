import type { Element, ElementContent, Root, Text } from "hast";

/**
 * A reader of the HTML that editors write: properly nested elements of text, in lower case, with quoted attributes. It gives the
 * tree that a parser of all HTML gives, but for positions, in a fraction of the time.
 */

type Role = "block" | "heading" | "item" | "list" | "formatting" | "inline" | "void";

function rolesOf(role: Role, names: string): [string, Role][] {
  return names.split(" ").map((name) => [name, role]);
}

const ROLES: ReadonlyMap<string, Role> = new Map([
  ...rolesOf("block", "p pre blockquote div figure figcaption section article aside header footer center"),
  ...rolesOf("heading", "h1 h2 h3 h4 h5 h6"),
  ...rolesOf("list", "ul ol"),
  ...rolesOf("item", "li"),
  ...rolesOf("formatting", "a b big code em i small strike strong tt u s"),
  ...rolesOf("inline", "span sub sup cite del ins mark abbr kbd q var samp"),
  ...rolesOf("void", "br hr img"),
]);

const NAME = "[a-z][a-z0-9]*";
const TOKEN = new RegExp(
  `<!--(?!-?>)((?:(?!--|<)[^\\0\\r])*)-->|</(${NAME})>|<(${NAME})((?:\\s+[a-z-]+="[^"\\0\\r]*")*)\\s*(/?)>|([^<\\0\\r]+)`,
  "y",
);
const ATTRIBUTE = /([a-z-]+)="([^"]*)"/g;

interface Open {
  readonly element: Element;
  readonly role: Role;
}

interface State {
  readonly open: Open[];
  readonly root: Root;
}

const MAX_DEPTH = 60;
const MAX_FORMATTING = 7;

/** The fragment's tree; undefined where only a parser of all HTML knows what comes of it (HTML, 13.2.6). */
export function parsePlainHtml(html: string): Root | undefined {
  const root: Root = { type: "root", children: [] };
  const state: State = { open: [], root };
  const token = new RegExp(TOKEN);
  // The parser drops the line break that opens a listing.
  if (html.startsWith("\uFEFF") || /<pre[^>]*>(?=\n|&#0*10;)/.test(html)) return undefined;
  while (token.lastIndex < html.length) {
    const match = token.exec(html);
    if (match === null) return undefined;
    const [, comment, closing, opening, attributes = "", slash = "", text] = match;
    if (!takeToken({ comment, closing, opening, attributes, slash, text }, state)) return undefined;
  }
  return state.open.length === 0 ? root : undefined;
}

interface Token {
  readonly comment: string | undefined;
  readonly closing: string | undefined;
  readonly opening: string | undefined;
  readonly attributes: string;
  readonly slash: string;
  readonly text: string | undefined;
}

function takeToken({ comment, closing, opening, attributes, slash, text }: Token, state: State): boolean {
  const children: (Root["children"][number] | ElementContent)[] =
    state.open.at(-1)?.element.children ?? state.root.children;
  if (text !== undefined) {
    const value = decode(text);
    if (value !== undefined) children.push({ type: "text", value } satisfies Text);
    return value !== undefined;
  }
  if (closing !== undefined) return state.open.pop()?.element.tagName === closing;
  if (opening !== undefined) return takeOpening(opening, attributes, slash, children, state);
  children.push({ type: "comment", value: comment ?? "" });
  return true;
}

function takeOpening(
  tagName: string,
  attributes: string,
  slash: string,
  children: (Root["children"][number] | ElementContent)[],
  { open }: State,
): boolean {
  const role = ROLES.get(tagName);
  const properties = role === undefined ? undefined : readProperties(attributes);
  if (role === undefined || properties === undefined || !isAllowedIn(open, role, tagName)) return false;
  if (slash !== "" && role !== "void") return false;
  const element: Element = { type: "element", tagName, properties, children: [] };
  children.push(element);
  if (role !== "void") open.push({ element, role });
  return open.length <= MAX_DEPTH;
}

/** Whether HTML lets the element begin here without closing one that is open. */
function isAllowedIn(open: readonly Open[], role: Role, tagName: string): boolean {
  const isIn = (name: string) => open.some(({ element }) => element.tagName === name);
  if (role === "inline" || (role === "void" && tagName !== "hr")) return true;
  if (role === "formatting") {
    const formatting = open.filter((one) => one.role === "formatting").length;
    return formatting < MAX_FORMATTING && !(tagName === "a" && isIn("a"));
  }
  if (isIn("p")) return false;
  if (role === "heading") return !open.some((one) => one.role === "heading");
  return role !== "item" || open.at(-1)?.role === "list";
}

type Property = string | number | string[];

const TEXTS = new Set(["href", "src", "alt", "title", "id", "target", "style", "loading", "decoding", "lang", "dir"]);

function readProperties(attributes: string): Record<string, Property> | undefined {
  const properties: Record<string, Property> = {};
  if (attributes === "") return properties;
  for (const [, name = "", written = ""] of attributes.matchAll(ATTRIBUTE)) {
    const property = name === "class" ? "className" : name;
    const value = readProperty(name, written);
    if (value === undefined || Object.hasOwn(properties, property)) return undefined;
    properties[property] = value;
  }
  return properties;
}

function readProperty(name: string, written: string): Property | undefined {
  const text = decode(written);
  if (text === undefined) return undefined;
  if (TEXTS.has(name)) return text;
  if (name === "width" || name === "height") return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (name !== "class" && name !== "rel") return undefined;
  const words = text.trim();
  return words === "" ? undefined : words.split(/[ \t\n\f]+/);
}

const REFERENCE = /&(?:(amp|lt|gt|quot|nbsp|hellip|ndash|mdash|lsquo|rsquo|ldquo|rdquo);|#(\d{2,5});|(?=\s))/g;
const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00A0", hellip: "…", ndash: "–", mdash: "—" },
  ...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”" },
};

/** With its references replaced; undefined where it has one that is not of the table. */
function decode(text: string): string | undefined {
  if (!text.includes("&")) return text;
  let isKnown = true;
  const replaced = text.replace(REFERENCE, (whole, name: string | undefined, digits: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? "";
    if (digits === undefined) return whole;
    const code = Number(digits);
    // HTML, 13.2.5.80: other numbers are read as Windows-1252, or are no characters.
    if (code < 32 || (code > 126 && code < 160) || code > 0xd7ff) isKnown = false;
    return String.fromCharCode(code);
  });
  return isKnown && text.replace(REFERENCE, "").indexOf("&") === -1 ? replaced : undefined;
}
