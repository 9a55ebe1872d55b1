import { cutWithEllipsis, isSpaceless } from "../../lib/text.ts";
import { splitSentences } from "./split-sentences.ts";

const MAX_LENGTH = 100;
/** A title cut at a clause says at least this much; else it is cut at a word. */
const MIN_LENGTH = 30;
/** No sentence is read further: its title ends long before. */
const MAX_READ = 2_000;

/** A title from an article's lead: its first sentence without its source, shortened to 100 characters at a clause. */
export function deriveTitle(lead: string): string {
  const sentence = splitSentences(lead.slice(0, MAX_READ), 1)[0] ?? "";
  return trimClosingStop(shorten(cutSource(sentence)));
}

const SOURCE_WORDS =
  "(?:according to|as reported by|as first reported by|reported by|citing|σύμφωνα με|по данным|по словам)";
const LEADING_SOURCE = new RegExp(`^${SOURCE_WORDS}\\s[^,]{1,80},\\s+`, "iu");
/** Between two commas, the rest of the sentence goes on: "Kim, according to KCNA, pledged". */
const INNER_SOURCE = new RegExp(`^(.{1,${MIN_LENGTH}}?),\\s+${SOURCE_WORDS}\\s[^,]{1,80},`, "iu");
const TRAILING_SOURCE = new RegExp(`,\\s+${SOURCE_WORDS}\\s.*$`, "iu");
const WHEN = "(?:\\s(?:on|late on|early on)\\s\\p{Lu}\\p{L}+|\\sin a statement)?";
const TRAILING_SPEAKER = new RegExp(
  `,\\s+(?:[^,]{1,60}\\s(?:said|says|reported|reports|announced)|(?:said|says|reported|reports)\\s[^,]{1,60}?)${WHEN}[.]?$`,
  "u",
);

function cutSource(sentence: string): string {
  const rest = sentence.replace(LEADING_SOURCE, "");
  const whole = rest === sentence ? sentence : rest.charAt(0).toUpperCase() + rest.slice(1);
  const inner = whole.replace(INNER_SOURCE, "$1");
  if (inner !== whole) return inner;
  return cutTail(cutTail(whole, TRAILING_SOURCE), TRAILING_SPEAKER);
}

/** Cuts only what leaves enough to be a title. */
function cutTail(sentence: string, tail: RegExp): string {
  const head = sentence.replace(tail, "");
  return head.length >= MIN_LENGTH ? head : sentence;
}

/**
 * Before these words, and before punctuation that parts clauses, a sentence may stop and still make sense; not within
 * "six years after".
 */
const CLAUSES =
  /(?<!\b(?:years?|months?|weeks?|days?|hours?|minutes?|decades?))\s+(?=(?:by|after|as|while|when|amid|following|because|which|who|whose|where|although|though|despite|before|since|until|if|but|unless|whereas|saying|adding|όταν|καθώς|ενώ|αφού|когда|после|чтобы|который|которая)\s)|[,;:]\s|[、，；：]|\s[–—(-]|—/giu;

function shorten(sentence: string): string {
  if (sentence.length <= MAX_LENGTH) return sentence;
  let best = "";
  for (const { index } of sentence.matchAll(CLAUSES)) {
    if (index > MAX_LENGTH) break;
    const head = trimDangling(sentence.slice(0, index));
    if (isBalanced(head) && !isListComma(sentence, index)) best = head;
  }
  if (best.length >= MIN_LENGTH || (best !== "" && isSpaceless(best))) return best;
  return cutAtBalancedWord(sentence);
}

/** "the U.S., Japan and the Philippines": a comma between names parts no clauses. */
function isListComma(sentence: string, index: number): boolean {
  return sentence[index] === "," && /^,\s+\p{Lu}[\p{L}.]*(?:,|\s(?:and|or)\s)/u.test(sentence.slice(index, index + 40));
}

function cutAtBalancedWord(sentence: string): string {
  const cut = cutWithEllipsis(sentence, MAX_LENGTH);
  const head = trimDangling(cut.slice(0, -1));
  if (isBalanced(head)) return `${head}…`;
  const opening = Math.max(head.lastIndexOf("“"), head.lastIndexOf(' "'), head.lastIndexOf("("));
  const outside = trimDangling(head.slice(0, Math.max(0, opening)));
  return `${outside.length >= MIN_LENGTH ? outside : head}…`;
}

/** Whether no quotation and no parenthesis is left open. */
function isBalanced(text: string): boolean {
  const count = (character: string) => text.split(character).length;
  return count("“") === count("”") && count("(") === count(")") && count("「") === count("」") && count('"') % 2 === 1;
}

const DANGLING = new Set(
  (
    "a an the of to in on at by for with from into onto over under about against between among through during without " +
    "within and or but nor as than that which who whose its his her their our my this these is are was were be been has " +
    "have had will would can could may might must should not no so if when while after before since until because"
  ).split(" "),
);

/** Takes off what cannot end a title: prepositions, articles, conjunctions, commas. */
function trimDangling(text: string): string {
  const words = text.trimEnd().split(" ");
  while (words.length > 1 && DANGLING.has((words.at(-1) ?? "").toLowerCase())) words.pop();
  return words.join(" ").replace(/[\s,;:–—、，；：-]{1,9}$/u, "");
}

/** A title is no sentence: its one full stop goes, an abbreviation's stays. */
function trimClosingStop(title: string): string {
  if (/[。．]$/u.test(title)) return title.slice(0, -1);
  return /(?<!\.\p{L}|\.)\.$/u.test(title) ? title.slice(0, -1) : title;
}
