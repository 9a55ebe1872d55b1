/** An adult reads so much silently in a minute: words (Brysbaert 2019), and characters of scripts without blanks between words. */
const WORDS_PER_MINUTE = 240;
const CHARACTERS_PER_MINUTE = 500;

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/** Minutes, rounded; 0 for a text of less than half a minute. */
export function estimateMinutes(text: string): number {
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  const words = text.replace(UNSPACED, " ").match(WORD)?.length ?? 0;
  return Math.round(words / WORDS_PER_MINUTE + unspaced / CHARACTERS_PER_MINUTE);
}
