import { type CoverFace, hasCharacter } from "./faces.ts";
import { SOFT_HYPHEN } from "./split-title.ts";

/**
 * One line without emoji, without invisible characters other than soft hyphens, and without symbols that the face lacks: the rest of
 * a title is worth showing.
 */
export function cleanText(text: string, face: CoverFace): string {
  return (
    text
      .normalize("NFC")
      .replace(
        /(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u20E3|\p{Variation_Selector}/gu,
        "",
      )
      .replace(/(?![\u00AD\u200C])[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, "")
      // U+200C keeps letters apart in Persian.
      .replace(/[\p{S}\u200C]/gu, (symbol) => (hasCharacter(face, symbol) ? symbol : ""))
      .replace(/(?:(?!\u00A0)[\p{Cc}\s])+/gu, " ")
      .replace(/\u00AD+/gu, SOFT_HYPHEN)
      .replace(/^[\s\u00AD]+|[\s\u00AD]+$/gu, "")
  );
}
