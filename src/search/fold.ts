/** Part of every index: raise it with each change of what {@link listTokens} returns, so that stored indexes are built again. */
export const FOLD_VERSION = "1";

/**
 * Marks that people leave out when they search: accents, Hebrew points, Arabic vowel signs and the tatweel. Those of Indic scripts and of
 * Thai are letters of their own; й is a letter too.
 */
const DROPPED_MARKS =
  /(?<!\u0438)\u0306|[\u0300-\u0305\u0307-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200b-\u200f\u00ad]/gu;

/** Letters that no normalization form takes apart, final forms, and the spellings of one letter on Arabic and Persian keyboards. */
const letters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ς: "σ",
  ך: "כ",
  ם: "מ",
  ן: "נ",
  ף: "פ",
  ץ: "צ",
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ة: "ه",
  ە: "ه",
  ٱ: "ا",
};

const FOLDED_LETTERS = new RegExp(`[${Object.keys(letters).join("")}٠-٩۰-۹]`, "gu");

/** One spelling for all forms that readers take for the same word. Unicode's compatibility forms become plain letters. */
function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(DROPPED_MARKS, "")
    .normalize("NFC")
    .replace(FOLDED_LETTERS, (letter) => letters[letter] ?? String((letter.codePointAt(0) ?? 0) & 0xf));
}

/**
 * A word; or one character with its marks of a script that has no spaces between words, or whose words carry their particles (Hangul):
 * those are found as phrases. Emoji are words.
 */
const SPACELESS =
  "[[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]&&[\\p{L}\\p{N}]]";
const TOKEN = new RegExp(
  `${SPACELESS}\\p{M}*|(?:(?!${SPACELESS})[\\p{L}\\p{N}])(?:(?!${SPACELESS})[\\p{L}\\p{N}\\p{M}])*|\\p{Extended_Pictographic}`,
  "gv",
);
const IS_SPACELESS = new RegExp(`^${SPACELESS}`, "v");

/** The Arabic article, with the particles that are written in one with it. */
const ARABIC_ARTICLE = /^[وفبك]?ال(?=\p{sc=Arab}{3})/u;

/**
 * Scripts of a few dozen letters without spaces: one letter is in nearly every article, so that their tokens are pairs of letters, each
 * beginning with the second of the one before.
 */
const PAIRED = /^[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

/** The words of a text in the spelling of the index. None holds a space, a quote or a control. */
export function listTokens(text: string): string[] {
  return pairLetters(listCharacters(foldText(text))).map(({ token }) => token);
}

function listCharacters(folded: string): PlacedToken[] {
  return Array.from(folded.matchAll(TOKEN), ({ 0: token, index }) => ({
    token: token.replace(ARABIC_ARTICLE, ""),
    start: index,
    end: index + token.length,
  }));
}

/** A single letter between spaces is a token of its own. */
function pairLetters(characters: readonly PlacedToken[]): PlacedToken[] {
  const areNeighbours = (one: PlacedToken | undefined, other: PlacedToken | undefined) =>
    one !== undefined &&
    other !== undefined &&
    PAIRED.test(one.token) &&
    PAIRED.test(other.token) &&
    (other.start === one.end || other.start === one.start);
  return characters.flatMap((character, index) => {
    const [before, after] = [characters[index - 1], characters[index + 1]];
    if (after !== undefined && areNeighbours(character, after)) {
      return [{ token: character.token + after.token, start: character.start, end: after.end }];
    }
    return areNeighbours(before, character) ? [] : [character];
  });
}

/** Whether a token is one character of a text without spaces: it has no beginning to search by. */
export function isCharacterToken(token: string): boolean {
  return IS_SPACELESS.test(token);
}

/** A word of a text: where it is, and how the index spells it. */
export interface PlacedToken {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

/** Cuts that no folding crosses: a token of the folded text lies within one of these of the written text. Half-width voicing marks
 * and the Thai and Lao vowel AM join the letter before them. */
const WRITTEN_WORD = /[\p{L}\p{N}\p{M}\p{Cf}\u0640]+|\p{Extended_Pictographic}/gu;
const WRITTEN_CHARACTER = new RegExp(`${SPACELESS}[\\p{M}\\uff9e\\uff9f\\u0e33\\u0eb3]*|(?:(?!${SPACELESS}).)+`, "gsv");

/** The tokens of {@link listTokens} with their places in the text as it is written. */
export function placeTokens(text: string): PlacedToken[] {
  const characters = Array.from(text.matchAll(WRITTEN_WORD)).flatMap(({ 0: word, index: wordStart }) =>
    Array.from(word.matchAll(WRITTEN_CHARACTER)).flatMap(({ 0: part, index }) => {
      const start = wordStart + index;
      return listCharacters(foldText(part)).map(({ token }) => ({ token, start, end: start + part.length }));
    }),
  );
  return pairLetters(characters);
}
