import type { Element, Properties, Root } from "hast";

/**
 * Whether an HTML parser is certain to read a tree back unchanged: elements only where the parser leaves them, none nested in
 * its own kind where it would close the outer one, and no text that it changes. This covers a small part of HTML, and nearly
 * all that Markdown produces: such a tree needs no second parse (see `sanitise`). Anything not listed counts as unstable.
 */
export function isStable(tree: Root): boolean {
  const open: string[] = [];
  const areStable = (nodes: Root["children"], model: Model): boolean =>
    nodes.every((node) => isChildStable(node, model));
  const isChildStable = (node: Root["children"][number], model: Model): boolean => {
    if (node.type === "text") return model.hasText ? !node.value.includes("\r") : /^[ \n]*$/.test(node.value);
    if (node.type !== "element" || !model.elements.has(node.tagName)) return false;
    const inner = CONTENT.get(node.tagName);
    if (inner === undefined) return node.children.length === 0 && areStableProperties(node.properties);
    if (FORMATTING.has(node.tagName) && open.includes(node.tagName)) return false;
    open.push(node.tagName);
    const isInnerStable = startsStably(node) && areStableProperties(node.properties) && areStable(node.children, inner);
    open.pop();
    return isInnerStable;
  };
  return areStable(tree.children, FLOW);
}

interface Model {
  readonly elements: ReadonlySet<string>;
  /** Without it only white space may stand between the elements. */
  readonly hasText: boolean;
}

function wordsOf(...lists: readonly string[]): Set<string> {
  return new Set(lists.join(" ").split(" "));
}

/** "Formatting" in HTML's parsing: opened again in later blocks while unclosed, and closed by misnested ends. */
const FORMATTING = wordsOf("a b code em i s small strong u");
const SPANS = "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var";
const VOIDS = "br img wbr";
const TEXT_BLOCKS = "p h1 h2 h3 h4 h5 h6 pre";
const BOXES = "div section aside blockquote figure figcaption";

const PHRASING: Model = { elements: wordsOf(SPANS, VOIDS), hasText: true };
const FLOW: Model = { elements: wordsOf(SPANS, VOIDS, TEXT_BLOCKS, BOXES, "ul ol table hr"), hasText: true };

function only(elements: string): Model {
  return { elements: wordsOf(elements), hasText: false };
}

/** The content model of each element; elements without a row are empty. */
const CONTENT: ReadonlyMap<string, Model> = new Map([
  ...[...wordsOf(SPANS, TEXT_BLOCKS)].map((name) => [name, PHRASING] as const),
  ...[...wordsOf(BOXES, "li td th")].map((name) => [name, FLOW] as const),
  ["ul", only("li")],
  ["ol", only("li")],
  ["table", only("thead tbody tfoot")],
  ["thead", only("tr")],
  ["tbody", only("tr")],
  ["tfoot", only("tr")],
  ["tr", only("td th")],
]);

/** The parser drops a line's end behind `<pre>`. */
function startsStably({ tagName, children: [first] }: Element): boolean {
  return tagName !== "pre" || first?.type !== "text" || !first.value.startsWith("\n");
}

/** Properties whose text is their value: no lists, and no numbers written in another way. */
const TEXTS = wordsOf("href src alt title id lang dir cite align");

function areStableProperties(properties: Properties): boolean {
  return Object.entries(properties).every(([name, value]) => {
    if (value === undefined || value === null) return true;
    if (typeof value === "string") return TEXTS.has(name) && !value.includes("\r");
    return name === "start" && Number.isSafeInteger(value);
  });
}
