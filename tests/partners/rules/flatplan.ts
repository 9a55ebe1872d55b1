import { only } from "../feed-xml.ts";
import {
  everyItem,
  type FeedRule,
  fullText,
  isRfc3339,
  itemCount,
  itemDate,
  itemLink,
  itemTitle,
  oneLanguage,
  plainTitle,
  swap,
  uniqueGuid,
} from "./common.ts";
import { UPDATED } from "./names.ts";

/** The bridge to Apple News. */
const REQUIREMENTS = "https://flatplan.io/knowledge-base/technical-requirements";
const FEEDS = "https://flatplan.io/support/technical-requirements-of-rss/";
/** In RSS, which has no element for a change, `updated` is Atom's, whose dates are those of RFC 3339. */
const ATOM = "https://www.rfc-editor.org/rfc/rfc4287#section-3.3";

export const flatplan: readonly FeedRule[] = [
  uniqueGuid(REQUIREMENTS),
  itemTitle(REQUIREMENTS),
  plainTitle(REQUIREMENTS),
  itemLink(REQUIREMENTS),
  itemDate(REQUIREMENTS),
  itemCount({ min: 10 }, REQUIREMENTS),
  itemCount({ max: 60 }, REQUIREMENTS),
  {
    rule: "each item states its last change, not before its publication",
    source: ATOM,
    isKept: everyItem((item) => {
      const updated = only(item, UPDATED);
      return isRfc3339(updated) && Date.parse(updated) >= Date.parse(only(item, "pubDate"));
    }),
    breakIt: swap(/<atom:updated>[^<]*/, "<atom:updated>2025-01-01T00:00:00Z"),
  },
  fullText(FEEDS),
  oneLanguage(FEEDS),
];
