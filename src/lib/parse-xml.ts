import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from "saxes";
import { fail, type Result, succeed } from "./result.ts";

// The only check of well-formedness: saxes, a strict parser of XML 1.0 and Namespaces in XML. It continues after a fault, so
// that a reader can tell repairable faults from others.

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** The namespace's address; empty if it has none. */
  readonly space: string;
  /** The line on which its tag ends. */
  readonly line: number;
  /** By their names as written. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** Its own text, without that of its children. */
  text: string;
}

export interface XmlFault {
  readonly line: number;
  readonly message: string;
}

interface FaultRow {
  /** The start of the parser's message. */
  readonly begins: string;
  /** A lenient reader can go on: which element holds what is clear all the same. */
  readonly isRepairable: boolean;
  readonly describe: (place: FaultPlace) => string;
}

interface FaultPlace {
  /** The parser's message. */
  readonly message: string;
  /** The document up to and including what the parser stumbled over. */
  readonly before: string;
  /** The name, as written, of the element that was closed last. */
  readonly closed: string;
}

const faultRows: readonly FaultRow[] = [
  {
    begins: "unclosed tag: ",
    isRepairable: false,
    describe: ({ message }) => `<${message.slice(14)}> is never closed`,
  },
  { begins: "unexpected close tag", isRepairable: false, describe: describeClosing },
  {
    begins: "unmatched closing tag: ",
    isRepairable: false,
    describe: ({ message }) => `</${nameIn(message)}> closes nothing`,
  },
  { begins: "documents may contain only one root", isRepairable: false, describe: () => "there is a second root" },
  { begins: "text data outside of root", isRepairable: false, describe: () => "there is text outside of the root" },
  { begins: "document must contain a root", isRepairable: false, describe: () => "there is no element" },
  { begins: "unquoted attribute value", isRepairable: false, describe: () => "an attribute's value must be in quotes" },
  {
    begins: "duplicate attribute: ",
    isRepairable: false,
    describe: ({ message }) => `the attribute ${nameIn(message)} is there twice`,
  },
  { begins: "disallowed character in tag name", isRepairable: false, describe: () => "a bare < is written &lt;" },
  {
    begins: "unbound namespace prefix: ",
    isRepairable: true,
    describe: ({ message }) => `the prefix ${nameIn(message)} is not declared (xmlns:…)`,
  },
  { begins: "undefined entity", isRepairable: true, describe: describeEntity },
  { begins: "disallowed character in entity name", isRepairable: true, describe: describeEntity },
  { begins: "empty entity name", isRepairable: true, describe: describeEntity },
  { begins: "malformed character entity", isRepairable: true, describe: describeEntity },
  { begins: 'the string "]]>"', isRepairable: true, describe: () => "there is a ]]> in the text; write ]]&gt;" },
  { begins: "malformed comment", isRepairable: true, describe: () => "a comment contains --, which XML forbids" },
  {
    begins: "an XML declaration must be at the start",
    isRepairable: true,
    describe: () => "there is something before the XML declaration",
  },
  { begins: "disallowed character.", isRepairable: true, describe: ({ before }) => describeCharacter(before) },
];

const OTHER: FaultRow = { begins: "", isRepairable: false, describe: ({ message }) => message.replace(/\.$/, "") };

/** The parser closes what is open before it says that the tag's name is another. */
function describeClosing({ before, closed }: FaultPlace): string {
  return `${/<\/[^<>\s]*\s*>?$/.exec(before)?.[0] ?? "</>"} closes <${closed}>`;
}

function describeEntity({ before }: FaultPlace): string {
  return describeAmpersand(/&[^&]{0,20}$/.exec(before)?.[0]);
}

function describeAmpersand(found = "&"): string {
  return `${found} is no entity of XML; a bare & is written &amp;`;
}

function describeCharacter(before: string): string {
  if (before.endsWith("<")) return "a < in an attribute is written &lt;";
  const code = before
    .charCodeAt(before.length - 1)
    .toString(16)
    .toUpperCase()
    .padStart(4, "0");
  return `the character U+${code} is forbidden in XML`;
}

function nameIn(message: string): string {
  return message.slice(message.indexOf(": ") + 2).replace(/\.$/, "");
}

/** XML 1.0 §2.2. With `u`, a lone surrogate does not match and is rejected; the parser accepts it as half of a pair. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const MAX_DEPTH = 200;

/** The root of a well-formed document (XML 1.0, Namespaces in XML), or its first fault. A DOCTYPE is a fault: feeds need none. */
export function parseXml(xml: string): Result<XmlElement, XmlFault> {
  const forbidden = xml.search(FORBIDDEN);
  if (forbidden >= 0) {
    return fail({ line: lineAt(xml, forbidden), message: describeCharacter(xml.slice(0, forbidden + 1)) });
  }
  const bare = findBareAmpersand(xml);
  if (bare !== undefined) {
    const line = lineAt(xml, bare);
    const earlier = findStructureFault(xml);
    return fail(earlier !== undefined && earlier.line < line ? earlier : { line, message: describeBare(xml, bare) });
  }
  const document: XmlElement = { name: "", space: "", line: 1, attributes: new Map(), children: [], text: "" };
  const open = [document];
  const fault = walk(xml, {
    isTolerated: () => false,
    onOpen: (tag, line) => {
      const element = createElement(tag, line);
      open.at(-1)?.children.push(element);
      open.push(element);
      return open.length > MAX_DEPTH + 1 ? `elements are nested deeper than ${MAX_DEPTH}` : undefined;
    },
    onClose: () => void open.pop(),
    onText: (text) => {
      const element = open.at(-1);
      if (element !== undefined) element.text += text;
    },
    onDoctype: () => "a DOCTYPE is refused: feeds need none",
  });
  const [root] = document.children;
  if (fault !== undefined) return fail(fault);
  return root === undefined ? fail({ line: 1, message: "there is no element" }) : succeed(root);
}

/** The first fault that a lenient reader cannot repair, for documents of others; undefined if there is none. */
export function findStructureFault(xml: string): XmlFault | undefined {
  // The parser would extend a bare & to the next semicolon, across tags. In CDATA the replacement changes no structure.
  return walk(xml.replace(BARE_AMPERSAND, "&amp;"), { isTolerated: ({ isRepairable }) => isRepairable });
}

const BARE_AMPERSAND = /&(?!(?:[\p{L}_][\p{L}\p{N}_.-]*|#\d+|#x[\dA-Fa-f]+);)/gu;
/** The parts in which an & is literal, by their opening and closing delimiters. */
const VERBATIM: Readonly<Record<string, string>> = { "<![CDATA[": "]]>", "<!--": "-->", "<?": "?>" };
const VERBATIM_OR_AMPERSAND = new RegExp(`<!\\[CDATA\\[|<!--|<\\?|${BARE_AMPERSAND.source}`, "gu");

function findBareAmpersand(xml: string): number | undefined {
  VERBATIM_OR_AMPERSAND.lastIndex = 0;
  for (let match = VERBATIM_OR_AMPERSAND.exec(xml); match !== null; match = VERBATIM_OR_AMPERSAND.exec(xml)) {
    const end = VERBATIM[match[0]];
    if (end === undefined) return match.index;
    const endsAt = xml.indexOf(end, match.index);
    if (endsAt < 0) return undefined;
    VERBATIM_OR_AMPERSAND.lastIndex = endsAt;
  }
  return undefined;
}

function describeBare(xml: string, at: number): string {
  return describeAmpersand(/^&[^\s&<"']{0,20}/.exec(xml.slice(at, at + 21))?.[0]);
}

function lineAt(xml: string, position: number): number {
  return xml.slice(0, position).split("\n").length;
}

interface Walk {
  readonly isTolerated: (row: FaultRow) => boolean;
  /** A fault of the caller's own ends the walk, here and in `onDoctype`. */
  readonly onOpen?: (tag: SaxesTagNS, line: number) => string | undefined;
  readonly onClose?: () => void;
  readonly onText?: (text: string) => void;
  readonly onDoctype?: () => string;
}

/** Ends a walk: saxes has no other way out of the middle of a text. */
class Stop extends Error {}

function walk(xml: string, { isTolerated, onOpen, onClose, onText, onDoctype }: Walk): XmlFault | undefined {
  const parser = new SaxesParser({ xmlns: true, position: true });
  let closed = "";
  let fault: XmlFault | undefined;
  const stop = (message: string): never => {
    fault = { line: parser.line, message };
    throw new Stop();
  };
  parser.on("error", (error) => {
    // Its message begins with the position: `3:14: `.
    const message = error.message.replace(/^\d+:\d+: /, "");
    const row = faultRows.find(({ begins }) => message.startsWith(begins)) ?? OTHER;
    if (!isTolerated(row)) stop(row.describe({ message, before: xml.slice(0, parser.position), closed }));
  });
  parser.on("opentag", (tag) => {
    const message = onOpen?.(tag, parser.line);
    if (message !== undefined) stop(message);
  });
  parser.on("closetag", ({ name }) => {
    closed = name;
    onClose?.();
  });
  if (onText !== undefined) {
    parser.on("text", onText);
    parser.on("cdata", onText);
  }
  parser.on("doctype", () => {
    if (onDoctype !== undefined) stop(onDoctype());
  });
  try {
    parser.write(xml).close();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  return fault;
}

function createElement({ local, uri, attributes }: SaxesTagNS, line: number): XmlElement {
  const written = Object.values<SaxesAttributeNS>(attributes).map(({ name, value }) => [name, value] as const);
  return { name: local, space: uri, line, attributes: new Map(written), children: [], text: "" };
}
