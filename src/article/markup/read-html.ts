import type { Root } from "hast";
import { parseHtml } from "./html.ts";
import { createFormattingLimit } from "./limit-markup.ts";

/** An HTML fragment, or the body of a whole document, as a tree not yet sanitised. */
export function readHtml(html: string): Root {
  return parseHtml(createFormattingLimit()(html));
}
