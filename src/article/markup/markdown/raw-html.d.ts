import type { Literal } from "hast";

/** HTML that is still to be parsed: what hast-util-raw takes and no tree of ours keeps. */
interface RawHtml extends Literal {
  type: "raw";
}

declare module "hast" {
  interface RootContentMap {
    raw: RawHtml;
  }
  interface ElementContentMap {
    raw: RawHtml;
  }
}
