import { nameSlug } from "./derive/derive-slug.ts";

/** The parts that a pattern of former addresses may use. */
export interface AddressParts {
  /** Undefined for a draft without a date: patterns that need one then give no address. */
  readonly publishedAt: number | undefined;
  readonly slug: string;
  readonly title: string;
  /** The file's name without its date. */
  readonly name: string;
  readonly categories: readonly string[];
}

type PartReader = (parts: AddressParts, date: DateParts | undefined) => string | undefined;

type DateParts = Readonly<Record<"year" | "month" | "day" | "hour" | "minute" | "second", string>>;

/** Variables of permalinks, as Jekyll, Hugo, Hexo and WordPress name them. */
const PARTS: Readonly<Record<string, PartReader>> = {
  year: (_, date) => date?.year,
  short_year: (_, date) => date?.year.slice(-2),
  month: (_, date) => date?.month,
  i_month: (_, date) => date?.month.replace(/^0/, ""),
  day: (_, date) => date?.day,
  i_day: (_, date) => date?.day.replace(/^0/, ""),
  hour: (_, date) => date?.hour,
  minute: (_, date) => date?.minute,
  second: (_, date) => date?.second,
  slug: ({ slug }) => slug,
  title: ({ title }) => nameSlug(title),
  name: ({ name }) => name,
  filename: ({ name }) => name,
  category: ({ categories }) => categories[0],
  categories: ({ categories }) => categories.join("/") || undefined,
};

export const ADDRESS_PARTS: readonly string[] = Object.keys(PARTS);

const VARIABLE = /:([a-z_]+)/g;

/** Whether a text is a pattern whose addresses can be told apart: a path with known variables, one of which names the article. */
export function isAddressPattern(text: string): boolean {
  const names = Array.from(text.matchAll(VARIABLE), ([, name = ""]) => name);
  const isNamed = names.some((name) => ["slug", "title", "name", "filename"].includes(name));
  return /^\/\S{1,300}$/.test(text) && isNamed && names.every((name) => Object.hasOwn(PARTS, name));
}

/** The addresses that an article had under these patterns; days and hours are those of the time zone. */
export function listFormerAddresses(patterns: readonly string[], parts: AddressParts, timeZone: string): string[] {
  if (patterns.length === 0) return [];
  const date = parts.publishedAt === undefined ? undefined : readDateParts(parts.publishedAt, timeZone);
  return patterns.flatMap((pattern) => {
    const values = Array.from(pattern.matchAll(VARIABLE), ([, name = ""]) => PARTS[name]?.(parts, date));
    if (values.includes(undefined)) return [];
    return [pattern.replace(VARIABLE, () => values.shift() ?? "")];
  });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for a zone: making a format takes longer than all that is written with it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const twoDigits = {
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  } as const;
  const format = new Intl.DateTimeFormat("sv-SE", { year: "numeric", ...twoDigits, hourCycle: "h23", timeZone });
  formats.set(timeZone, format);
  return format;
}

function readDateParts(at: number, timeZone: string): DateParts {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}
