import type { Extension } from "./extension.ts";

/** Makes the elements of one namespace out of fields; a field without a value makes none, an array makes several. */
export type Vocabulary = (fields: Readonly<Record<string, unknown>>) => Extension[];

export function createVocabulary(prefix: string, namespace: string): Vocabulary {
  return (fields) =>
    Object.entries(fields).flatMap(([field, value]) =>
      listValues(value).map((one) => ({ name: `${prefix}:${field}`, objects: contentOf(one), namespace })),
    );
}

function listValues(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(listValues);
  return value === undefined || value === "" ? [] : [value];
}

function contentOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : { _text: value };
}

/** The content of an element that has attributes, and perhaps text; undefined where the thing itself is missing. */
export function withAttributes(attributes: Readonly<Record<string, unknown>>, text?: string | number) {
  return { _attributes: attributes, ...(text !== undefined && { _text: text }) };
}
