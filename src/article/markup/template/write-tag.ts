import { PLAIN } from "./common-rules.ts";
import { findHeldRule, holdsTheRest } from "./held-tags.ts";
import { LIQUID_TAGS } from "./liquid-tags.ts";
import { readArguments, type Tag, type TagRule, type TagRules, type Writing } from "./tag.ts";
import { WORDPRESS_TAGS } from "./wordpress-tags.ts";

export interface TemplateSource {
  readonly source: string;
  readonly isMarkdown: boolean;
  readonly isInCode: (position: number) => boolean;
  /** Closing tags that were looked for in vain, and from where: they are not looked for again further on. */
  readonly missing: Map<string, number>;
  /** Names of the texts that were captured so far. */
  readonly captured: Set<string>;
}

/**
 * Why a tag, or the text that it encloses, is missing: no rule knows it (`removed`), a script would draw it (`drawn`), its text is
 * not for every reader (`held`), or such a text has no end (`open`).
 */
export type TagLoss = "removed" | "drawn" | "held" | "open";

/** A construct that starts at a position of the source and ends before `end`; `writing` undefined: it stays as it is. */
export interface Found {
  readonly end: number;
  readonly writing: Writing;
  readonly loss?: TagLoss | undefined;
  /** Where the tag has one. */
  readonly body?: { readonly start: number; readonly end: number; readonly rule: TagRule } | undefined;
}

export interface TagText {
  readonly rules: TagRules;
  readonly name: string;
  readonly argument: string;
  /** A pattern of the tag that closes it. */
  readonly closing: string | undefined;
}

export function readTag(match: RegExpExecArray, text: TagText, state: TemplateSource): Found {
  const { rules, name, argument, closing } = text;
  const start = match.index;
  const end = endOf(match);
  const key = name.toLowerCase();
  const rule = Object.hasOwn(rules, key) ? rules[key] : findHeldRule(key);
  if (rule === undefined) return leaveOut(match, text, state);
  const needsBody = rule.body !== "none";
  const close = needsBody && closing !== undefined ? findClosing(closing, end, rule, state) : undefined;
  if (close === undefined && rule.body !== "none" && rule.body !== "optional") {
    return rule.loss === "held" && closing !== undefined && rules !== WORDPRESS_TAGS && holdsTheRest(key)
      ? { end: state.source.length, writing: "", loss: "open" }
      : leaveOut(match, text, state);
  }
  const last = close === undefined ? end : endOf(close);
  const tag: Tag = {
    name: key,
    argument: argument.trim(),
    ...readArguments(argument),
    body: close === undefined ? "" : state.source.slice(end, close.index),
    isMarkdown: state.isMarkdown,
    isBlock: isAlone(start, last, state.source),
    isAddress: /[("'=<]\s?$|\]:\s*$|[\w/-]$/.test(state.source.slice(Math.max(0, start - 20), start)),
  };
  const body = close === undefined ? undefined : { start: end, end: close.index, rule };
  const writing = rule.write(tag);
  if (writing === undefined) return leaveOut(match, text, state);
  return { end: last, writing, body, loss: rule.loss };
}

/** Conditions, loops and assignments: what they would print is known to their tool alone. */
const CONTROL =
  /^(?:if|elsif|elif|else|elseif|unless|case|when|for|tablerow|cycle|assign|capture|set|block|macro|import|from|extends)$/;

/** A tag that no rule knows goes, and the text that it encloses stays. Square brackets and conditions stay as they are. */
function leaveOut(match: RegExpExecArray, { rules, name, closing }: TagText, state: TemplateSource): Found {
  const end = endOf(match);
  const key = name.toLowerCase().replace(/^end_?/, "");
  if (rules === WORDPRESS_TAGS || (rules === LIQUID_TAGS && CONTROL.test(key))) return { end, writing: undefined };
  const close = closing === undefined ? undefined : findClosing(closing, end, PLAIN, state);
  if (close === undefined) return { end, writing: "", loss: "removed" };
  const body = { start: end, end: close.index, rule: PLAIN };
  return { end: endOf(close), writing: { before: "", after: "" }, body, loss: "removed" };
}

/** The first match of a pattern from a position; one that begins in code counts for texts that are taken as they are. */
export function findClosing(
  pattern: string,
  from: number,
  { body }: TagRule,
  state: TemplateSource,
): RegExpExecArray | undefined {
  if ((state.missing.get(pattern) ?? Number.POSITIVE_INFINITY) <= from) return undefined;
  const closing = new RegExp(pattern, "gi");
  closing.lastIndex = from;
  for (let match = closing.exec(state.source); match !== null; match = closing.exec(state.source)) {
    if (body === "verbatim" || !state.isInCode(match.index)) return match;
  }
  state.missing.set(pattern, from);
  return undefined;
}

export function escapePattern(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}

/** Whether nothing but blanks is beside it on its line. Lines may be as long as the text: no more of one is read than the blanks. */
function isAlone(start: number, end: number, source: string): boolean {
  let first = start - 1;
  while (isBlank(source[first])) first -= 1;
  let last = end;
  while (isBlank(source[last])) last += 1;
  return isLineEnd(source[first]) && isLineEnd(source[last]);
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && character !== "\n" && character.trim() === "";
}

/** The text's own start and end are undefined. */
function isLineEnd(character: string | undefined): boolean {
  return character === undefined || character === "\n";
}

export function endOf({ index, 0: { length } }: RegExpExecArray): number {
  return index + length;
}
