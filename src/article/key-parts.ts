import { canonicalTag } from "./front-matter/yaml-schema.ts";

/** The parts of an article's key. */
export interface KeyParts {
  /** The last part without its date and its language: `2024-05-01-ferry.fr` is `ferry`. */
  readonly name: string;
  /** The language of a translation, if it is one of the publication's: from `ferry.fr`, else from a folder `fr/`. */
  readonly language: string | undefined;
}

/** A date that begins a name, and what parts it from the rest: `2024-05-01-ferry`, `2024-05-01 ferry`. */
const LEADING_DATE = /^\d{4}-\d{2}-\d{2}(?:[-_\s]+|$)/;

/** In a folder of one year, its month and day may begin a name: `2024/05-01-ferry`. */
const DATE_IN_YEAR = /^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[-_\s]+|$)/;

export function readKeyParts(key: string, languages: readonly string[] = []): KeyParts {
  const segments = key.split("/");
  const last = segments.at(-1) ?? key;
  const folders = segments.slice(0, -1);
  const suffix = findLanguage(/\.([a-z]{2,3}(?:[-_][a-z\d]{2,8})*)$/i.exec(last)?.[1], languages);
  const named = suffix === undefined ? last : last.slice(0, last.lastIndexOf("."));
  return {
    name: named.replace(/^\d{4}$/.test(folders.at(-1) ?? "") ? DATE_IN_YEAR : LEADING_DATE, ""),
    language: suffix ?? folders.map((folder) => findLanguage(folder, languages)).findLast((tag) => tag !== undefined),
  };
}

function findLanguage(text: string | undefined, languages: readonly string[]): string | undefined {
  if (text === undefined || languages.length === 0) return undefined;
  const tag = canonicalTag(text);
  return languages.find((language) => language === tag);
}
