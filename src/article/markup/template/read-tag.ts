import { writeCard } from "./cards.ts";
import { writeExpression } from "./expressions.ts";
import { findHeldRule, holdsTheRest, isHeldName } from "./held-tags.ts";
import { HUGO_TAGS } from "./hugo-tags.ts";
import { LIQUID_TAGS } from "./liquid-tags.ts";
import { readArguments, type Tag, type TagRule, type TagRules, type Writing } from "./tag.ts";
import { writeWikiLink } from "./wiki-links.ts";
import { WORDPRESS_TAGS } from "./wordpress-tags.ts";

export interface TemplateSource {
  readonly source: string;
  readonly isMarkdown: boolean;
  readonly isInCode: (position: number) => boolean;
  /** Closing tags that were looked for in vain, and from where: they are not looked for again further on. */
  readonly missing: Map<string, number>;
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

interface Reader {
  readonly form: RegExp;
  readonly read: (match: RegExpExecArray, state: TemplateSource) => Found | undefined;
}

/** With limits, so that openings without an end cost no more than their number. */
const READERS: readonly Reader[] = [
  { form: /\{\{([<%])-?\s*\/\*([\s\S]{0,2000}?)\*\/\s*-?[>%]\}\}/y, read: readEscaped },
  { form: /\{\{[<%]-?\s*([\w./-]+)([\s\S]{0,2000}?)\s*(\/?)-?[>%]\}\}/y, read: readHugo },
  { form: /\{%[-~+]?\s*(\w+)([\s\S]{0,2000}?)[-~+]?%\}/y, read: readLiquid },
  { form: /(?<!\\[a-z]{1,20}|[\^_])\{\{[-~]?([^{][\s\S]{0,2000}?)[-~]?\}\}/iy, read: readExpression },
  // Zenn's cards and players: `@[youtube](id)`.
  { form: /@\[([a-z]{2,20})\]\(([^()\s]{1,500})\)/y, read: readCard },
  { form: /\{# [\s\S]{0,2000}?#\}/y, read: (match) => ({ end: endOf(match), writing: "" }) },
  // VitePress takes a listing from a file: `<<< @/a.js`.
  { form: /<<<\s*@[^\n]{1,200}/y, read: (match) => ({ end: endOf(match), writing: undefined }) },
  { form: /<%[\s\S]{0,2000}?%>/y, read: (match) => ({ end: endOf(match), writing: undefined }) },
  { form: /(!?)\[\[([^\s[\]|\n][^[\]|\n]{0,300})(?:\|([^[\]\n]{0,300}))?\]\](?![([])/y, read: readWiki },
  {
    form: /(?:\{(?:static|attach|filename)\}|\|(?:static|filename)\|)(?=[\w./-])/y,
    read: (match) => ({ end: endOf(match), writing: "" }),
  },
  { form: /\[([a-z][\w-]*)((?:[\s=][^\]\n]{0,1000})?)\](?![(:]|\[[^/])/iy, read: readWordPress },
];

/** The tag that begins at a place of the source; undefined where none does. */
export function readTagAt(position: number, state: TemplateSource): Found | undefined {
  for (const { form, read } of READERS) {
    form.lastIndex = position;
    const match = form.exec(state.source);
    if (match === null) continue;
    return read(match, state);
  }
  return undefined;
}

function endOf({ index, 0: { length } }: RegExpExecArray): number {
  return index + length;
}

function readCard(match: RegExpExecArray): Found | undefined {
  const writing = writeCard(match[1] ?? "", match[2] ?? "");
  return writing === undefined ? undefined : { end: endOf(match), writing };
}

// Hugo shows `{{</* x */>}}` as `{{< x >}}`.
function readEscaped(match: RegExpExecArray): Found {
  const [, mark = "<", inside = ""] = match;
  const [open, close] = mark === "<" ? ["&lt;", "&gt;"] : ["%", "%"];
  return { end: endOf(match), writing: `{{${open}${inside}${close}}}` };
}

function readHugo(match: RegExpExecArray, state: TemplateSource): Found {
  const [, written = "", argument = "", slash] = match;
  const closing = `\\{\\{[<%]-?\\s*/\\s*${escapePattern(written)}\\s*-?[>%]\\}\\}`;
  return readTag(
    match,
    { rules: HUGO_TAGS, name: written, argument, closing: slash === "" ? closing : undefined },
    state,
  );
}

function readLiquid(match: RegExpExecArray, state: TemplateSource): Found {
  const [, name = "", argument = ""] = match;
  // Zola's shortcodes are calls, and all of them are closed by the same word.
  const call = /^\s*\(([\s\S]*)\)\s*$/.exec(argument)?.[1];
  if (call !== undefined)
    return readTag(match, { rules: HUGO_TAGS, name, argument: call, closing: "\\{%-?\\s*end\\s*-?%\\}" }, state);
  const closing = `\\{%[-~+]?\\s*end_?${escapePattern(name)}\\s*[-~+]?%\\}`;
  return readTag(match, { rules: LIQUID_TAGS, name, argument, closing }, state);
}

function readExpression(match: RegExpExecArray): Found {
  return { end: endOf(match), writing: writeExpression(match[1] ?? "") };
}

function readWiki(match: RegExpExecArray, { isMarkdown }: TemplateSource): Found | undefined {
  const [, sign, target = "", words] = match;
  return isMarkdown
    ? { end: endOf(match), writing: writeWikiLink({ isEmbedded: sign === "!", target, words }) }
    : undefined;
}

/** Square brackets mean much else: only what has an argument or a closing tag is a shortcode. */
function readWordPress(match: RegExpExecArray, state: TemplateSource): Found | undefined {
  const [, name = "", argument = ""] = match;
  const closing = `\\[/${escapePattern(name)}\\]`;
  const isKnown = Object.hasOwn(WORDPRESS_TAGS, name.toLowerCase()) || isHeldName(name.toLowerCase());
  const found = isKnown ? readTag(match, { rules: WORDPRESS_TAGS, name, argument, closing }, state) : undefined;
  const hasArgument = /^\s+[\w-]+=["'“”″]/.test(argument);
  if (found?.body !== undefined || (found?.writing !== undefined && argument.trim() !== "")) return found;
  return hasArgument || (isKnown && name.toLowerCase() === "gallery")
    ? { end: endOf(match), writing: undefined }
    : undefined;
}

interface TagText {
  readonly rules: TagRules;
  readonly name: string;
  readonly argument: string;
  /** A pattern of the tag that closes it. */
  readonly closing: string | undefined;
}

function readTag(match: RegExpExecArray, text: TagText, state: TemplateSource): Found {
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
const PLAIN: TagRule = { body: "text", write: () => ({ before: "", after: "" }) };

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

function findClosing(
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

function escapePattern(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}

function isAlone(start: number, end: number, source: string): boolean {
  const before = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
  const next = source.indexOf("\n", end);
  return before.trim() === "" && source.slice(end, next === -1 ? source.length : next).trim() === "";
}
