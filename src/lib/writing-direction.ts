const RIGHT_TO_LEFT_LANGUAGES = new Set(
  "ar arc ckb dv fa glk he iw ji ks lrc mzn nqo pnb prs ps sd syr ug ur yi".split(" "),
);
const RIGHT_TO_LEFT_SCRIPTS = new Set("adlm arab hebr mand mend nkoo rohg samr syrc thaa".split(" "));

/** The writing direction of a BCP 47 language tag. A script in it decides (`az-Arab`, `ur-Latn`), else the language. */
export function directionOf(tag: string): "rtl" | "ltr" {
  const [language = "", ...subtags] = tag.toLowerCase().split("-");
  // RFC 5646 §2.2.3: the script is the one subtag of four letters.
  const script = subtags.find((subtag) => /^[a-z]{4}$/.test(subtag));
  const isRightToLeft =
    script === undefined ? RIGHT_TO_LEFT_LANGUAGES.has(language) : RIGHT_TO_LEFT_SCRIPTS.has(script);
  return isRightToLeft ? "rtl" : "ltr";
}
