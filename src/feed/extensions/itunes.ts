import type { Extension } from "./extension.ts";
import { createVocabulary, withAttributes } from "./vocabulary.ts";

/** Apple's vocabulary for podcasts; the letter case is part of the namespace's name. */
const itunes = /* @__PURE__ */ createVocabulary("itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd");

export interface ItunesChannel {
  readonly author?: string | undefined;
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly summary?: string | undefined;
  /** Apple's categories, the main one first; a subcategory after its category: `[["Arts", "Books"], ["News"]]`. */
  readonly categories?: readonly (readonly [category: string, subcategory?: string])[] | undefined;
  readonly explicit?: boolean | undefined;
  /** Address of a square JPEG or PNG, 1400 to 3000 pixels wide. */
  readonly image?: string | undefined;
  readonly type?: "episodic" | "serial" | undefined;
  readonly owner?: { readonly name?: string | undefined; readonly email: string } | undefined;
  readonly newFeedUrl?: string | undefined;
  /** Keeps the podcast out of Apple's directory. */
  readonly block?: boolean | undefined;
  /** No further episode will follow. */
  readonly complete?: boolean | undefined;
}

export interface ItunesItem {
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly summary?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly explicit?: boolean | undefined;
  readonly image?: string | undefined;
  /** Above zero, as `season`. */
  readonly episode?: number | undefined;
  readonly season?: number | undefined;
  readonly episodeType?: "full" | "trailer" | "bonus" | undefined;
  readonly block?: boolean | undefined;
}

export function itunesChannel(channel: ItunesChannel): Extension[] {
  const { categories = [], image, owner, newFeedUrl, block, complete, ...plain } = channel;
  return itunes({
    ...plain,
    category: categories.map(([category, subcategory]) => ({
      ...withAttributes({ text: category }),
      ...(subcategory && { "itunes:category": withAttributes({ text: subcategory }) }),
    })),
    image: writeImage(image),
    owner: owner && { "itunes:name": owner.name, "itunes:email": owner.email },
    "new-feed-url": newFeedUrl,
    block: writeYes(block),
    complete: writeYes(complete),
  });
}

export function itunesItem({ durationSeconds, image, block, ...plain }: ItunesItem): Extension[] {
  return itunes({
    ...plain,
    duration: durationSeconds === undefined ? undefined : Math.round(durationSeconds),
    image: writeImage(image),
    block: writeYes(block),
  });
}

function writeImage(address: string | undefined) {
  return address === undefined ? undefined : withAttributes({ href: address });
}

/** Apple acts on `Yes` alone. */
function writeYes(value: boolean | undefined): "Yes" | undefined {
  return value ? "Yes" : undefined;
}
