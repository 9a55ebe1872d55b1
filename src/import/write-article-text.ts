import { stringify } from "yaml";
import type { ArticleOrigin } from "../article/article.ts";
import { isMailAddress, isSlug, isWebAddress } from "../article/front-matter/yaml-schema.ts";
import { cleanLine, cutWithEllipsis } from "../lib/text.ts";
import { describeEnclosure, describeEpisode } from "./describe-podcast.ts";
import type { PlacedEntry } from "./place-entries.ts";
import type { SourceImage, SourcePerson } from "./source-feed.ts";

/** An article's text before it is written: its place, and what becomes of its picture and its body. */
export interface ArticleText {
  readonly placed: Omit<PlacedEntry, "slug"> & { readonly slug: string | undefined };
  readonly image: SourceImage | undefined;
  readonly language: string | undefined;
  readonly body: string;
  /** The feed that a followed article comes from. */
  readonly origin?: ArticleOrigin | undefined;
}

/** Front matter has at most 64 KiB. */
const MAX_SUMMARY = 4_000;
const MAX_LABELS = 200;
const MAX_LINE = 1_000;

export function renderArticle({ placed, image, language, body, origin }: ArticleText): string {
  const { entry, id, slug, aliases, canonical } = placed;
  const isDraft = entry.draft === true || entry.date === undefined;
  const fields = {
    title: line(entry.title),
    date: formatTime(entry.date),
    updated: formatTime(entry.updated),
    draft: isDraft || undefined,
    feeds: entry.isPage === true ? "none" : undefined,
    slug,
    id,
    aliases: atLeastOne(aliases),
    canonical: canonical !== undefined && isWebAddress(canonical) ? canonical : undefined,
    summary: line(entry.summary, MAX_SUMMARY),
    authors: atLeastOne(entry.authors.slice(0, MAX_LABELS).flatMap(describePerson)),
    categories: atLeastOne(listLines(entry.categories)),
    tags: atLeastOne(listLines(entry.tags)),
    image: image && describeImage(image),
    lang: language,
    ...describeEnclosure(entry.enclosure),
    ...describeEpisode(entry.episode, placeArtwork(placed, image)),
    edgewire_source: origin && { title: line(origin.title) ?? origin.feed, feed: origin.feed, home: origin.home },
  };
  return `---\n${renderYaml(fields)}---\n\n${body}\n`;
}

/** An episode's picture that was fetched lies beside the article. */
function placeArtwork({ entry }: Pick<PlacedEntry, "entry">, image: SourceImage | undefined): string | undefined {
  const artwork = entry.episode?.image;
  return artwork !== undefined && artwork === entry.image?.src ? image?.src : artwork;
}

/** Each value on one line: `---` inside a text can never look like the end of the front matter. */
export function renderYaml(fields: object): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => renderPlain(name, value) ?? stringify({ [name]: value }, YAML_OPTIONS)).join("");
}

const YAML_OPTIONS = {
  lineWidth: 0,
  blockQuote: false,
  doubleQuotedAsJSON: true,
  aliasDuplicateObjects: false,
} as const;

/** Texts that YAML takes as they are, as the library writes them: most values, in a tenth of its time. Undefined: it decides. */
function renderPlain(name: string, value: unknown): string | undefined {
  if (typeof value === "boolean" || isPlain(value)) return `${name}: ${value}\n`;
  if (isPlainGroup(value)) return `${name}:\n${renderGroup(value, "  ", "  ")}`;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = value.map((item) =>
    isPlain(item) ? `  - ${item}\n` : isPlainGroup(item) ? renderGroup(item, "  - ", "    ") : undefined,
  );
  return items.includes(undefined) ? undefined : `${name}:\n${items.join("")}`;
}

type PlainGroup = Readonly<Record<string, string>>;

function renderGroup(group: PlainGroup, first: string, indent: string): string {
  return Object.entries(group)
    .map(([name, value], index) => `${index === 0 ? first : indent}${name}: ${value}\n`)
    .join("");
}

function isPlainGroup(value: unknown): value is PlainGroup {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const values = Object.values(value);
  return values.length > 0 && values.every(isPlain);
}

/** In the middle of a text all punctuation is plain but what begins a comment or a value: `:` and `#`. */
const PLAIN =
  /^(?:[/\p{L}](?:[\p{L}\p{N} _./?=%+,;!()'"’“”&–—-]*[\p{L}\p{N}_./?=%+,;!()'"’“”&–—-])?|https?:\/\/[\w.~/?=&%+-]+|\d{4}-\d\d-\d\dT[\d:.]+Z)$/u;

function isPlain(value: unknown): boolean {
  return (
    typeof value === "string" && value.length < MAX_LINE && PLAIN.test(value) && !/^(?:true|false|null)$/i.test(value)
  );
}

function formatTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString().replace(".000Z", "Z");
}

function line(text: string | undefined, maxLength = MAX_LINE): string | undefined {
  return text === undefined ? undefined : cutWithEllipsis(cleanLine(text), maxLength) || undefined;
}

function listLines(texts: readonly string[]): string[] {
  return texts.slice(0, MAX_LABELS).flatMap((text) => line(text) ?? []);
}

function atLeastOne<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

function describePerson({ name, url, email, slug }: SourcePerson): (string | object)[] {
  const clean = line(name);
  if (clean === undefined) return [];
  const rest = Object.entries({
    slug: slug !== undefined && isSlug(slug) ? slug : undefined,
    url: url !== undefined && isWebAddress(url) ? url : undefined,
    email: email !== undefined && isMailAddress(email) ? email : undefined,
  }).filter(([, value]) => value !== undefined);
  return rest.length === 0 && !READ_AS_SEVERAL.test(clean) ? [clean] : [{ name: clean, ...Object.fromEntries(rest) }];
}

/** A text that the front matter would part into several names, or into name and address; in a group it is one name. */
const READ_AS_SEVERAL = /[,;<>&]|\sand\s/i;

function describeImage({ src, alt, caption, credit }: SourceImage): object {
  const texts = { alt: line(alt), caption: line(caption), credit: line(credit) };
  return { src, ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined)) };
}
