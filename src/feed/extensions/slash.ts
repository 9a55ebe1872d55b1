import type { Extension } from "./extension.ts";
import { createVocabulary } from "./vocabulary.ts";

/** The Slash module of RSS 1.0, which RSS 2.0 borrows for the number of comments. */
const vocabulary = /* @__PURE__ */ createVocabulary("slash", "http://purl.org/rss/1.0/modules/slash/");

export interface SlashValues {
  readonly comments?: number | undefined;
  readonly section?: string | undefined;
  readonly department?: string | undefined;
  readonly hitParade?: readonly number[] | undefined;
}

export function slash({ comments, section, department, hitParade }: SlashValues): Extension[] {
  return vocabulary({ section, department, comments, hit_parade: hitParade?.join(",") });
}
