// Texts in seven scripts whose words are as unevenly frequent as those of a language (Zipf and Mandelbrot), from a seed.

export interface Script {
  readonly name: string;
  /** The word of a rank; the most frequent has rank 0. */
  readonly word: (rank: number) => string;
  readonly space: string;
  readonly vocabulary: number;
  /** Words of a text. */
  readonly length: number;
}

/** Unique for each rank: the digits of the rank, in syllables. Frequent words are short. */
function spell(syllables: readonly string[]): (rank: number) => string {
  return (rank) => {
    let rest = rank;
    let word = syllables[rest % syllables.length] ?? "";
    for (rest = Math.floor(rest / syllables.length); rest > 0; rest = Math.floor((rest - 1) / syllables.length)) {
      word += syllables[(rest - 1) % syllables.length] ?? "";
    }
    return word;
  };
}

function join(consonants: string, vowels: string): string[] {
  return Array.from(consonants).flatMap((consonant) => Array.from(vowels, (vowel) => consonant + vowel));
}

const letterAt = (first: number) => (rank: number) => String.fromCodePoint(first + rank);

export const scripts: readonly Script[] = [
  { name: "Latin", word: spell(join("bcdfghklmnprstv", "aeiou")), space: " ", vocabulary: 60_000, length: 160 },
  { name: "Greek", word: spell(join("βγδθκλμνπρστ", "αειου")), space: " ", vocabulary: 60_000, length: 140 },
  { name: "Cyrillic", word: spell(join("бвгдзклмнпрст", "аеиоу")), space: " ", vocabulary: 60_000, length: 140 },
  { name: "Arabic", word: spell(join("بتجحدرسشعفقكلمن", "اوي")), space: " ", vocabulary: 60_000, length: 140 },
  { name: "Hebrew", word: spell(join("בגדהזחטכלמנספצקרשת", "אוי")), space: " ", vocabulary: 60_000, length: 140 },
  { name: "CJK", word: letterAt(0x4e00), space: "", vocabulary: 3500, length: 350 },
  { name: "Thai", word: letterAt(0x0e01), space: "", vocabulary: 44, length: 500 },
];

/** Mulberry32. */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const sums = new Map<Script, Float64Array>();

function sumsOf(script: Script): Float64Array {
  const known = sums.get(script);
  if (known !== undefined) return known;
  const made = new Float64Array(script.vocabulary);
  let sum = 0;
  for (let rank = 0; rank < made.length; rank += 1) made[rank] = sum += (rank + 2.7) ** -1.05;
  sums.set(script, made);
  return made;
}

function drawWord(script: Script, chance: () => number): string {
  const ranks = sumsOf(script);
  const wanted = chance() * (ranks.at(-1) ?? 0);
  let [low, high] = [0, ranks.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranks[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return script.word(low);
}

export function drawText(script: Script, words: number, chance: () => number): string {
  return Array.from({ length: words }, () => drawWord(script, chance)).join(script.space);
}

/** Every second article is in Latin letters. */
export function scriptOf(number: number): Script {
  const [latin, ...others] = scripts;
  const other = others[Math.floor(number / 2) % others.length];
  if (latin === undefined || other === undefined) throw new Error("There is no script");
  return number % 2 === 0 ? latin : other;
}

/** Words of a script by rank, as a query. */
function ask(name: string, ranks: readonly number[], space = " "): string {
  const script = scripts.find((known) => known.name === name);
  return ranks.map((rank) => script?.word(rank) ?? "").join(space);
}

const count = (length: number, from = 0) => Array.from({ length }, (_, index) => from + index);

/** Words of all frequencies, alone and together, in each script. */
export const ordinaryQueries: readonly string[] = [
  ...scripts.flatMap(({ name, space }) => [
    ask(name, [20]),
    ask(name, name === "Thai" ? [5, 11, 7] : [300, 40], space),
    ask(name, name === "Thai" ? [30, 2, 14, 9] : [1500, 700], space),
    ask(name, [7, 25], space),
    ask(name, name === "CJK" || name === "Thai" ? [3, 12, 9, 20] : [120, 260, 15], space),
    ask(name, name === "CJK" || name === "Thai" ? [1, 15] : [30_000], space),
    `"${ask(name, [12, 33], space)}"`,
  ]),
  `${ask("Latin", [90])} ${ask("Greek", [80])}`,
];

export const hostileQueries: readonly string[] = [
  ask("Latin", [0]),
  ask("Latin", count(8)),
  `"${ask("Latin", count(8))}"`,
  `"${ask("Latin", [...count(8)].reverse())}"`,
  `"${ask("Latin", count(4))}"`,
  `"${ask("Latin", [2, 0, 1])}" "${ask("Latin", [5, 3, 4])}"`,
  ask("Latin", count(8), "."),
  ask("Latin", count(16), "."),
  ask("Latin", count(8, 40)),
  ask("CJK", count(16), ""),
  ask("CJK", count(16).reverse(), ""),
  ask("CJK", [0], "").repeat(200),
  ask("Thai", count(16), ""),
  ask("Thai", count(16).reverse(), ""),
  ask("Thai", [3, 0, 2, 1, 0, 2, 3, 1], ""),
  "bab",
  "bac",
  `${ask("Latin", count(7))} bab`,
  "x".repeat(10_000),
  '"'.repeat(5000),
];
