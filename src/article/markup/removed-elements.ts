import type { Element, Root } from "hast";
import type { Finding } from "../../lib/finding.ts";
import { lineOf, pushChildren } from "./body-tree.ts";
import { REMOVED_ELEMENTS } from "./sanitise-schema.ts";

/**
 * Lists the elements that the sanitiser removes with their content, in document order; the boxes of Markdown's task lists are
 * left out. Iterative, as the input's depth is unknown.
 */
export function listRemoved(tree: Root): Element[] {
  const removed: Element[] = [];
  const pending = tree.children.toReversed();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type !== "element" || isTaskBox(node)) continue;
    if (REMOVED_ELEMENTS.has(node.tagName)) removed.push(node);
    else pushChildren<Root["children"][number]>(pending, node.children);
  }
  return removed;
}

export function isTaskBox({ tagName, properties }: Element): boolean {
  return tagName === "input" && properties.type === "checkbox" && Boolean(properties.disabled);
}

export interface RemovedKind {
  /** `2 <script>, not published`. */
  readonly message: string;
  readonly first: Element;
}

/** Each kind of element once. */
export function describeRemoved(removed: readonly Element[]): RemovedKind[] {
  return [...Map.groupBy(removed, ({ tagName }) => tagName)].flatMap(([name, all]) => {
    const fate = name === "iframe" ? "published as a link" : "not published";
    return all.slice(0, 1).map((first) => ({ message: `${all.length} <${name}>, ${fate}`, first }));
  });
}

/** Elements whose removal loses nothing: they render nothing, or other content replaces them. */
const UNMISSED = new Set(
  "base basefont head iframe link meta noscript param script style template title track".split(" "),
);

/** Reports the other removed elements: their content is missing from the article. */
export function reportRemoved(removed: readonly Element[]): Finding[] {
  const missed = removed.filter(({ tagName }) => !UNMISSED.has(tagName));
  return describeRemoved(missed).map(({ message, first }) => {
    return { severity: "warning", reason: "markup-removed", line: lineOf(first), message };
  });
}
