import { parseAddress } from "./read-values.ts";

/** RFC 3987, for the ids of Atom: as the URL parser writes it if it is an address, and below a name of ours if it is none. */
export function writeIri(text: string): string {
  // Most ids that are no addresses: told without the URL parser.
  if (/^(?:tag|urn):[\w.,:/-]+$/.test(text)) return text;
  const iri = /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(text) ? text : `urn:edgewire:${encodeURIComponent(text)}`;
  return parseAddress(text) ?? iri;
}
