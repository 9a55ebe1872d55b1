/** Operations on plain text. Lengths are UTF-16 units, as everywhere in JavaScript. */

/** XML 1.0 §2.2 `Char`, less what it allows but discourages and no reader shows: DEL, the C1 controls, noncharacters. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|\p{NChar}/gu;

// Told without Unicode's tables: most texts, then those of any script. V8 compares a class of few ranges the quickest.
const PLAIN = /* @__PURE__ */ allOf("[\\t\\n -~\\u00A0-\\uD7FF]");
const SOUND = /* @__PURE__ */ allOf("[\\t\\n\\r -~\\u00A0-\\uD7FF\\uE000-\\uFDCF\\uFDF0-\\uFFFD]");
const EMOJI = /[\uD83C-\uD83E][\uDC00-\uDFFF]/g;

/** Eight at a time: whether the text ends is asked once for all eight, which takes two thirds of the time. */
function allOf(characters: string): RegExp {
  return new RegExp(`^(?:${characters.repeat(8)})*${characters}{0,7}$`);
}

/** Removes what no XML document may hold: controls but TAB, LF and CR, lone surrogates and noncharacters. */
export function removeForbiddenCharacters(text: string): string {
  return PLAIN.test(text) || SOUND.test(text.replace(EMOJI, "")) ? text : text.replace(FORBIDDEN, "");
}

/** One space for each run of white space (line breaks and no-break spaces included), none at either end. */
export function collapseWhitespace(text: string): string {
  return (/[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, " ") : text).trim();
}

/** A text from outside as one clean line: a title, a name, a caption. */
export function cleanLine(text: string): string {
  return collapseWhitespace(removeForbiddenCharacters(text));
}

/** Scripts without spaces between words, in which a line may break between any two letters. */
const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}。、！？]/u;

/** Whether a character belongs to a script written without spaces between words. */
export function isSpaceless(character: string): boolean {
  return SPACELESS.test(character);
}

const SPACELESS_LINE_END =
  /([\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}。、！？])\n(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}。、！？])/gu;

/** Between such characters a line break would show as a space that the author did not write. */
export function joinSpacelessLines(text: string): string {
  return text.replace(SPACELESS_LINE_END, "$1");
}

/** The text, or its longest beginning of at most `maxLength` that ends with a whole word. One endless word is cut within. */
export function cutAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  for (let end = maxLength; end > 0; end--) {
    if (isWordBreak(text, end)) return text.slice(0, end).trimEnd();
  }
  return cutAtCharacter(text, maxLength);
}

/** Like {@link cutAtWord}; what was cut off is marked by an ellipsis, which counts. */
export function cutWithEllipsis(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${cutAtWord(text, maxLength - 1).replace(/[\s,;:–—-]{1,9}$/, "")}…`;
}

function isWordBreak(text: string, end: number): boolean {
  const [before = "", after = ""] = [text[end - 1], text[end]];
  return /\s/.test(after) || (isSpaceless(before) && !/[\p{M}\u200D]/u.test(after) && !isPairedAt(text, end));
}

function cutAtCharacter(text: string, maxLength: number): string {
  let end = maxLength;
  // Cuts between grapheme clusters, so that letters keep their accents and emoji their parts; a text of accents only is cut
  // anywhere.
  while (end > maxLength - 16 && end > 1 && /^[\p{M}\u200D]/u.test(text.slice(end, end + 2))) end--;
  return text.slice(0, isPairedAt(text, end) ? end - 1 : end);
}

/** Whether the position parts the two halves of one character beyond U+FFFF. */
function isPairedAt(text: string, position: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(position - 1, position + 1));
}
