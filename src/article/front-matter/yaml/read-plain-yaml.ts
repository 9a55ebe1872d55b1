/**
 * The YAML that nearly every front matter is: names with a text or a list of texts, each on a line of its own. Read here without
 * the tree, the ranges and the errors of a whole parser, which takes ten times as long. Everything else is undefined, and then
 * the parser's business, errors included; what is read here, it reads in the same way (a property test compares them).
 */
export interface PlainEntry {
  readonly name: string;
  readonly value: string | readonly PlainItem[];
  /** 0-based, within the text. */
  readonly line: number;
}

export interface PlainItem {
  readonly value: string;
  readonly line: number;
}

const NAME = String.raw`[A-Za-z_][\w-]{0,60}`;
/** Characters that are none of YAML's signs wherever they are within a text. */
const SAFE = String.raw`\p{L}\p{M}\p{N}.,'’!?()/_+–—=&;%@~\-`;
/** A colon only before a letter, a digit or a slash; no white space but single blanks. */
const TEXT = String.raw`[\p{L}\p{N}](?:[${SAFE}"]|:(?=[\p{L}\p{N}/])| (?=[${SAFE}"]))*`;
const QUOTED = `"(?:[${SAFE}:#]| (?=[${SAFE}:#]))*"`;
/** Between brackets a comma parts two items. */
const ITEM = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}./_+-]| (?=[\p{L}\p{N}]))*`;

const ENTRY = new RegExp(`^(${NAME}): {1,4}(?:(${TEXT})|(${QUOTED})|\\[(${ITEM}(?:, ${ITEM})*)\\])$`, "u");
const LIST_NAME = new RegExp(`^(${NAME}):$`);
const LIST_ITEM = new RegExp(`^( {0,4})- (?:(${TEXT})|(${QUOTED}))$`, "u");
/** The spellings of a value that YAML reads as absent. */
const NULL = /^(?:null|Null|NULL)$/;

/** The entries in their order, or undefined for a text that is not as plain as that. */
export function readPlainYaml(text: string): readonly PlainEntry[] | undefined {
  const entries: PlainEntry[] = [];
  const names = new Set<string>();
  const lines = text.replace(/\n$/, "").split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const entry = readEntry(lines, at);
    if (entry === undefined || names.has(entry.name)) return undefined;
    names.add(entry.name);
    entries.push(entry);
    if (typeof entry.value !== "string" && LIST_NAME.test(lines[at] ?? "")) at += entry.value.length;
  }
  return entries;
}

function readEntry(lines: readonly string[], line: number): PlainEntry | undefined {
  const written = lines[line] ?? "";
  const listName = LIST_NAME.exec(written)?.[1];
  if (listName !== undefined) return readList(listName, lines, line);
  const [, name, plain, quoted, list] = ENTRY.exec(written) ?? [];
  if (name === undefined) return undefined;
  if (list !== undefined) {
    const items = list.split(", ").map((value) => ({ value, line }));
    return items.some(({ value }) => NULL.test(value)) ? undefined : { name, value: items, line };
  }
  const value = plain ?? quoted?.slice(1, -1);
  return value === undefined || (plain !== undefined && NULL.test(plain)) ? undefined : { name, value, line };
}

/** A list whose items have a line each, all indented alike. */
function readList(name: string, lines: readonly string[], line: number): PlainEntry | undefined {
  const items: PlainItem[] = [];
  let indentation: string | undefined;
  for (let at = line + 1; at < lines.length; at += 1) {
    const [, indent, plain, quoted] = LIST_ITEM.exec(lines[at] ?? "") ?? [];
    if (indent === undefined) break;
    indentation ??= indent;
    const value = plain ?? quoted?.slice(1, -1);
    if (value === undefined || indent !== indentation || (plain !== undefined && NULL.test(plain))) return undefined;
    items.push({ value, line: at });
  }
  return items.length === 0 ? undefined : { name, value: items, line };
}
