import type { PartnerId } from "../../src/article/profile/partner-ids.ts";
import { readFeed } from "./feed-xml.ts";
import { type Checker, createChecker } from "./rule.ts";
import { flatplan } from "./rules/flatplan.ts";
import { flipboard } from "./rules/flipboard.ts";
import { fulltext } from "./rules/fulltext.ts";
import { msn } from "./rules/msn.ts";
import { newsbreak } from "./rules/newsbreak.ts";
import { ninjs, readNinjs } from "./rules/ninjs.ts";
import { smartnews } from "./rules/smartnews.ts";

/** The rules of each partner, from its public specification. */
export const partnerCheckers: Readonly<Record<PartnerId, Checker>> = {
  msn: createChecker(msn, readFeed),
  smartnews: createChecker(smartnews, readFeed),
  flipboard: createChecker(flipboard, readFeed),
  newsbreak: createChecker(newsbreak, readFeed),
  fulltext: createChecker(fulltext, readFeed),
  flatplan: createChecker(flatplan, readFeed),
  ninjs: createChecker(ninjs, readNinjs),
};
