import type { Properties } from "hast";
import { removeForbiddenCharacters } from "../../lib/text.ts";
import { readSrcset, renderSrcset } from "../images/srcset.ts";
import { LINK_SCHEMES } from "./sanitise-schema.ts";

type Property = Properties[string];

const ID_PREFIX = "user-content-";

/** Makes the values of attributes harmless and uniform; which attributes may stay is the schema's business. */
export function cleanProperties({ ariaLabel, ...properties }: Properties): Properties {
  const clean: Properties = {};
  // Few feed readers leave ARIA in, and the W3C's validator warns of it. A title says the same to both.
  const named = ariaLabel === undefined ? properties : { ...properties, title: properties.title ?? ariaLabel };
  for (const [name, value] of Object.entries(named)) {
    clean[name] = cleanProperty(name, Array.isArray(value) ? value.map(cleanScalar) : cleanScalar(value));
  }
  return clean;
}

function cleanScalar<Scalar>(value: Scalar): Scalar | string {
  return typeof value === "string" ? removeForbiddenCharacters(value) : value;
}

function cleanProperty(name: string, value: Property): Property {
  if (typeof value === "boolean") return value;
  switch (name) {
    case "id":
      return prefixId(String(value));
    case "href":
      return cleanHref(String(value));
    case "src":
    case "poster":
    case "cite":
      return cleanAddress(String(value), ["http", "https"]);
    case "srcSet":
      return cleanSrcset(String(value));
    default:
      return value;
  }
}

/** Keeps ids of an article from shadowing a page's own, or properties of `document` (DOM clobbering). */
export function prefixId(id: string): string {
  return id.startsWith(ID_PREFIX) ? id : ID_PREFIX + id;
}

function cleanHref(value: string): string | undefined {
  const address = cleanAddress(value, LINK_SCHEMES);
  return address !== undefined && /^#./.test(address) ? `#${prefixId(address.slice(1))}` : address;
}

/** WHATWG URL §4.4: white space around an address and tabs or newlines in it do not count; schemes have no case. */
function cleanAddress(value: string, schemes: readonly string[]): string | undefined {
  const address = value.trim().replace(/[\t\r\n]/g, "");
  const scheme = /^[a-z][a-z\d+.-]*(?=:)/i.exec(address)?.[0];
  if (scheme === undefined) return address;
  const lowerCased = scheme.toLowerCase();
  return schemes.includes(lowerCased) ? lowerCased + address.slice(scheme.length) : undefined;
}

function cleanSrcset(value: string): string | undefined {
  const candidates = readSrcset(value).flatMap(({ address, descriptor }) => {
    const clean = cleanAddress(address, ["http", "https"]);
    return clean ? [{ address: clean, descriptor }] : [];
  });
  return candidates.length > 0 ? renderSrcset(candidates) : undefined;
}
