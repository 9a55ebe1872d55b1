import type { Extension } from "./extension.ts";
import { createVocabulary, withAttributes } from "./vocabulary.ts";

/** http://source.scripting.com/: the namespace of an item's Markdown source. */
const vocabulary = /* @__PURE__ */ createVocabulary("source", "http://source.scripting.com/");

export interface SourceValues {
  /** Of an item: the Markdown that its HTML was made from. */
  readonly markdown?: string | undefined;
  /** Of a feed: its author's account on a service, `{ service: "mastodon.social", name: "ada" }`. */
  readonly accounts?: readonly { readonly service: string; readonly name: string }[] | undefined;
  /** Of a feed: address of an OPML list. */
  readonly blogroll?: string | undefined;
  readonly archive?: { readonly url: string; readonly filename?: string; readonly startDay?: string } | undefined;
}

export function source({ markdown, accounts = [], blogroll, archive }: SourceValues): Extension[] {
  return vocabulary({
    markdown,
    account: accounts.map(({ service, name }) => withAttributes({ service }, name)),
    blogroll,
    archive: archive && {
      "source:url": archive.url,
      "source:filename": archive.filename,
      "source:startDay": archive.startDay,
    },
  });
}
