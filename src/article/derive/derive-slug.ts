import { cutAtWord } from "../../lib/text.ts";
import { TRANSLITERATIONS } from "./transliterations.ts";

const MAX_LENGTH = 60;
/** As of a slug that is given: a longer address fits no header. */
const MAX_NAME_LENGTH = 200;

/** An article's slug: from its title, else from its key without the date. `ελληνικά` is `ellinika`; 日本語 stays 日本語. */
export function deriveSlug(title: string, key: string): string {
  const words = slugify(title) || slugify(nameOfKey(key)) || slugify(key) || "article";
  return shorten(words, MAX_LENGTH);
}

function shorten(slug: string, maxLength: number): string {
  return cutAtWord(slug.replaceAll("-", " "), maxLength).replaceAll(" ", "-");
}

/** The part of a key that names: `2023-06-12-kim` is `kim`. */
export function nameOfKey(key: string): string {
  return (key.split("/").at(-1) ?? key).replace(/^\d{4}-\d{2}-\d{2}-?/, "");
}

/** The slug of a person, a category or a tag; never empty, even for a name without letters. */
export function nameSlug(name: string): string {
  const codes = () => Array.from(name, (character) => `u${character.codePointAt(0)?.toString(16)}`).join("-");
  return shorten(slugify(spellSigns(name)) || codes(), MAX_NAME_LENGTH);
}

/** C, C++, C# and F# are four labels. A sign counts where it ends a word. */
function spellSigns(name: string): string {
  return name
    .replace(/(?<=[\p{L}\p{N}+])\+(?=\+*(?:[^\p{L}\p{N}+]|$))/gu, " plus ")
    .replace(/(?<=\p{L})#(?![\p{L}\p{N}])/gu, " sharp ");
}

/** Letters of a to z, digits and hyphens; where most letters have no such spelling, letters as they are. May be empty. */
function slugify(text: string): string {
  const joined = text.replace(/['’ʼ]/g, "").replace(/(?<=(?:^|[^\p{L}])\p{L})\.(?=\p{L}(?:[^\p{L}]|$))/gu, "");
  const latin = transliterate(joined);
  const letters = countLetters(latin);
  const foreign = countLetters(latin.replace(/[a-z]/g, ""));
  if (foreign * 2 > letters)
    return hyphenate(joined.normalize("NFC").toLowerCase(), /^\p{M}+|[^\p{L}\p{M}\p{N}][^\p{L}\p{N}]*/gu);
  return hyphenate(latin, /[^a-z0-9]+/g);
}

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

function hyphenate(text: string, separators: RegExp): string {
  return text.replace(separators, "-").replace(/^-|-$/g, "");
}

function transliterate(text: string): string {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(
    /ου|αυ|ευ|[ßæøœđðłþı]|\p{sc=Greek}|\p{sc=Cyrillic}/gu,
    (letter) => TRANSLITERATIONS[letter] ?? letter,
  );
}
