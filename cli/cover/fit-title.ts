export interface FittedTitle {
  readonly lines: readonly string[];
  /** In pixels. */
  readonly fontSize: number;
}

export interface TitleBox {
  readonly width: number;
  readonly height: number;
  readonly lineHeight: number;
  /** The width of a text in em. */
  readonly measure: (text: string) => number;
}

const SIZES = [108, 96, 86, 78, 70, 63, 52];
/** Only for a word that is wider than the card in the sizes above; a title with too many words is shortened instead. */
const SMALL_SIZES = [50, 45, 40, 36, 32];

/** Short words are prepositions and articles, mostly: a shortened title does not end with one. */
const DANGLING = /^\p{L}{1,3} $/u;

/**
 * The title in the largest type in which it fits its box; one that is too long is shortened at a word. Lines end between
 * words, or after a hyphen between two; a word is never cut. Nothing, if one word alone is too wide in the smallest type.
 */
export function fitTitle(title: string, box: TitleBox): FittedTitle | undefined {
  const pieces = splitPieces(title);
  const widest = Math.max(0, ...pieces.map((piece) => box.measure(piece.trimEnd())));
  const hasRoom = (size: number) => widest * size <= box.width;
  const sizes = SIZES.some(hasRoom) ? SIZES.filter(hasRoom) : SMALL_SIZES.filter(hasRoom).slice(0, 1);
  for (const fontSize of sizes) {
    const lines = breakLines(pieces, fontSize, box);
    if (lines !== undefined) return { lines, fontSize };
  }
  const smallest = sizes.at(-1);
  return smallest === undefined ? undefined : shorten(pieces, smallest, box);
}

/** The text in one line of so many em, shortened at a word; nothing if not even its first word has room. */
export function fitLine(text: string, ems: number, measure: TitleBox["measure"]): string | undefined {
  if (measure(text) <= ems) return text;
  return shorten(splitPieces(text), 1, { width: ems, height: 1, lineHeight: 1, measure })?.lines[0];
}

function shorten(pieces: readonly string[], fontSize: number, box: TitleBox): FittedTitle | undefined {
  for (let count = pieces.length - 1; count > 0; count--) {
    const kept = pieces.slice(0, count);
    if (count > 1 && DANGLING.test(kept.at(-1) ?? "")) continue;
    const last = kept.pop()?.replace(/[\s\p{Pd},;:.!?]+$/u, "");
    const lines = last ? breakLines([...kept, `${last}…`], fontSize, box) : undefined;
    if (lines !== undefined) return { lines, fontSize };
  }
  return undefined;
}

/**
 * Splits a title into pieces between which a line may break, each with the space after it. A one-letter word stays with the
 * next word (a rule in Slavic languages, harmless elsewhere), and French spaced punctuation with the word before it.
 */
function splitPieces(title: string): string[] {
  return title
    .replace(/ (?=[:;!?»%–—](?: |$))/g, "\u00A0")
    .replace(/(?<=^|[ \u00A0])(\p{L}) (?=\S)/gu, "$1\u00A0")
    .split(/(?<= )|(?<=\p{L}{3}[-–—/])(?=\p{L}{3})/u)
    .filter((piece) => piece !== "");
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
    if (measure(piece.trimEnd()) > ems) return undefined;
    if (line !== "" && measure((line + piece).trimEnd()) > ems) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}
