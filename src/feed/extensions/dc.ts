import { formatRfc3339 } from "../../lib/dates.ts";
import type { Extension } from "./extension.ts";
import { createVocabulary } from "./vocabulary.ts";

/** Dublin Core elements 1.1 (RFC 5013). */
const vocabulary = /* @__PURE__ */ createVocabulary("dc", "http://purl.org/dc/elements/1.1/");

type Texts = string | readonly string[] | undefined;

/** Each element may be repeated; dates are written as RFC 3339. */
export interface DublinCore {
  readonly contributor?: Texts;
  readonly coverage?: Texts;
  readonly creator?: Texts;
  readonly date?: Date | undefined;
  readonly description?: Texts;
  readonly format?: Texts;
  readonly identifier?: Texts;
  readonly language?: Texts;
  readonly publisher?: Texts;
  readonly relation?: Texts;
  readonly rights?: Texts;
  readonly source?: Texts;
  readonly subject?: Texts;
  readonly title?: Texts;
  readonly type?: Texts;
}

export function dc({ date, ...texts }: DublinCore): Extension[] {
  return vocabulary({ ...texts, date: date && formatRfc3339(date.getTime()) });
}
