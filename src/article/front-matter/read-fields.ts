import * as v from "valibot";
import type { ArticleOrigin, Correction } from "../article.ts";
import type { PagePlace } from "../standing-page.ts";
import type { FieldReports } from "./field-reports.ts";
import type { FieldName } from "./key-names.ts";
import { type NamedValue, type NamedValues, nameOf } from "./named-values.ts";
import { type EpisodeFields, readEpisodeFields } from "./podcast/read-episode-fields.ts";
import { type AddressFields, readAddressFields } from "./read-address-fields.ts";
import { readCorrections } from "./read-corrections.ts";
import { type DateFields, readDateFields } from "./read-date-fields.ts";
import { readFeedsField, readRepublishField } from "./read-feeds-field.ts";
import { type BesideField, type ImageField, readBesideField, readImageField } from "./read-image-field.ts";
import { readLabelsField } from "./read-labels-field.ts";
import { readPagePlace } from "./read-page-place.ts";
import { type AuthorField, readPeopleField } from "./read-people.ts";
import { type RecordingField, readRecordingsField } from "./read-recordings-field.ts";
import * as schema from "./yaml-schema.ts";

/** The front matter of an article, in any syntax; everything else is derived. Times are milliseconds since the epoch. */
export interface FrontMatter extends Partial<DateFields>, AddressFields {
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly authors?: readonly AuthorField[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly image?: ImageField | undefined;
  readonly imageAlt?: string | undefined;
  readonly imageCaption?: string | undefined;
  /** Where no image is named, for the one that lies beside the article. */
  readonly imageBeside?: BesideField | undefined;
  readonly language?: string | undefined;
  readonly canonical?: string | undefined;
  readonly link?: string | undefined;
  /** Of an article that follows a source; it counts under a key of sources alone. */
  readonly origin?: ArticleOrigin | undefined;
  readonly id?: string | undefined;
  readonly recordings?: readonly RecordingField[] | undefined;
  readonly corrections?: readonly Correction[] | undefined;
  readonly feeds?: "none" | undefined;
  /** Set where partners must not have it. */
  readonly republish?: "no" | undefined;
  /** It counts under a key of standing pages alone. */
  readonly place?: PagePlace | undefined;
  readonly episode?: EpisodeFields | undefined;
}

const LANGUAGE_WANTED = 'a BCP 47 language tag such as "en" or "pt-BR"';

/** Intl takes any word of five to eight letters for a language; none is registered (RFC 5646 §2.2.1). */
const languageTag = v.pipe(schema.languageTag, v.regex(/^[a-z]{2,3}(?:-|$)/i, LANGUAGE_WANTED));

/** Reads every field; what cannot be read is left out, with a finding. */
export function readFields(names: NamedValues, timeZone: string, reports: FieldReports): FrontMatter {
  const first = <Value>(field: FieldName, read: (named: NamedValue) => Value | undefined) =>
    pickFirst(field, names.of(field), read, reports);
  const parsed = <Value>(field: FieldName, values: v.GenericSchema<unknown, Value>, example: string) =>
    first(field, (named) => parse(named, values, example, reports));
  const authors = first("authors", (named) => atLeastOne(readPeopleField(named, reports)));
  return {
    ...readDateFields(names, timeZone, reports),
    ...readAddressFields(names, reports),
    title: parsed("title", schema.line, '"A title"'),
    summary: parsed("summary", schema.line, '"One or two sentences."'),
    authors: withAddress(authors, parsed("authorUrl", schema.webAddress, "https://example.org/")),
    categories: readLabelsField(names, "categories", reports),
    tags: readLabelsField(names, "tags", reports),
    image: first("image", (named) => readImageField(named, reports)),
    imageBeside: first("image", readBesideField),
    imageAlt: parsed("imageAlt", schema.prose, '"What the picture shows"'),
    imageCaption: parsed("imageCaption", schema.line, '"What the picture shows"'),
    language: parsed("language", languageTag, "en"),
    canonical: parsed("canonical", schema.webAddress, "https://example.org/article"),
    origin: parsed("origin", schema.origin, "{ title: The Wire, feed: https://example.org/feed }"),
    link: parsed("link", schema.webAddress, "https://example.org/article"),
    id: parsed("id", schema.line, "tag:example.org,2026-03-14:a"),
    recordings: readRecordingsField(names, reports),
    corrections: first("corrections", (named) => readCorrections(named, timeZone, reports)),
    feeds: readFeedsField(names, reports),
    republish: readRepublishField(names, reports),
    place: readPagePlace(names),
    episode: readEpisodeFields(names, reports),
  };
}

/** Fields for which readers would miss the value of a second name. */
const REPORTED_DOUBLES: ReadonlySet<FieldName> = new Set(["title", "summary", "canonical", "link"]);

function pickFirst<Value>(
  field: FieldName,
  candidates: readonly NamedValue[],
  read: (named: NamedValue) => Value | undefined,
  reports: FieldReports,
): Value | undefined {
  for (const [index, named] of candidates.entries()) {
    const value = read(named);
    if (value === undefined) continue;
    for (const other of candidates.slice(index + 1)) reportDouble(field, named, other, reports);
    return value;
  }
  return undefined;
}

/** Reports a field given twice with different values; duplicates in a `seo` group are meant for machines and go unreported. */
function reportDouble(field: FieldName, used: NamedValue, other: NamedValue, reports: FieldReports): void {
  if (!REPORTED_DOUBLES.has(field) || other.path.length > 1) return;
  if (JSON.stringify(other.value) === JSON.stringify(used.value)) return;
  const message = `"${nameOf(other)}" is not used, since "${nameOf(used)}" is read before it`;
  reports.add("warning", "front-matter-unknown-key", other.path, message);
}

function parse<Value>(
  { path, value }: NamedValue,
  values: v.GenericSchema<unknown, Value>,
  example: string,
  reports: FieldReports,
): Value | undefined {
  const parsed = v.safeParse(values, value, { abortPipeEarly: true });
  if (parsed.success) return parsed.output;
  reports.misfit("warning", { path, found: value, wanted: parsed.issues[0].message, example });
  return undefined;
}

/** An address of its own beside `author` belongs to that one person. */
function withAddress(authors: readonly AuthorField[] | undefined, url: string | undefined) {
  const [author, ...others] = authors ?? [];
  return author === undefined || url === undefined || others.length > 0 ? authors : [{ url, ...author }];
}

function atLeastOne<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
