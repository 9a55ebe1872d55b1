import { slug } from "github-slugger";
import type { Root } from "hast";
import { findElements, textOf } from "../body-tree.ts";
import { prefixId } from "../clean-properties.ts";

/**
 * Gives the headings of a sanitised tree the ids that GitHub gives them, so that links within the page arrive; ids that the author
 * wrote stay.
 */
export function nameHeadings(root: Root): void {
  const taken = new Set(findElements(root, ({ properties }) => properties.id !== undefined).map(idOf));
  for (const heading of findElements(root, ({ tagName }) => /^h[1-6]$/.test(tagName))) {
    if (heading.properties.id !== undefined) continue;
    const name = slug(textOf(heading));
    if (name === "") continue;
    const id = findFree(prefixId(name), taken);
    heading.properties.id = id;
    taken.add(id);
  }
}

function idOf({ properties }: { readonly properties: { readonly id?: unknown } }): string {
  return String(properties.id);
}

/** GitHub numbers headings of one text: `notes`, `notes-1`. */
function findFree(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 1;
  while (taken.has(`${name}-${number}`)) number += 1;
  return `${name}-${number}`;
}
