const PLACE = String.raw`\p{Lu}[\p{Lu}\p{M}.'’-]+(?:[ /]\p{Lu}[\p{Lu}\p{M}.'’-]*){0,4}`;
const DETAIL = String.raw`,\s[\p{L}\p{N}. ]{1,30}`;
const AGENCY = String.raw`\s?\([^()]{1,40}\)`;
/** `LONDON (Reuters) -`, `PORT ALVA, Jan 5 -`, `PARIS, France, May 2, 2026 (AFP) —`: a place alone may be an abbreviation. */
const DATELINE = new RegExp(
  `^(?:${PLACE})(?:(?:${DETAIL}){1,3}(?:${AGENCY})?|${AGENCY})\\s*(?:-{1,2}|–|—)\\s+(?=\\S)`,
  "u",
);

/** A lead without the dateline of wire copy: it says where a report comes from, not what it says. */
export function cutDateline(lead: string): string {
  return lead.replace(DATELINE, "");
}
