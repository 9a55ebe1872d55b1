/** Scripts without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
/** JIS X 4051: a line begins with none of these, and ends with no opening bracket. */
const CLOSING = /^[\p{Pe}\p{Pf}、。，．・：；？！…‥ー〜々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!%]/u;
const OPENING = /[\p{Ps}\p{Pi}]$/u;

/** Where a word may be broken: shown as a hyphen if the line ends there. */
export const SOFT_HYPHEN = "\u00AD";

/**
 * Splits a title into pieces between which a line may break, each with the space after it. A one-letter word stays with the
 * next word (a rule in Slavic languages, harmless elsewhere), and spaced punctuation of French with its word.
 */
export function splitPieces(title: string, language: string): string[] {
  return title
    .replace(/ (?=[:;!?»%–—][\p{Po}\p{Pf}]*(?: |$))|(?<=«) /gu, "\u00A0")
    .replace(/(?<=^|[ \u00A0])(\p{L}) (?=\S)/gu, "$1\u00A0")
    .split(/(?<=[ \u00AD])|(?<=\p{L}{4}[-–—/])(?=\p{L}{4})/u)
    .flatMap((piece) => (UNSPACED.test(piece) ? splitUnspaced(piece, language) : [piece]))
    .filter((piece) => piece !== "");
}

/** By the dictionaries of ICU. */
function splitUnspaced(text: string, language: string): string[] {
  const segments = new Intl.Segmenter(language, { granularity: "word" }).segment(text);
  const pieces: string[] = [];
  for (const { segment } of segments) {
    const last = pieces.at(-1);
    if (last === undefined || !(CLOSING.test(segment) || /^\s/.test(segment) || OPENING.test(last)))
      pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}

const MIN_PART = 3;
/** A syllable begins with one consonant before a vowel, in most languages with these letters. */
const SYLLABLE =
  /(?<=[\p{L}\p{M}])(?=[bcdfghjklmnpqrstvwxzßñçčďłńňřšśťžźżβγδζθκλμνξπρστφχψбвгджзклмнпрстфхцчшщ][aeiouyäöüåæøœáéíóúýàèìòùâêîôûëïőűăąęěůαεηιουωάέήίόύώаеёиоуыэюяіїє])/giu;

/**
 * Breaks a word that is wider than a line, as even as possible, at its own soft hyphens, else between syllables, else anywhere. Each
 * part but the last ends with a soft hyphen, which `measure` takes for a hyphen.
 */
export function breakWord(word: string, ems: number, measure: (text: string) => number): string[] {
  const count = Math.ceil(measure(word) / ems);
  for (const points of [findPoints(word, SYLLABLE), findPoints(word, /(?<=\P{M})(?=\P{M})/gu)]) {
    for (let parts = count; parts <= count + 1; parts += 1) {
      const broken = cutAt(word, points, parts);
      if (broken.every((part) => measure(part) <= ems)) return broken;
    }
  }
  return [word];
}

function findPoints(word: string, places: RegExp): number[] {
  const points = [...word.matchAll(places)].map(({ index }) => index);
  return points.filter((index) => index >= MIN_PART && index <= word.length - MIN_PART);
}

function cutAt(word: string, points: readonly number[], count: number): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let part = 1; part < count; part += 1) {
    const ideal = (word.length * part) / count;
    const near = points.filter((point) => point > start).sort((a, b) => Math.abs(a - ideal) - Math.abs(b - ideal))[0];
    if (near === undefined) break;
    parts.push(word.slice(start, near) + SOFT_HYPHEN);
    start = near;
  }
  return [...parts, word.slice(start)];
}
