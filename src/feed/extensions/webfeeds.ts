import type { Extension } from "./extension.ts";
import { createVocabulary, withAttributes } from "./vocabulary.ts";

/** Feedly's vocabulary for the look of a feed, which several readers have taken over. */
const vocabulary = /* @__PURE__ */ createVocabulary("webfeeds", "http://webfeeds.org/rss/1.0");

export interface WebfeedsValues {
  /** Address of a large picture for the head of the feed. */
  readonly cover?: string | undefined;
  /** Addresses; a logo may be wide. */
  readonly icon?: string | undefined;
  readonly logo?: string | undefined;
  /** `#rrggbb`, written without the `#`. */
  readonly accentColor?: string | undefined;
  /** How other articles of the feed are shown below one of them. */
  readonly related?: { readonly layout?: string; readonly target?: string } | undefined;
}

/** Of a feed. */
export function webfeeds({ cover, icon, logo, accentColor, related }: WebfeedsValues): Extension[] {
  return vocabulary({
    cover: cover && withAttributes({ image: cover }),
    icon,
    logo,
    accentColor: accentColor?.replace("#", ""),
    related: related && withAttributes({ ...related }),
  });
}
