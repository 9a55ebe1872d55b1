/** An attribute of a JSX tag: its value, or the code that would compute it. */
export type JsxValue = { readonly text: string } | { readonly code: string } | "present";

export interface JsxTag {
  readonly name: string;
  readonly isClosing: boolean;
  readonly isSelfClosing: boolean;
  readonly attributes: ReadonlyMap<string, JsxValue>;
  readonly end: number;
}

/** The end of the braces that open at a position, beyond the closing one; undefined where they are not closed. */
export function findBraceEnd(source: string, start: number): number | undefined {
  let depth = 0;
  const token = /[{}]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\//g;
  token.lastIndex = start;
  for (let match = token.exec(source); match !== null && match.index < start + MAX_CODE; match = token.exec(source)) {
    if (match[0] === "{") depth += 1;
    if (match[0] === "}") depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}

const MAX_CODE = 20_000;
const NAME = /<(\/?)([A-Za-z][\w.:-]*)?/y;
const ATTRIBUTE = /\s*([A-Za-z_][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(?=\{)))?/y;
const END = /\s*(\/?)>/y;

/** Reads the tag that opens at a position; undefined where none does, as in `a < b`. The name of a fragment is empty. */
export function readJsxTag(source: string, start: number): JsxTag | undefined {
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
    const next = readAttribute(source, position, attributes);
    if (next === undefined) return undefined;
    position = next;
  }
}

/** Adds the attribute at a position; returns the position after it. */
function readAttribute(source: string, position: number, attributes: Map<string, JsxValue>): number | undefined {
  const spread = /\s*(?=\{)/y;
  spread.lastIndex = position;
  if (spread.test(source)) return findBraceEnd(source, spread.lastIndex);
  ATTRIBUTE.lastIndex = position;
  const match = ATTRIBUTE.exec(source);
  if (match === null) return undefined;
  const [whole, name = "", double, single] = match;
  const end = position + whole.length;
  const text = double ?? single;
  if (text !== undefined) attributes.set(name, { text });
  else if (whole.trimEnd().endsWith("=")) {
    const close = findBraceEnd(source, end);
    if (close === undefined) return undefined;
    attributes.set(name, readCode(source.slice(end + 1, close - 1)));
    return close;
  } else attributes.set(name, "present");
  return end;
}

/** A literal is a text; anything else is known to the program alone. */
export function readCode(code: string): Exclude<JsxValue, "present"> {
  const trimmed = code.trim();
  const quoted = /^(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|`([^`$\\]*)`)$/.exec(trimmed);
  const text = quoted === null ? undefined : (quoted[1] ?? quoted[2] ?? quoted[3]);
  if (text !== undefined) return { text: text.replace(/\\(["'])/g, "$1") };
  return /^(?:-?[\d.]+|true)$/.test(trimmed) ? { text: trimmed } : { code: trimmed };
}
