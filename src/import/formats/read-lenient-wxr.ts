import { XMLParser } from "fast-xml-parser";
import type { SourceFeed } from "../source-feed.ts";
import { readWxrTree } from "./read-wxr.ts";

/** feedsmith drops WordPress's own elements (`wp:`), so the export is read with the XML parser that feedsmith uses. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
});

/** An export with faults that its reader can repair. */
export function readLenientWxr(text: string): SourceFeed {
  return readWxrTree(parser.parse(text));
}
