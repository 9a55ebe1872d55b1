import { BUILD_GROUP, heldBackRowOf, isSwitchedOff } from "./held-back-words.ts";
import { FIELD_NAMES, type FieldName, fieldOf, GROUPS, normaliseKey, QUIET_KEYS } from "./key-names.ts";
import { isGroup, type YamlGroup, type YamlPath, type YamlValue } from "./read-yaml.ts";

/** A value with the name that it has in the file. */
export interface NamedValue {
  readonly path: YamlPath;
  readonly value: YamlValue;
}

export interface NamedValues {
  /** Those of one field that are not empty: the top level before the groups, then in the order of the field's names. */
  readonly of: (field: FieldName) => readonly NamedValue[];
  /** Values that mean something to readers and that no field takes. */
  readonly unused: readonly NamedValue[];
  /** Whether the top level has the name, spelt exactly so. */
  readonly has: (name: string) => boolean;
}

/** Sorts a front matter's values by the fields they belong to. */
export function nameValues(root: YamlGroup): NamedValues {
  const tops = Object.entries(root).map(([name, value]): NamedValue => ({ path: [name], value }));
  const inner = [...GROUPS, DATES]
    .flatMap((group) => tops.filter(({ path }) => normaliseKey(String(path[0])) === group))
    .flatMap(listInner);
  const all = [...tops.filter(({ path, value }) => !isLookedInto(path, value)), ...inner].filter(
    ({ value }) => !isEmptyValue(value),
  );
  const byField = new Map<FieldName, NamedValue[]>();
  const unused: NamedValue[] = [];
  for (const named of all) {
    const field = fieldOf(nameOf(named));
    if (field !== undefined) byField.set(field, [...(byField.get(field) ?? []), named]);
    else if (!isKnown(named)) unused.push(named);
  }
  return {
    of: (field) => (byField.get(field) ?? []).toSorted((a, b) => rankOf(field, a) - rankOf(field, b)),
    unused,
    has: (name) => Object.hasOwn(root, name),
  };
}

export function nameOf({ path }: NamedValue): string {
  return String(path.at(-1));
}

/** Material for MkDocs: `date: {created: …, updated: …}`. */
const DATES = "date";

function isLookedInto([name]: YamlPath, value: YamlValue): boolean {
  const key = normaliseKey(String(name));
  return isGroup(value) && (GROUPS.includes(key) || (key === DATES && !Object.hasOwn(value, DATES)));
}

function listInner({ path, value }: NamedValue): NamedValue[] {
  return isGroup(value) ? Object.entries(value).map(([name, inner]) => ({ path: [...path, name], value: inner })) : [];
}

function rankOf(field: FieldName, named: NamedValue): number {
  const names: readonly string[] = FIELD_NAMES[field];
  const key = normaliseKey(nameOf(named));
  const place = names.findIndex((name) => normaliseKey(name) === key);
  const group = named.path.length === 1 ? 0 : 1 + GROUPS.indexOf(normaliseKey(String(named.path[0])));
  return group * names.length + place;
}

function isKnown(named: NamedValue): boolean {
  const key = normaliseKey(nameOf(named));
  const { value } = named;
  const holds = typeof value === "string" && isSwitchedOff(key, value, true);
  return QUIET_KEYS.has(key) || heldBackRowOf(key) !== undefined || key === BUILD_GROUP || holds;
}

/** An empty text, list or group is an absent value, and so is one of nothing but those. */
function isEmptyValue(value: YamlValue): boolean {
  if (typeof value === "string") return value.trim() === "";
  const values: readonly YamlValue[] = isGroup(value) ? Object.values(value) : (value as readonly YamlValue[]);
  return values.every(isEmptyValue);
}
