import { directionOf } from "../../lib/writing-direction.ts";

interface LanguageAttributes {
  readonly lang?: string;
  readonly dir?: "rtl" | "ltr";
}

/** `lang` and `dir` of a part of a page; none where it is in the page's own language. */
export function attributesOf(language: string, pageLanguage: string): LanguageAttributes {
  return language === pageLanguage ? {} : { lang: language, dir: directionOf(language) };
}

/** The language of the words that are ours, as "Subscribe": English, in the publication's own kind if it has one. */
export function ourLanguage(siteLanguage: string): string {
  return /^en(?:-|$)/i.test(siteLanguage) ? siteLanguage : "en";
}
