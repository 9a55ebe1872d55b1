import type { Extension } from "./extension.ts";
import { createVocabulary, withAttributes } from "./vocabulary.ts";

/** RFC 4685. */
const vocabulary = /* @__PURE__ */ createVocabulary("thr", "http://purl.org/syndication/thread/1.0");

export interface ThreadValues {
  /** §3: `ref` is the id of the entry that this one answers, `href` its address, `source` its feed. */
  readonly inReplyTo?: readonly Reply[] | undefined;
  /** §5 */
  readonly total?: number | undefined;
}

export interface Reply {
  readonly ref: string;
  readonly href?: string | undefined;
  readonly type?: string | undefined;
  readonly source?: string | undefined;
}

export function thr({ inReplyTo = [], total }: ThreadValues): Extension[] {
  return vocabulary({ "in-reply-to": inReplyTo.map((reply) => withAttributes({ ...reply })), total });
}
