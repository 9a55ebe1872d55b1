import { writeCard } from "./cards.ts";
import { PLAIN, UNSEEN } from "./common-rules.ts";
import { writeExpression } from "./expressions.ts";
import { isHeldName } from "./held-tags.ts";
import { HUGO_TAGS } from "./hugo-tags.ts";
import { LIQUID_TAGS } from "./liquid-tags.ts";
import type { TagRules } from "./tag.ts";
import { writeWikiLink } from "./wiki-links.ts";
import { WORDPRESS_TAGS } from "./wordpress-tags.ts";
import { endOf, escapePattern, type Found, findClosing, readTag, type TemplateSource } from "./write-tag.ts";

interface Reader {
  readonly form: RegExp;
  readonly read: (match: RegExpExecArray, state: TemplateSource) => Found | undefined;
}

/** Comments of template languages, by their opening and the pattern of their end. `{#id}` is an attribute list. */
const COMMENTS: readonly (readonly [RegExp, string])[] = [
  [/\{\{-?\s*\/\*/y, "\\*/\\s*-?\\}\\}"],
  [/\{\{!--/y, "--\\}\\}"],
  [/\{\{!/y, "\\}\\}"],
  [/\{#(?=[\s-])/y, "#\\}"],
  [/<%--/y, "--%>"],
  [/<%#/y, "%>"],
];

/** With limits, so that openings without an end cost no more than their number. */
const READERS: readonly Reader[] = [
  ...COMMENTS.map(([form, closing]): Reader => ({ form, read: (match, state) => readComment(match, closing, state) })),
  { form: /\{\{([<%])-?\s*\/\*([\s\S]{0,2000}?)\*\/\s*-?[>%]\}\}/y, read: readEscaped },
  { form: /\{\{[<%]-?\s*([\w./-]+)([\s\S]{0,2000}?)\s*(\/?)-?[>%]\}\}/y, read: readHugo },
  { form: /\{%[-~+]?\s*(\w+)([\s\S]{0,2000}?)[-~+]?%\}/y, read: readLiquid },
  { form: /(?<!\\[a-z]{1,20}|[\^_])\{\{[-~]?([^{][\s\S]{0,2000}?)[-~]?\}\}/iy, read: readExpression },
  // Zenn's cards and players: `@[youtube](id)`.
  { form: /@\[([a-z]{2,20})\]\(([^()\s]{1,500})\)/y, read: readCard },
  // VitePress takes a listing from a file: `<<< @/a.js`.
  { form: /<<<\s*@[^\n]{1,200}/y, read: (match) => ({ end: endOf(match), writing: undefined }) },
  { form: /<%[\s\S]{0,2000}?%>/y, read: (match) => ({ end: endOf(match), writing: undefined }) },
  { form: /(!?)\[\[([^\s[\]|\n][^[\]|\n]{0,300})(?:\|([^[\]\n]{0,300}))?\]\](?![([])/y, read: readWiki },
  {
    form: /(?:\{(?:static|attach|filename)\}|\|(?:static|filename)\|)(?=[\w./-])/y,
    read: (match) => ({ end: endOf(match), writing: "" }),
  },
  { form: /\[([a-z][\w-]*)((?:[\s=][^\]\n]{0,1000})?)\](?![(:]|\[[^/])/iy, read: readWordPress },
  // Before another bracket or a parenthesis it is a link of Markdown, but for one that keeps its text from readers.
  { form: /\[([a-z][\w-]*)((?:[\s=][^\]\n]{0,1000})?)\](?=[(:[])/iy, read: readHeldShortcode },
];

const COMMENT_FORMS: ReadonlySet<RegExp> = new Set(COMMENTS.map(([form]) => form));

/** The tag that begins at a place of the source; undefined where none does. */
export function readTagAt(position: number, state: TemplateSource): Found | undefined {
  for (const { form, read } of READERS) {
    form.lastIndex = position;
    const match = form.exec(state.source);
    if (match === null) continue;
    const found = read(match, state);
    if (found !== undefined || !COMMENT_FORMS.has(form)) return found;
  }
  return undefined;
}

/** Undefined for one that never ends. */
function readComment(match: RegExpExecArray, closing: string, state: TemplateSource): Found | undefined {
  const close = findClosing(closing, endOf(match), UNSEEN, state);
  return close === undefined ? undefined : { end: endOf(close), writing: "" };
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
  if (name === "capture") return readCapture(match, argument.trim(), state);
  if (name === "if" && isHeldCondition(argument)) return readHeldCondition(match, state);
  // Zola's shortcodes are calls, and all of them are closed by the same word.
  const call = /^\s*\(([\s\S]*)\)\s*$/.exec(argument)?.[1];
  if (call !== undefined)
    return readTag(match, { rules: HUGO_TAGS, name, argument: call, closing: "\\{%-?\\s*end\\s*-?%\\}" }, state);
  const closing = `\\{%[-~+]?\\s*end_?${escapePattern(name)}\\s*[-~+]?%\\}`;
  return readTag(match, { rules: LIQUID_TAGS, name, argument, closing }, state);
}

function readExpression(match: RegExpExecArray, { captured }: TemplateSource): Found {
  const expression = match[1] ?? "";
  const [, name = ""] = /^\s*([\w-]+)\s*(?:\||$)/.exec(expression) ?? [];
  // The captured text is published at the capture itself.
  if (captured.has(name)) return { end: endOf(match), writing: "" };
  const writing = writeExpression(expression);
  // Zola's shortcodes are calls.
  const isCall = writing === undefined && /^\s*\w+\([^()]*\)\s*$/.test(expression);
  return isCall ? { end: endOf(match), writing: "", loss: "removed" } : { end: endOf(match), writing };
}

/** A condition that no reader meets, or only one who sees drafts, is a member or has a login: `{% if site.show_drafts %}`. */
function isHeldCondition(argument: string): boolean {
  if (/^\s*(?:false|nil|none|null|0)\s*$/i.test(argument)) return true;
  const isAbout =
    /(?:\b|_)(?:drafts?|previews?|development|dev|debug|staging|internal|private|secret|members?|subscribers?|paid|logged_?in|admin)(?:\b|_)/i;
  return isAbout.test(argument) && !/!|\b(?:not|false|nil|else|or)\b/i.test(argument);
}

/** Conditions may be within conditions. */
function readHeldCondition(match: RegExpExecArray, state: TemplateSource): Found {
  const tag = /\{%[-~+]?\s*(end)?if\b[^%]{0,2000}%\}/g;
  tag.lastIndex = endOf(match);
  let depth = 1;
  for (let inner = tag.exec(state.source); inner !== null; inner = tag.exec(state.source)) {
    depth += inner[1] === undefined ? 1 : -1;
    if (depth === 0) return { end: tag.lastIndex, writing: "", loss: "held" };
  }
  return { end: state.source.length, writing: "", loss: "open" };
}

/** `{% capture name %}`: a text for later, which is published where it is captured if the file shows it at all. */
function readCapture(match: RegExpExecArray, name: string, state: TemplateSource): Found {
  const isShown = new RegExp(`(?:\\{\\{-?|=)\\s*${escapePattern(name)}\\s*[|}%-]`).test(state.source);
  if (isShown) state.captured.add(name);
  const rules: TagRules = { capture: isShown ? PLAIN : UNSEEN };
  return readTag(match, { rules, name: "capture", argument: "", closing: "\\{%-?\\s*endcapture\\s*-?%\\}" }, state);
}

function readWiki(match: RegExpExecArray, { isMarkdown }: TemplateSource): Found | undefined {
  const [, sign, target = "", words] = match;
  return isMarkdown
    ? { end: endOf(match), writing: writeWikiLink({ isEmbedded: sign === "!", target, words }) }
    : undefined;
}

/** `[private][gallery][/private]`; undefined of a link, which nothing closes. */
function readHeldShortcode(match: RegExpExecArray, state: TemplateSource): Found | undefined {
  const [, name = "", argument = ""] = match;
  if (!isHeldName(name.toLowerCase())) return undefined;
  const closing = `\\[/${escapePattern(name)}\\]`;
  const found = readTag(match, { rules: WORDPRESS_TAGS, name, argument, closing }, state);
  return found.body === undefined ? undefined : found;
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
