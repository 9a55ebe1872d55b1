import * as v from "valibot";
import type { Finding } from "../../lib/finding.ts";
import { DATE_WANTED } from "../../lib/zoned-dates.ts";
import { aliasOf } from "../alias-of.ts";
import type { Correction } from "../article.ts";
import { type FieldName, nameFields } from "./front-matter-names.ts";
import { isGroup, readYaml, type YamlTree } from "./read-yaml.ts";
import * as schema from "./yaml-schema.ts";

/** What an article's file says of itself; everything else is derived. Times are milliseconds since the epoch. */
export type FrontMatter = v.InferOutput<ReturnType<typeof frontMatterSchema>>;

export type ImageField = NonNullable<FrontMatter["image"]>;

export type AuthorField = NonNullable<FrontMatter["authors"]>[number];

export interface FrontMatterReading {
  /** Without the fields that have an error. */
  readonly fields: FrontMatter;
  readonly findings: readonly Finding[];
  /** The line in the file where a field stands. */
  readonly lineOf: (field: FieldName) => number | undefined;
}

export const NO_FRONT_MATTER: FrontMatterReading = { fields: {}, findings: [], lineOf: () => undefined };

const DRAFT_WANTED = "true or false";

const draft = v.pipe(
  v.string(DRAFT_WANTED),
  v.transform((text) => text.trim().toLowerCase()),
  v.picklist(["true", "yes", "false", "no"], DRAFT_WANTED),
  v.transform((word) => word === "true" || word === "yes"),
);

const ALIAS_WANTED = "an old slug or path";

/** Other sites' addresses come as `/2020/01/old/` or with their host, which no longer matters. */
const alias = v.pipe(
  v.string(ALIAS_WANTED),
  v.trim(),
  v.regex(/^\S{1,500}$/, ALIAS_WANTED),
  v.transform((text) => (schema.isWebAddress(text) ? aliasOf(new URL(text)) : text)),
);

/** Whatever else a group says of a person is ignored here: an old front matter is no fault. */
const person = schema.nameOr(v.object(schema.personFields, schema.PERSON_WANTED), "name");

const image = schema.nameOr(
  v.object(
    {
      src: schema.line,
      alt: v.optional(schema.prose),
      caption: v.optional(schema.line),
      credit: v.optional(schema.line),
      license: v.optional(schema.line),
    },
    "a path, an address, or a group of src, alt, caption, credit and license",
  ),
  "src",
);

function correctionIn(timeZone: string) {
  return v.pipe(
    v.object({ date: schema.dateIn(timeZone), text: schema.line }, "a group of date and text"),
    v.transform(({ date, text }): Correction => ({ at: date, text })),
  );
}

function frontMatterSchema(timeZone: string) {
  const date = v.optional(schema.dateIn(timeZone));
  return v.object({
    title: v.optional(schema.line),
    date,
    updated: date,
    expires: date,
    draft: v.optional(draft),
    slug: v.optional(schema.slug),
    aliases: v.optional(schema.listOf(alias)),
    summary: v.optional(schema.line),
    authors: v.optional(schema.listOf(person)),
    categories: v.optional(schema.lines),
    tags: v.optional(schema.lines),
    image: v.optional(image),
    imageAlt: v.optional(schema.prose),
    language: v.optional(schema.languageTag),
    link: v.optional(schema.webAddress),
    id: v.optional(schema.line),
    corrections: v.optional(schema.listOf(correctionIn(timeZone))),
  } satisfies Record<FieldName, v.GenericSchema>);
}

const MAX_CHARACTERS = 65_536;

/** Reads the YAML between the fences; dates without a zone are read in the publication's. */
export function readFrontMatter(yaml: string, timeZone: string): FrontMatterReading {
  if (yaml.length > MAX_CHARACTERS) {
    return unreadable(1, `it has ${yaml.length} characters, at most ${MAX_CHARACTERS} are read`);
  }
  // The fence is line 1.
  const read = readYaml(yaml, 2);
  if (!read.ok) return unreadable(read.problem.line, read.problem.message);
  if (read.value.value === undefined) return NO_FRONT_MATTER;
  if (!isGroup(read.value.value)) return unreadable(2, 'it must be lines of the form "name: value"');
  const named = nameFields(read.value.value, read.value.lineOf);
  const tree = { value: named.fields, lineOf: named.lineOf };
  const lineOf = (field: FieldName) => named.lineOf([field]);
  const parser = frontMatterSchema(timeZone);
  const parsed = v.safeParse(parser, tree.value, { abortPipeEarly: true });
  if (parsed.success) return { fields: parsed.output, findings: named.findings, lineOf };
  const failed = new Set(parsed.issues.map((issue) => schema.issuePath(issue)[0]));
  const sound = Object.entries(named.fields).filter(([name]) => !failed.has(name));
  const errors = parsed.issues.map((issue) => describeError(issue, tree, named.writtenName));
  return { fields: v.parse(parser, Object.fromEntries(sound)), findings: [...named.findings, ...errors], lineOf };
}

function describeError(issue: v.BaseIssue<unknown>, tree: YamlTree, writtenName: (field: string) => string): Finding {
  const { line, message } = schema.describeIssue(issue, tree);
  const reason = issue.message === DATE_WANTED ? "date-invalid" : "field-invalid";
  const written = message.replace(/^"(\w+)/, (_, field: string) => `"${writtenName(field)}`);
  return { severity: "error", reason, line, message: written };
}

function unreadable(line: number, why: string): FrontMatterReading {
  const message = `Cannot read the front matter: ${why}`;
  return { ...NO_FRONT_MATTER, findings: [{ severity: "error", reason: "front-matter-unreadable", line, message }] };
}
