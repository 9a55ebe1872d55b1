import type { Element, Root } from "hast";
import type { Finding } from "../../lib/finding.ts";
import { lineOf } from "./body-tree.ts";
import { REMOVED_ELEMENTS } from "./sanitise-schema.ts";

/**
 * What the sanitiser takes out with all that is inside, in document order; not the boxes of Markdown's task lists. Iterative, as
 * the input's depth is unknown.
 */
export function listRemoved(tree: Root): Element[] {
  const removed: Element[] = [];
  const pending = tree.children.toReversed();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type !== "element" || isTaskBox(node)) continue;
    if (REMOVED_ELEMENTS.has(node.tagName)) removed.push(node);
    // One by one: as arguments, 200,000 would not fit the stack.
    else for (const child of node.children.toReversed()) pending.push(child);
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

/** Elements without which nothing is missing: they show nothing themselves, or something else stands for them. */
const UNMISSED = new Set(
  "base basefont head iframe link meta noscript param script style template title track".split(" "),
);

/** The article is poorer without the others, and whoever wrote it should know. */
export function reportRemoved(removed: readonly Element[]): Finding[] {
  const missed = removed.filter(({ tagName }) => !UNMISSED.has(tagName));
  return describeRemoved(missed).map(({ message, first }) => {
    return { severity: "warning", reason: "markup-removed", line: lineOf(first), message };
  });
}
