import type { Element, ElementContent, Root } from "hast";
import type { Finding } from "../../../lib/finding.ts";
import { dropFallback, linkToPlayed } from "./embeds.ts";
import { type Report, writeFormula } from "./formulas.ts";
import { isLineNumbers, isPermalink, isTool, keepId, unwrapListing } from "./furniture.ts";
import { isHidden } from "./hidden-elements.ts";
import { loadLazily, resolveNoscript } from "./lazy-images.ts";

interface Place {
  readonly parent: Element | Root;
  readonly isInListing: boolean;
  readonly report: Report;
}

/** Returns what the element becomes, or undefined where the rule is not about it. */
type Rule = (element: Element, place: Place) => ElementContent[] | undefined;

/** In the order in which they are asked. A formula is told before what is hidden: half of it is. */
const RULES: readonly Rule[] = [
  (element, { report }) => writeFormula(element, report),
  (element) => (isHidden(element) ? [] : undefined),
  (element) => (isTool(element) ? [] : undefined),
  (element, { isInListing }) => (isInListing && isLineNumbers(element) ? [] : undefined),
  unwrapListing,
  (element, { parent }) => {
    if (!isPermalink(element, parent)) return undefined;
    keepId(element, parent);
    return [];
  },
  linkToPlayed,
];

/**
 * Reduces markup that another generator made for its own pages to what its author wrote: no controls, line numbers or hidden
 * text; real images, links to films, formulas as TeX. Changes the tree; runs before the sanitiser, which forgets classes.
 */
export function tidyMarkup(tree: Root): Finding[] {
  const findings: Finding[] = [];
  const report: Report = ({ position }, message) => {
    findings.push({ severity: "warning", reason: "markup-removed", line: position?.start.line, message });
  };
  const pending: { container: Element | Root; isInListing: boolean }[] = [{ container: tree, isInListing: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { container, isInListing } = next;
    const place = { parent: container, isInListing, report };
    if (!container.children.every(isPlain)) {
      container.children = (container.children as ElementContent[]).flatMap((child) =>
        child.type === "element" ? applyRules(child, place) : [child],
      );
    }
    for (const child of container.children) {
      if (child.type !== "element") continue;
      loadLazily(child);
      dropFallback(child);
      pending.push({ container: child, isInListing: isInListing || LISTING.has(child.tagName) });
    }
  }
  resolveNoscript(tree);
  return findings;
}

const LISTING: ReadonlySet<string> = new Set(["pre", "code", "table"]);

/** Elements of prose, which no rule is about unless they have attributes. */
const PROSE: ReadonlySet<string> = new Set(
  "p br hr em strong b i del code pre blockquote ul ol li h1 h2 h3 h4 h5 h6 thead tbody tr td th".split(" "),
);

function isPlain(node: Root["children"][number]): boolean {
  return node.type !== "element" || (PROSE.has(node.tagName) && Object.keys(node.properties).length === 0);
}

function applyRules(element: Element, place: Place): ElementContent[] {
  for (const rule of RULES) {
    const result = rule(element, place);
    if (result !== undefined) return result;
  }
  return [element];
}
