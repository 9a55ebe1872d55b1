import type { Root, RootContent, Text } from "hast";
import { findMissingClosers } from "../../lib/bidi.ts";
import { isBlock } from "./text-blocks.ts";

/**
 * Mends the text of a sanitised body: closes directional formatting at the end of each block, where UAX #9 ends it and a reader
 * that strips the markup does not; removes the U+FFFD that parsers put for broken references.
 */
export function mendText(tree: Root, source: string): void {
  const isBroken = !source.includes("\ufffd");
  let open: Text[] = [];
  const close = () => {
    const last = open.at(-1);
    const closers = findMissingClosers(
      open.length === 1 ? (last?.value ?? "") : open.map(({ value }) => value).join(""),
    );
    if (last !== undefined && closers !== "") last.value += closers;
    open = [];
  };
  const visit = (node: RootContent): void => {
    if (node.type === "text") {
      if (isBroken) node.value = node.value.replaceAll("\ufffd", "");
      open.push(node);
    }
    if (node.type !== "element") return;
    const isUnit = isBlock(node);
    if (isUnit) close();
    for (const child of node.children) visit(child);
    if (isUnit) close();
  };
  for (const child of tree.children) visit(child);
  close();
}
