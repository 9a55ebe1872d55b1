import { breakWord, SOFT_HYPHEN, splitPieces } from "./split-title.ts";

export interface FittedTitle {
  readonly lines: readonly string[];
  /** In pixels. */
  readonly fontSize: number;
}

export interface TitleBox {
  readonly width: number;
  readonly height: number;
  readonly lineHeight: number;
  /** BCP 47. */
  readonly language: string;
  /** The width of a text in em. */
  readonly measure: (text: string) => number;
}

const SIZES = [140, 124, 112, 100, 90, 80, 71, 63, 56, 50, 44];
/** Of a title with a word that is too wide in all of these: it is broken, in larger type than the smallest. */
const MAX_BROKEN_SIZE = 56;

/** Short words are prepositions and articles, mostly: a shortened title does not end with one. */
const DANGLING = /^\p{L}{1,3} $/u;

/**
 * The title in the largest type in which it fits its box; one that is too long is shortened at a word. Lines end between words,
 * after a hyphen between two, or inside a word that is wider than a line. Undefined if it has no words.
 */
export function fitTitle(title: string, box: TitleBox): FittedTitle | undefined {
  const pieces = splitPieces(title, box.language);
  const widest = Math.max(0, ...pieces.map((piece) => box.measure(finishLine(piece))));
  const whole = SIZES.filter((size) => widest * size <= box.width);
  const sizes = whole.length > 0 ? whole : SIZES.filter((size) => size <= MAX_BROKEN_SIZE);
  for (const fontSize of sizes) {
    const lines = breakLines(fitPieces(pieces, fontSize, box), fontSize, box);
    if (lines !== undefined) return { lines, fontSize };
  }
  const smallest = sizes.at(-1);
  return smallest === undefined ? undefined : shorten(fitPieces(pieces, smallest, box), smallest, box);
}

/** The text in one line of so many em, shortened at a word; nothing if not even its first word has room. */
export function fitLine(text: string, ems: number, { language, measure }: Pick<TitleBox, "language" | "measure">) {
  if (measure(text) <= ems) return text;
  const pieces = splitPieces(text, language);
  return shorten(pieces, 1, { width: ems, height: 1, lineHeight: 1, language, measure })?.lines[0];
}

/** The pieces with those broken that are wider than a line. */
function fitPieces(pieces: readonly string[], fontSize: number, { width, measure }: TitleBox): string[] {
  const ems = width / fontSize;
  const widthOf = (text: string) => measure(finishLine(text));
  return pieces.flatMap((piece) => (widthOf(piece) > ems ? breakWord(piece, ems, widthOf) : [piece]));
}

function shorten(pieces: readonly string[], fontSize: number, box: TitleBox): FittedTitle | undefined {
  for (let count = pieces.length - 1; count > 0; count--) {
    const kept = pieces.slice(0, count);
    if (count > 1 && DANGLING.test(kept.at(-1) ?? "")) continue;
    const last = kept.pop()?.replace(/[\s\p{Pd}\u00AD,;:.!?、。]+$/u, "");
    const lines = last ? breakLines([...kept, `${last}…`], fontSize, box) : undefined;
    if (lines !== undefined) return { lines, fontSize };
  }
  return undefined;
}

/** The lines, in as few as possible and then as even as possible; nothing if they are too many or too wide. */
function breakLines(pieces: readonly string[], fontSize: number, box: TitleBox): string[] | undefined {
  const maxLines = Math.floor(box.height / (fontSize * box.lineHeight));
  const fill = (width: number) => fillLines(pieces, width / fontSize, box.measure);
  const lines = fill(box.width);
  if (lines === undefined || lines.length > maxLines) return undefined;
  let [tooNarrow, width] = [0, box.width];
  while (width - tooNarrow > 4) {
    const middle = (tooNarrow + width) / 2;
    if (fill(middle)?.length === lines.length) width = middle;
    else tooNarrow = middle;
  }
  return fill(width);
}

function fillLines(pieces: readonly string[], ems: number, measure: TitleBox["measure"]): string[] | undefined {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (measure(finishLine(piece)) > ems) return undefined;
    if (line !== "" && measure(finishLine(line + piece)) > ems) {
      lines.push(finishLine(line));
      line = "";
    }
    line += piece;
  }
  return [...lines, finishLine(line)];
}

/** A soft hyphen is seen at the end of a line only. */
function finishLine(line: string): string {
  const text = line.trimEnd();
  return (text.endsWith(SOFT_HYPHEN) ? `${text.slice(0, -1)}-` : text).replaceAll(SOFT_HYPHEN, "");
}
