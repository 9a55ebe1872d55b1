import type { PagePlace } from "../standing-page.ts";
import { isFalseWord, normaliseWord } from "./held-back-words.ts";
import type { NamedValues } from "./named-values.ts";

/**
 * `order: 2` and `navigation: no` of a standing page. Other tools give articles such values by the thousand, which mean nothing here:
 * none is reported.
 */
export function readPagePlace(names: NamedValues): PagePlace {
  const order = names.of("order").flatMap(({ value }) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? [number] : [];
  })[0];
  const isHidden = names
    .of("navigation")
    .some(({ value }) => typeof value === "string" && isFalseWord(normaliseWord(value)));
  return { ...(order !== undefined && { order }), ...(isHidden && { isHidden: true as const }) };
}
