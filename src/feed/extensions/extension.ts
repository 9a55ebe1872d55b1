import { formatRfc3339 } from "../../lib/dates.ts";
import { removeForbiddenCharacters } from "../../lib/text.ts";
import { attribute, escapeText } from "../../lib/xml.ts";

/**
 * An element of another namespace, or a member of JSON Feed, that a feed or an entry carries beside those of its format. The shape
 * is that of the `feed` package, with the namespace added.
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

/** Namespace IRIs by prefix. */
export type Namespaces = Readonly<Record<string, string>>;

/** Namespaces in XML §3: a name with at most one colon. ASCII alone, as no vocabulary of feeds has other letters. */
const QUALIFIED_NAME = /^[a-z_][\w.-]*(?::[a-z_][\w.-]*)?$/i;

/** Deeper content is left out: no vocabulary nests as deep, and an object may contain itself. */
const MAX_DEPTH = 16;

/** The extensions that are elements, for RSS and Atom. */
export function renderExtensions(extensions: readonly Extension[] | undefined): string {
  if (extensions === undefined) return "";
  return extensions
    .filter(({ name }) => name.includes(":"))
    .map(({ name, objects }) => renderElement(name, objects, 0))
    .join("");
}

/** The extensions that are members of JSON Feed (1.1, "Extensions": their names begin with an underscore). */
export function listMembers(
  extensions: readonly Extension[] | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (extensions === undefined) return undefined;
  return Object.fromEntries(
    extensions.filter(({ name }) => name.startsWith("_")).map(({ name, objects }) => [name, objects]),
  );
}

/** The namespaces that the elements of these extensions are in. */
export function listNamespaces(extensions: readonly Extension[] | undefined): Namespaces {
  const found: Record<string, string> = {};
  for (const { name, namespace } of extensions ?? []) {
    const [prefix = "", local] = name.split(":");
    if (local !== undefined && namespace !== undefined) found[prefix] = namespace;
  }
  return found;
}

/** Declarations for a root element; one for each prefix. */
export function declareNamespaces(...all: readonly (Namespaces | undefined)[]): string {
  const declared: Namespaces = Object.assign({}, ...all);
  return Object.entries(declared)
    .map(([prefix, namespace]) => attribute(`xmlns:${prefix}`)(namespace))
    .join("");
}

function renderElement(name: string, value: unknown, depth: number): string {
  if (Array.isArray(value)) return value.map((one) => renderElement(name, one, depth)).join("");
  if (!QUALIFIED_NAME.test(name) || depth > MAX_DEPTH) return "";
  const text = writeScalar(value);
  if (text !== undefined) return `<${name}>${escapeText(text)}</${name}>\n`;
  if (typeof value !== "object" || value === null || value instanceof Date) return "";
  const { _attributes, _text, _cdata, ...children } = value as Readonly<Record<string, unknown>>;
  const opening = `<${name}${renderAttributes(_attributes)}`;
  let content = escapeText(writeScalar(_text) ?? writeScalar(_cdata) ?? "");
  for (const [child, inner] of Object.entries(children)) content += renderElement(child, inner, depth + 1);
  return content === "" ? `${opening}/>\n` : `${opening}>${content}</${name}>\n`;
}

function renderAttributes(attributes: unknown): string {
  if (typeof attributes !== "object" || attributes === null) return "";
  return Object.entries(attributes)
    .filter(([name]) => QUALIFIED_NAME.test(name))
    .map(([name, value]) => attribute(name)(writeScalar(value)))
    .join("");
}

/** A value as text; undefined for what is no single value. */
function writeScalar(value: unknown): string | undefined {
  if (typeof value === "string") return removeForbiddenCharacters(value);
  if (typeof value === "boolean" || Number.isFinite(value)) return String(value);
  return value instanceof Date && Number.isFinite(value.getTime()) ? formatRfc3339(value.getTime()) : undefined;
}
