import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from "yaml";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { removeForbiddenCharacters } from "../../lib/text.ts";
import { type PlainEntry, readPlainYaml } from "./yaml/read-plain-yaml.ts";

/** YAML as text: scalars stay as they were written, so that `title: 1.10` is "1.10" and `country: no` is "no". */
export type YamlValue = string | readonly YamlValue[] | YamlGroup;

export interface YamlGroup {
  readonly [name: string]: YamlValue;
}

export type YamlPath = readonly (string | number)[];

export interface YamlTree {
  /** Undefined for a text that says nothing. Names and list items without a value are left out. */
  readonly value: YamlValue | undefined;
  /** The 1-based line of a value, or of the nearest thing around it. */
  readonly lineOf: (path: YamlPath) => number;
}

export interface YamlProblem {
  readonly line: number;
  readonly message: string;
}

const MAX_DEPTH = 12;
/** Counts a value again each time an alias repeats it, so that aliases of aliases stay harmless. */
const MAX_VALUES = 20_000;

/** Reads YAML 1.2 without tags and merge keys. `firstLine` is the text's first line in its file. Never throws. */
export function readYaml(text: string, firstLine: number): Result<YamlTree, YamlProblem> {
  const plain = readPlainYaml(text);
  return plain === undefined ? parseYaml(text, firstLine) : succeed(buildTree(plain, firstLine));
}

function buildTree(entries: readonly PlainEntry[], firstLine: number): YamlTree {
  const lines = new Map([[JSON.stringify([]), firstLine]]);
  const values = entries.map(({ name, value, line }): [string, YamlValue] => {
    lines.set(JSON.stringify([name]), firstLine + line);
    if (typeof value === "string") return [name, value];
    for (const [index, item] of value.entries()) lines.set(JSON.stringify([name, index]), firstLine + item.line);
    return [name, value.map((item) => item.value)];
  });
  return { value: Object.fromEntries(values), lineOf: (path) => findLine(lines, path, firstLine) };
}

/** Reads all of YAML; {@link readYaml} calls it for what is not plain. */
export function parseYaml(text: string, firstLine: number): Result<YamlTree, YamlProblem> {
  const lineCounter = new LineCounter();
  const lineAt = (offset: number) => Math.max(1, lineCounter.linePos(offset).line) + firstLine - 1;
  const document = parseDocument(text, {
    schema: "failsafe",
    merge: false,
    stringKeys: true,
    prettyErrors: false,
    // "silent" would let a second document pass unseen.
    logLevel: "error",
    lineCounter,
  });
  // The parser reports an unresolved tag only as a warning.
  const complaint = document.errors[0] ?? document.warnings[0];
  if (complaint) {
    const message = complaint.code === "RESOURCE_EXHAUSTION" ? "it is nested too deeply" : complaint.message;
    return fail({ line: lineAt(complaint.pos[0]), message });
  }
  const walk: Walk = { lineAt, lines: new Map(), anchors: new Map(), valueCount: 0, problem: undefined };
  const value = convert(document.contents, { path: [], line: firstLine }, walk);
  if (walk.problem) return fail(walk.problem);
  return succeed({ value, lineOf: (path) => findLine(walk.lines, path, firstLine) });
}

export function isGroup(value: YamlValue | undefined): value is YamlGroup {
  return typeof value === "object" && !Array.isArray(value);
}

interface Walk {
  readonly lineAt: (offset: number) => number;
  readonly lines: Map<string, number>;
  readonly anchors: Map<string, Node>;
  valueCount: number;
  problem: YamlProblem | undefined;
}

interface Place {
  readonly path: YamlPath;
  readonly line: number;
}

function convert(node: unknown, place: Place, walk: Walk): YamlValue | undefined {
  walk.valueCount += 1;
  if (place.path.length > MAX_DEPTH || walk.valueCount > MAX_VALUES) {
    walk.problem ??= { line: place.line, message: `at most ${MAX_DEPTH} levels and ${MAX_VALUES} values are read` };
  }
  if (walk.problem) return undefined;
  walk.lines.set(JSON.stringify(place.path), place.line);
  if (isAlias(node)) return convertAlias(node.source, place, walk);
  if (isNode(node) && "anchor" in node && node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  if (isMap<ParsedNode>(node)) return convertMap(node.items, place, walk);
  if (isSeq<ParsedNode>(node)) return convertSequence(node.items, place, walk);
  if (!isScalar(node)) return undefined;
  const text = removeForbiddenCharacters(String(node.value ?? ""));
  const isNull = node.type === "PLAIN" && ["", "~", "null", "Null", "NULL"].includes(text);
  return isNull ? undefined : text;
}

function convertAlias(anchor: string, place: Place, walk: Walk): YamlValue | undefined {
  const target = walk.anchors.get(anchor);
  if (target === undefined)
    walk.problem ??= { line: place.line, message: `no "&${anchor}" stands before "*${anchor}"` };
  return convert(target, place, walk);
}

type Pairs = readonly { readonly key: ParsedNode; readonly value?: unknown }[];

function convertMap(pairs: Pairs, { path }: Place, walk: Walk): YamlValue {
  const entries = pairs.flatMap(({ key, value }) => {
    const name = isScalar(key) ? removeForbiddenCharacters(String(key.value)) : String(key);
    const converted = convert(value, { path: [...path, name], line: walk.lineAt(key.range[0]) }, walk);
    return converted === undefined ? [] : [[name, converted] as const];
  });
  return Object.fromEntries(entries);
}

function convertSequence(items: readonly ParsedNode[], { path }: Place, walk: Walk): YamlValue {
  const values: YamlValue[] = [];
  for (const item of items) {
    const converted = convert(item, { path: [...path, values.length], line: walk.lineAt(item.range[0]) }, walk);
    if (converted !== undefined) values.push(converted);
  }
  return values;
}

function findLine(lines: ReadonlyMap<string, number>, path: YamlPath, firstLine: number): number {
  for (let length = path.length; length >= 0; length--) {
    const line = lines.get(JSON.stringify(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return firstLine;
}
