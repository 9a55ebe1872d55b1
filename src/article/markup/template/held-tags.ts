import type { TagRule } from "./tag.ts";

/** Words in the names of tags that hide their text from readers without a password or a membership. */
const HELD_WORDS: ReadonlySet<string> = new Set([
  ...["private", "encrypt", "encrypted", "encryptor", "encryption", "password", "protected", "protector", "paywall"],
  ...["premium", "membersonly", "memberonly", "subscribersonly", "restrict", "restricted", "secret", "confidential"],
  ...["loggedin", "passster", "ppwp", "hidepost", "unpublished"],
]);
/** Whole names: as part of a longer one (`hide-toggle`) such a word opens a text that every reader may open. */
const HELD_NAMES: ReadonlySet<string> = new Set([
  ...["hide", "hidden", "draft", "drafts", "internal", "members", "member", "subscribers", "paid", "vip", "memberhide"],
  ...["wcm_restrict", "s2if", "mepr-show", "ihc-hide-content", "wlm_private", "um_loggedin", "login_to_view"],
]);
/** Without a closing tag these hold back the rest of the text; other names are widgets then. */
const HOLDS_THE_REST = /^(?:private|encrypt|secret|protected|(?:hugo|fixit)[-_]encryptor|members[-_]?only)$/;

const HELD: TagRule = { body: "verbatim", loss: "held", write: () => "" };

/** The rule of a tag whose text is not for every reader; undefined for other names. */
export function findHeldRule(name: string): TagRule | undefined {
  return isHeldName(name) ? HELD : undefined;
}

export function isHeldName(name: string): boolean {
  const words = [...name.split(/[-_./]/), name.replace(/[-_]/g, "")];
  return HELD_NAMES.has(name) || words.some((word) => HELD_WORDS.has(word));
}

export function holdsTheRest(name: string): boolean {
  return HOLDS_THE_REST.test(name);
}
