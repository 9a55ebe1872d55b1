/** A JSX attribute: its value, or the expression that would compute it. */
export type JsxValue = { readonly text: string } | { readonly code: string } | "present";

export interface JsxTag {
  readonly name: string;
  readonly isClosing: boolean;
  readonly isSelfClosing: boolean;
  readonly attributes: ReadonlyMap<string, JsxValue>;
  readonly end: number;
}

/** Where the braces that open at a position end, beyond the closing one. */
export type BraceEnds = ReadonlyMap<number, number>;

const BRACE_OR_TEXT = /[{}]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\*[\s\S]{0,5000}?\*\//g;

/** Pairs all braces of a text in one pass; quotes count between braces alone, as prose has apostrophes. */
export function pairBraces(source: string): BraceEnds {
  const ends = new Map<number, number>();
  const open: number[] = [];
  const token = new RegExp(BRACE_OR_TEXT);
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    if (match[0] === "{") open.push(match.index);
    else if (match[0] === "}") {
      const start = open.pop();
      if (start !== undefined) ends.set(start, token.lastIndex);
    } else if (open.length === 0) token.lastIndex = match.index + 1;
  }
  return ends;
}

const NAME = /<(\/?)([A-Za-z][\w.:-]*)?/y;
const ATTRIBUTE = /\s*([A-Za-z_][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(?=\{)))?/y;
const END = /\s*(\/?)>/y;

/** Reads the tag that opens at a position; undefined where none does, as in `a < b`. The name of a fragment is empty. */
export function readJsxTag(source: string, start: number, braces: BraceEnds): JsxTag | undefined {
  NAME.lastIndex = start;
  const opening = NAME.exec(source);
  if (opening === null) return undefined;
  const attributes = new Map<string, JsxValue>();
  let position = NAME.lastIndex;
  for (;;) {
    END.lastIndex = position;
    const end = END.exec(source);
    if (end !== null) {
      const [, slash] = end;
      const [, closing, name = ""] = opening;
      return { name, isClosing: closing === "/", isSelfClosing: slash === "/", attributes, end: END.lastIndex };
    }
    const next = readAttribute({ source, braces }, position, attributes);
    if (next === undefined) return undefined;
    position = next;
  }
}

interface JsxSource {
  readonly source: string;
  readonly braces: BraceEnds;
}

/** Adds the attribute at a position; returns the position after it. */
function readAttribute(
  { source, braces }: JsxSource,
  position: number,
  attributes: Map<string, JsxValue>,
): number | undefined {
  const spread = /\s*(?=\{)/y;
  spread.lastIndex = position;
  if (spread.test(source)) return braces.get(spread.lastIndex);
  ATTRIBUTE.lastIndex = position;
  const match = ATTRIBUTE.exec(source);
  if (match === null) return undefined;
  const [whole, name = "", double, single] = match;
  const end = position + whole.length;
  const text = double ?? single;
  if (text !== undefined) attributes.set(name, { text });
  else if (whole.trimEnd().endsWith("=")) {
    const close = braces.get(end);
    if (close === undefined) return undefined;
    attributes.set(name, readCode(source.slice(end + 1, close - 1)));
    return close;
  } else attributes.set(name, "present");
  return end;
}

/** Only a literal has a known value; other expressions would have to be run. */
export function readCode(code: string): Exclude<JsxValue, "present"> {
  const trimmed = code.trim();
  const quoted = /^(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|`([^`$\\]*)`)$/.exec(trimmed);
  const text = quoted === null ? undefined : (quoted[1] ?? quoted[2] ?? quoted[3]);
  if (text !== undefined) return { text: text.replace(/\\(["'])/g, "$1") };
  return /^(?:-?[\d.]+|true)$/.test(trimmed) ? { text: trimmed } : { code: trimmed };
}

/** The value of an attribute that is a text. */
export function textOf(value: JsxValue | undefined): string | undefined {
  return value === undefined || value === "present" || !("text" in value) ? undefined : value.text;
}

/** References in a text of JSX are those of HTML, and stay. */
export function escapeQuotes(text: string): string {
  return text.replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
