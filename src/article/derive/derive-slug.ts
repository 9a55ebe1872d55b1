import { cutAtWord } from "../../lib/text.ts";
import { TRANSLITERATIONS } from "./transliterations.ts";

const MAX_TITLE_LENGTH = 60;
/** As of a slug that is given: a longer address fits no header. */
const MAX_LENGTH = 200;

interface SlugSources {
  /** The article's name: of its file, or of its folder, without date and language. */
  readonly name: string;
  readonly title: string;
  /** The last resort: a name of digits alone names the article still better than nothing. */
  readonly key: string;
}

/** An article's slug: its file's name, else its title where the name says nothing. `ελληνικά` is `ellinika`; 日本語 stays. */
export function deriveSlug({ name, title, key }: SlugSources): string {
  const named = isTelling(name) ? shorten(slugify(name), MAX_LENGTH) : "";
  return named || slugOfTitle(title) || slugify(name) || slugify(key) || "article";
}

/** Digits, digests, one or two Latin letters or digits, and `index` are no names. */
function isTelling(name: string): boolean {
  const bare = name.replace(/[\s._-]/g, "");
  return !/^(?:\d*|[a-z\d]{1,2}|(?=.*\d)[\da-f]{8,}|index)$/i.test(bare);
}

/** Converts a text meant as a slug: `My Post!` is `my-post`. May be empty. */
export function slugOfText(text: string): string {
  return shorten(slugify(text), MAX_LENGTH);
}

/** At most 60 characters of a title. May be empty. */
export function slugOfTitle(title: string): string {
  return shorten(slugify(title), MAX_TITLE_LENGTH);
}

/** Cut at a word; a text without a break is cut within. */
function shorten(slug: string, maxLength: number): string {
  return cutAtWord(slug.replaceAll("-", " "), maxLength).replaceAll(" ", "-");
}

/** The slug of a person, a category or a tag; never empty, even for a name without letters. */
export function nameSlug(name: string): string {
  const codes = () => Array.from(name, (character) => `u${character.codePointAt(0)?.toString(16)}`).join("-");
  return shorten(slugify(spellSigns(name)) || codes(), MAX_LENGTH);
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
