/** The statements about the use of one picture: those of the front matter, and those of its own metadata. */
export interface PictureRights {
  /** Of the front matter. */
  readonly republish?: "yes" | "no" | undefined;
  /** Terms of use and instructions in its metadata. */
  readonly terms?: string | undefined;
  /** The address or the name of a licence. */
  readonly license?: string | undefined;
}

/** Creative Commons, by address or by name. */
const OPEN =
  /creativecommons\.org\/(?:licenses\/by|publicdomain\/)|creative commons|\bcc[ -]?(?:0|zero|by)\b|public domain/i;
/** NonCommercial licences, and reservations beside a licence: partners sell what they show. */
const RESERVED = /\bnc\b|non[- ]?commercial|\b(?:no|not|only|except|without|prohibited|forbidden)\b/i;

/**
 * The statement by which partners must not have the picture; undefined: they may. Terms are free text in any language, so that all but
 * those of an open licence count as a refusal, until the front matter says `republish: yes`.
 */
export function findRefusal({ republish, terms, license }: PictureRights): string | undefined {
  if (republish !== undefined) return republish === "no" ? "republish: no" : undefined;
  return [terms, license].find((text) => text && !(OPEN.test(text) && !RESERVED.test(text)));
}
