import { fail, type Result, succeed } from "../lib/result.ts";

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** The namespace's address; empty if it has none. */
  readonly space: string;
  /** By their names as written. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Its own text, that of its children left out. */
  text: string;
}

export interface XmlFault {
  readonly line: number;
  readonly message: string;
}

interface OpenElement {
  readonly element: XmlElement;
  readonly writtenName: string;
  readonly spaces: ReadonlyMap<string, string>;
}

const NAME = "[\\p{L}_][\\p{L}\\p{M}\\p{N}_.·-]*(?::[\\p{L}_][\\p{L}\\p{M}\\p{N}_.·-]*)?";
const TOKEN = new RegExp(
  [
    "<!--(?<comment>.*?)-->",
    "<!\\[CDATA\\[(?<cdata>.*?)\\]\\]>",
    "<\\?(?<instruction>.*?)\\?>",
    "<!DOCTYPE(?<doctype>[^>[]*)>",
    `</(?<end>${NAME})\\s*>`,
    `<(?<start>${NAME})(?<attributes>(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(?<empty>/?)>`,
    "(?<text>[^<]+)",
  ].join("|"),
  "suy",
);
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "gu");
/** XML 1.0 §2.2. With `u`, a lone surrogate is no pair and so forbidden. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\dA-Fa-f]{1,6}));|&/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TEXT_FAULT = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)|\]\]>/;
const MAX_DEPTH = 200;

/** A well-formed document's root (XML 1.0, and its namespaces), or its first fault. Entities of its own are a fault: feeds need none. */
export function parseXml(xml: string): Result<XmlElement, XmlFault> {
  const forbidden = FORBIDDEN.exec(xml);
  const faultAt = (position: number, message: string) => fail({ line: lineAt(xml, position), message });
  if (forbidden !== null) {
    const code = forbidden[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
    return faultAt(forbidden.index, `the character U+${code} is forbidden in XML`);
  }
  const root: OpenElement = {
    element: { name: "", space: "", attributes: new Map(), children: [], text: "" },
    writtenName: "",
    spaces: new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]),
  };
  const open = [root];
  for (let position = 0; position < xml.length; position = TOKEN.lastIndex) {
    TOKEN.lastIndex = position;
    const token = TOKEN.exec(xml)?.groups;
    if (token === undefined) return faultAt(position, `this is no markup: ${xml.slice(position, position + 40)}`);
    const fault = follow(token, open);
    if (fault !== undefined) {
      // A text may have many lines before its fault.
      const offset = xml.slice(position, TOKEN.lastIndex).search(TEXT_FAULT);
      return faultAt(position + Math.max(0, offset), fault);
    }
  }
  if (open.length > 1) return faultAt(xml.length, `<${open.at(-1)?.writtenName}> is never closed`);
  const [first] = root.element.children;
  return first === undefined ? faultAt(0, "there is no element") : succeed(first);
}

type Token = Readonly<Record<string, string | undefined>>;

/** Opens, closes or fills an element; gives the fault, if that is one. */
function follow(token: Token, open: OpenElement[]): string | undefined {
  const parent = open.at(-1);
  if (parent === undefined) return "an element is closed that was never opened";
  if (token.start !== undefined) return start(token.start, token, parent, open);
  if (token.end !== undefined) {
    open.pop();
    return token.end === parent.writtenName ? undefined : `</${token.end}> closes <${parent.writtenName}>`;
  }
  const isText = token.cdata !== undefined || token.text !== undefined;
  return isText ? addText(token, parent.element, open.length === 1) : undefined;
}

function addText({ cdata, text = "" }: Token, element: XmlElement, isOutside: boolean): string | undefined {
  if (isOutside) return (cdata ?? text).trim() === "" ? undefined : "there is text outside of the root";
  if (cdata !== undefined) {
    element.text += cdata;
    return undefined;
  }
  if (text.includes("]]>")) return "there is a ]]> in the text";
  const decoded = decode(text);
  if (decoded === undefined) return describeEntity(text);
  element.text += decoded;
  return undefined;
}

function start(writtenName: string, token: Token, parent: OpenElement, open: OpenElement[]): string | undefined {
  if (open.length === 1 && parent.element.children.length > 0) return `<${writtenName}> is a second root`;
  if (open.length > MAX_DEPTH) return `elements are nested deeper than ${MAX_DEPTH}`;
  const attributes = readAttributes(token.attributes ?? "", writtenName);
  if (!attributes.ok) return attributes.problem;
  const spaces = declareSpaces(parent.spaces, attributes.value);
  const unknown = [writtenName, ...attributes.value.keys()].find((name) => !isDeclared(name, spaces));
  if (unknown !== undefined) return `the prefix of ${unknown} is not declared (xmlns:…)`;
  const [prefix = "", name = writtenName] = writtenName.includes(":") ? writtenName.split(":") : [];
  const space = spaces.get(prefix) ?? "";
  const element = { name, space, attributes: attributes.value, children: [], text: "" };
  parent.element.children.push(element);
  if (token.empty === "") open.push({ element, writtenName, spaces });
  return undefined;
}

function readAttributes(written: string, element: string): Result<ReadonlyMap<string, string>, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single] of written.matchAll(ATTRIBUTE)) {
    const value = decode(double ?? single ?? "");
    if (value === undefined) return fail(describeEntity(double ?? single ?? ""));
    if (attributes.has(name)) return fail(`<${element}> has the attribute ${name} twice`);
    attributes.set(name, value);
  }
  return succeed(attributes);
}

function declareSpaces(outer: ReadonlyMap<string, string>, attributes: ReadonlyMap<string, string>) {
  const declared = [...attributes].filter(([name]) => /^xmlns(?::|$)/.test(name));
  if (declared.length === 0) return outer;
  return new Map([...outer, ...declared.map(([name, space]) => [name.slice("xmlns:".length), space] as const)]);
}

function isDeclared(name: string, spaces: ReadonlyMap<string, string>): boolean {
  const [prefix = "", local] = name.split(":");
  return local === undefined || prefix === "xmlns" || spaces.has(prefix);
}

/** Undefined where an ampersand begins nothing that XML knows. */
function decode(text: string): string | undefined {
  let isSound = true;
  const decoded = text.replace(ENTITY, (whole, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    if (Number.isNaN(code) || code > 0x10ffff) isSound = false;
    return isSound ? String.fromCodePoint(code) : whole;
  });
  return isSound ? decoded : undefined;
}

function describeEntity(text: string): string {
  const found = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)[^\s;<]{0,20};?/.exec(text)?.[0] ?? "&";
  return `${found} is no entity of XML; a bare & is written &amp;`;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
