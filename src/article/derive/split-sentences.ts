/** Sentence ends of Latin, Greek, Cyrillic, Chinese, Japanese, Arabic, Urdu and Hindi, and the quotes that close after them. */
const ENDINGS = /[.!?…。！？؟۔।]+["”’'»)\]」』）]*/gu;

const FULL_WIDTH = /^[。！？]/u;

/** After these a full stop never ends a sentence: a name or number follows. */
const TITLES = new Set(
  "mr mrs ms dr prof sen rep gov gen lt col capt cmdr adm maj sgt pvt hon rev st mt ft vs no nos fig vol pp e.g i.e cf al approx г ул им см".split(
    " ",
  ),
);

/** Abbreviations that end a sentence only if the next word commonly begins one. */
const ABBREVIATIONS = new Set(
  "jr sr inc ltd co corp llc plc dept est etc jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m".split(" "),
);

const STARTERS = new Set(
  (
    "the a an he she it they we i you this that these those there in on at as but and or so if when while after before " +
    "for from with its his her their our my what who why how no not both some many most all one two"
  ).split(" "),
);

/**
 * Splits a text (one paragraph, white space collapsed) into sentences, each with its closing mark and quotes; at most `limit`
 * of them.
 */
export function splitSentences(text: string, limit = Number.POSITIVE_INFINITY): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(ENDINGS)) {
    const end = match.index + match[0].length;
    if (!isSentenceEnd(text, match.index, end)) continue;
    sentences.push(text.slice(start, end).trim());
    if (sentences.length >= limit) return sentences;
    start = end;
  }
  const rest = text.slice(start).trim();
  if (rest !== "") sentences.push(rest);
  return sentences;
}

function isSentenceEnd(text: string, markAt: number, end: number): boolean {
  const following = text.slice(end, end + 40);
  if (following.trim() === "") return true;
  const marks = text.slice(markAt, end);
  // 「はい。」と言った: the sentence goes on after a quotation.
  if (FULL_WIDTH.test(marks)) return !/[」』）]$/.test(marks) || !/^\s*\p{sc=Hiragana}/u.test(following);
  if (!/^\s/.test(following) || /^\s+["“‘'«(]?\p{Ll}/u.test(following)) return false;
  return marks.startsWith(".") && !marks.startsWith("..") ? isStopAfter(lastWord(text, markAt), following) : true;
}

function lastWord(text: string, markAt: number): string {
  return /[\p{L}\p{N}.]+$/u.exec(text.slice(Math.max(0, markAt - 30), markAt))?.[0] ?? "";
}

/** Whether a full stop after this word ends a sentence, given what follows it. */
function isStopAfter(word: string, following: string): boolean {
  const lowerCased = word.toLowerCase();
  const nextWord = /^\s+["“‘'«(]?([\p{L}\p{N}]+)/u.exec(following)?.[1] ?? "";
  if (TITLES.has(lowerCased)) return false;
  const isInitial = /^(?:\p{L}\.)*\p{Lu}$/u.test(word);
  if (isInitial || ABBREVIATIONS.has(lowerCased)) return STARTERS.has(nextWord.toLowerCase());
  return true;
}
