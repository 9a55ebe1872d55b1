import { attribute, escapeText } from "../../lib/xml.ts";
import type { Namespaces } from "./namespaces.ts";

/**
 * An element of another namespace, or a member of JSON Feed, that a feed or an entry carries beside those of its format. The shape
 * is that of the `feed` package, with the namespace added. As everywhere in the renderers, names are names of XML and texts are clean.
 */
export interface Extension {
  /** `prefix:name` for an element in RSS and Atom, `_name` for a member in JSON Feed. */
  readonly name: string;
  /**
   * Of a member, its value. Of an element, its content: `_text` or `_cdata`, `_attributes`, and children by their names; an array
   * repeats a child. Missing values are left out.
   */
  readonly objects: Readonly<Record<string, unknown>>;
  /** The IRI of the prefix's namespace. */
  readonly namespace?: string | undefined;
}

/** The extensions that are elements, for RSS and Atom. */
export function renderExtensions(extensions: readonly Extension[] | undefined): string {
  let rendered = "";
  if (extensions === undefined) return rendered;
  for (const { name, objects } of extensions) rendered += name.startsWith("_") ? "" : renderElement(name, objects);
  return rendered;
}

/** The extensions that are members of JSON Feed (1.1, "Extensions": their names begin with an underscore). */
export function listMembers(extensions: readonly Extension[] | undefined): Readonly<Record<string, unknown>> {
  const members: Record<string, unknown> = {};
  if (extensions === undefined) return members;
  for (const { name, objects } of extensions) if (name.startsWith("_")) members[name] = objects;
  return members;
}

/** The namespaces that these extensions are in. */
export function listNamespaces(extensions: readonly Extension[] = []): Namespaces {
  const found: Record<string, string> = {};
  for (const { name, namespace } of extensions) {
    if (namespace && name.includes(":")) found[name.split(":")[0] ?? ""] = namespace;
  }
  return found;
}

function renderElement(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => renderElement(name, one)).join("");
  const text = writeScalar(value);
  if (typeof value !== "object") return text === "" ? "" : `<${name}>${escapeText(text)}</${name}>\n`;
  const { _attributes, _text, _cdata, ...children } = (value ?? {}) as Readonly<Record<string, unknown>>;
  let opening = `<${name}`;
  for (const [key, one] of Object.entries(_attributes ?? {})) {
    // A text or an array has numbers for keys.
    if (!/^\d/.test(key)) opening += attribute(key)(writeScalar(one));
  }
  let content = escapeText(writeScalar(_text ?? _cdata));
  for (const [child, inner] of Object.entries(children)) content += renderElement(child, inner);
  return content === "" ? `${opening}/>\n` : `${opening}>${content}</${name}>\n`;
}

/** A value as text; empty for what is no single value. */
function writeScalar(value: unknown): string {
  return value == null || typeof value === "object" ? "" : String(value);
}
