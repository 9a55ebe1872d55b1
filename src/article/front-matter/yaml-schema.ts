import * as v from "valibot";
import { formatAddress } from "../../lib/addresses.ts";
import { cleanLine } from "../../lib/text.ts";
import { adviseName } from "../../lib/words/find-closest.ts";
import { isGroup, type YamlPath, type YamlTree, type YamlValue } from "./read-yaml.ts";

/** Schemas of values in front matter and site.yaml. A schema's message says what is wanted: "an ISO 8601 date". */

export const line = v.pipe(v.string("a text"), v.transform(cleanLine), v.nonEmpty("a text that is not empty"));

export const prose = v.pipe(
  v.string("a text"),
  v.transform((text) => text.trim()),
);

const URL_WANTED = "an address that begins with https:// or http://";

export const webAddress = v.pipe(
  v.string(URL_WANTED),
  v.trim(),
  v.check(isWebAddress, URL_WANTED),
  v.transform((text) => formatAddress(new URL(text))),
);

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^/]/i.test(text) && URL.canParse(text);
}

const MAIL_WANTED = 'a mail address such as "desk@example.org"';

/** RFC 4287 §3.2.3 wants an address alone, without a name. */
const mailAddress = v.pipe(v.string(MAIL_WANTED), v.trim(), v.rfcEmail(MAIL_WANTED));

export function isMailAddress(text: string): boolean {
  return v.is(mailAddress, text);
}

const LANGUAGE_WANTED = 'a BCP 47 language tag such as "en" or "pt-BR"';

export const languageTag = v.pipe(v.string(LANGUAGE_WANTED), v.transform(canonicalTag), v.string(LANGUAGE_WANTED));

/** A BCP 47 tag in its canonical form, or undefined if it is invalid; `pt_br` is `pt-BR`. */
export function canonicalTag(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.trim().replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

const SLUG_WANTED = 'a slug of letters, digits, "-", "_", "." and "~", at most 200 characters';

export const slug = v.pipe(
  v.string(SLUG_WANTED),
  v.transform((text) => text.trim().normalize("NFC")),
  v.check(isSlug, SLUG_WANTED),
);

/** RFC 3986 §2.3: unreserved characters, and letters of any script. */
export function isSlug(text: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._~-]{0,199}$/u.test(text);
}

/** Accepts a single value as a list of one. */
export function listOf<Schema extends v.GenericSchema>(item: Schema) {
  return v.pipe(
    v.unknown(),
    v.transform((value) => (Array.isArray(value) ? value : [value])),
    v.array(item),
  );
}

/** A list, or one text with commas: `tags: sea, ships`. */
export const lines = v.pipe(
  v.unknown(),
  v.transform((value) => (typeof value === "string" ? value.split(",").filter((part) => part.trim() !== "") : value)),
  listOf(line),
);

/** Accepts a bare name as a group with only that name. */
export function nameOr<Schema extends v.GenericSchema>(group: Schema, name: string) {
  return v.pipe(
    v.unknown(),
    v.transform((value) => (typeof value === "string" ? { [name]: value } : value)),
    group,
  );
}

export const personFields = {
  name: line,
  slug: v.optional(slug),
  url: v.optional(webAddress),
  email: v.optional(mailAddress),
};

/** A group of these names and no others. Another name is answered with the one that it may be. */
export function group<const Entries extends v.ObjectEntries>(entries: Entries, wanted: string) {
  return v.strictObject(entries, ({ expected, input }) =>
    expected === "never" ? adviseName(String(input), Object.keys(entries)) : wanted,
  );
}

const ORIGIN_WANTED = "a group of title, feed and home";

export const origin = group({ title: line, feed: webAddress, home: v.optional(webAddress) }, ORIGIN_WANTED);

type Issue = v.BaseIssue<unknown>;

/** `"date" must be an ISO 8601 date, found "soon"`, the path as it was written. */
export function describeIssue(issue: Issue, tree: YamlTree): { readonly line: number; readonly message: string } {
  const { path, found } = writtenPath(issuePath(issue), tree.value);
  return { line: tree.lineOf(path), message: phrase(issue, formatPath(path), found) };
}

function issuePath(issue: Issue): YamlPath {
  return (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
}

function phrase(issue: Issue, path: string, found: YamlValue | undefined): string {
  if (issue.type === "strict_object" && issue.expected === "never")
    return `"${path}" is not a known name; ${issue.message}`;
  if (issue.kind === "schema" && issue.input === undefined && found === undefined)
    return `"${path}" is needed, found nothing`;
  return `${path === "" ? "The text" : `"${path}"`} must be ${issue.message}, found ${describeValue(found)}`;
}

/** Leaves out the steps that a schema added when it made a list or a group of a single value. */
function writtenPath(path: YamlPath, root: YamlValue | undefined) {
  const written: (string | number)[] = [];
  let value = root;
  for (const step of path) {
    if (typeof value === "string") break;
    if (Array.isArray(value) && typeof step === "number") value = value[step];
    else if (isGroup(value) && typeof step === "string") value = Object.hasOwn(value, step) ? value[step] : undefined;
    else continue;
    written.push(step);
  }
  return { path: written, found: value };
}

export function formatPath(path: YamlPath): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}

export function describeValue(value: YamlValue | undefined): string {
  if (value === undefined) return "nothing";
  if (typeof value !== "string") return Array.isArray(value) ? "a list" : "a group of names and values";
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}
