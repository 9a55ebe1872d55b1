import { heldBackRowOf } from "../held-back-words.ts";
import { fieldOf, normaliseKey } from "../key-names.ts";
import { type HeaderLine, isSignal, readHeaderLine } from "../read-headers.ts";

/** Front matter that no tool's fences enclose, or that another tool's do: it would be published as text. */
export interface Unfenced {
  /** 1-based, within the text. */
  readonly line: number;
  readonly message: string;
}

/** Of a file's beginning, which is where front matter is. */
const MAX_LINES = 60;
/** Fences of a wrong length, with dashes that a word processor made of hyphens, or indented. */
const BAD_FENCE = /^\s*(?:-{2,}|[–—]+|\+{2,}|;{2,}|={3,}|~{3,}|\*{3,})\s*\w*\s*$/u;
const FENCE = /^\s*(?:-{2,}|[–—]+|\+{2,}|;{2,})\s*$/u;
/** `title = "A"`: TOML. */
const ASSIGNMENT = /^\s*([\p{L}_][\p{L}\p{N}_-]{0,40})\s*=\s*(?:["'[{\d]|true\b|false\b)/u;
/** Nikola's `.. title: A`, AsciiDoc's `:title: A`, JSON's `"title": "A",`. */
const FOREIGN = /^\s*(?:\.\. |:|["'])([\p{L}_][\p{L}\p{N} _-]{0,40})["']?:\s*(.*)$/u;

export function findUnfenced(text: string): Unfenced | undefined {
  const lines = text.split("\n", MAX_LINES);
  const end = lines.findIndex((line) => line.trim() === "");
  const block = end === -1 ? lines : lines.slice(0, end);
  const [first = ""] = block;
  const known = block.flatMap((line, index) => (isKnown(line) ? [index] : []));
  const [firstKnown] = known;
  if (firstKnown === undefined) return undefined;
  if (BAD_FENCE.test(first) && firstKnown <= 2) {
    const message = `the first line must be ---, +++ or ;;; to open it, found ${JSON.stringify(first.slice(0, 40))}; write ---`;
    return { line: 1, message };
  }
  const closing = block.findIndex((line, index) => index > firstKnown && FENCE.test(line));
  if (firstKnown <= 1 && closing !== -1) {
    return {
      line: firstKnown + 1,
      message: `nothing opens it, but line ${closing + 1} closes it; write --- above line ${firstKnown + 1}`,
    };
  }
  if (firstKnown > 1 || !(known.length > 1 || isStrong(block[firstKnown] ?? ""))) return undefined;
  const line = firstKnown + 1;
  return {
    line,
    message: `line ${line} begins like front matter, which must stand between --- and ---; write --- above and below its lines`,
  };
}

function isKnown(line: string): boolean {
  const name = nameOf(line);
  return name !== undefined && (fieldOf(name) !== undefined || heldBackRowOf(name) !== undefined);
}

function nameOf(line: string): string | undefined {
  return ASSIGNMENT.exec(line)?.[1] ?? FOREIGN.exec(line)?.[1] ?? readHeaderLine(line)?.name;
}

/** A line that identifies front matter by itself: dates and bylines do not, as wire copy may begin with them. */
function isStrong(line: string): boolean {
  if (ASSIGNMENT.test(line) || FOREIGN.test(line)) return true;
  const header: HeaderLine | undefined = readHeaderLine(line);
  return header !== undefined && isSignal(header) && normaliseKey(header.name) !== "date";
}
