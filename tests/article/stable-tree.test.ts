import fc from "fast-check";
import type { Element, ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { describe, expect, it, test } from "vitest";
import { parseHtml } from "../../src/article/markup/html.ts";
import { readMarkdown } from "../../src/article/markup/read-markdown.ts";
import { reduce } from "../../src/article/markup/sanitise.ts";
import { ALLOWED_ELEMENTS } from "../../src/article/markup/sanitise-schema.ts";
import { isStable } from "../../src/article/markup/stable-tree.ts";
import { createWorkBudget } from "../../src/article/markup/work-budget.ts";
import { ATTACKS } from "./sanitise-attacks.ts";

/** Whether a second reading, as a feed reader makes it, finds the same. */
function readsBack(clean: Root): boolean {
  const html = toHtml(clean);
  return toHtml(reduce(parseHtml(html))) === html;
}

const STRUCTURE = ["p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "pre", "div", "blockquote", "h2"];
const INLINE = ["a", "b", "code", "em", "span", "sup", "img", "br"];

/** Often what Markdown makes, sometimes any element that the schema knows. */
const tagName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...STRUCTURE, ...INLINE) },
  { weight: 1, arbitrary: fc.constantFrom(...ALLOWED_ELEMENTS) },
);
const value = fc.oneof(
  fc.constantFrom("\n", " ", "\n\n", "a", "<b>", "&amp;", "]]>", "\r", "#x", "javascript:a"),
  fc.string(),
);
const properties = fc.record(
  { href: value, title: value, alt: value, id: value, start: fc.integer(), align: fc.constantFrom("left", "x") },
  { requiredKeys: [] },
);
const { node } = fc.letrec<{ node: ElementContent; element: Element }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    value.map((text): ElementContent => ({ type: "text", value: text })),
    tie("element"),
  ),
  element: fc.record({
    type: fc.constant("element" as const),
    tagName,
    properties,
    children: fc.array(tie("node"), { maxLength: 4 }),
  }),
}));
const tree = fc.array(node, { maxLength: 4 }).map((children): Root => ({ type: "root", children }));

describe("a tree that counts as stable reads back as itself", () => {
  test.each([1, 2, 3])("whatever it is made of (seed %i)", { timeout: 30_000 }, (seed) => {
    let stable = 0;
    fc.assert(
      fc.property(tree, (any) => {
        const clean = reduce(any);
        if (!isStable(clean)) return;
        stable += 1;
        expect(readsBack(clean)).toBe(true);
      }),
      { seed, numRuns: 3_000 },
    );
    // Enough of them, or the property says nothing.
    expect(stable).toBeGreaterThan(300);
  });

  it.each(ATTACKS)("$name", ({ html }) => {
    const clean = reduce(parseHtml(html));
    expect(isStable(clean) && !readsBack(clean)).toBe(false);
  });

  it("and what Markdown makes counts as stable", () => {
    const markdown =
      "# a\n\nb *c* [d](e) ![f](g)\n\n- h\n  - i\n\n> j\n\n| k |\n|--|\n| l |\n\n```\n\nm\n```\n\nn[^1]\n\n[^1]: o";
    const { tree: read } = readMarkdown(markdown, "en", createWorkBudget(markdown));
    expect(isStable(reduce(read))).toBe(true);
  });
});

describe("a tree that a parser changes is not stable", () => {
  test.each([
    ["a link within a link", "a", "a"],
    ["a block within a paragraph", "p", "div"],
    ["a cell outside a row", "div", "td"],
    ["an item outside a list", "div", "li"],
    ["a row directly in a table", "table", "tr"],
  ])("%s", (_, outer, inner) => {
    const child: Element = {
      type: "element",
      tagName: inner,
      properties: {},
      children: [{ type: "text", value: "x" }],
    };
    const children: Element[] = [{ type: "element", tagName: outer, properties: {}, children: [child] }];
    expect(isStable({ type: "root", children })).toBe(false);
  });

  test.each(["a\rb", "\n"])("text that changes: %j in pre", (text) => {
    const children: Element[] = [
      { type: "element", tagName: "pre", properties: {}, children: [{ type: "text", value: text }] },
    ];
    expect(isStable({ type: "root", children })).toBe(false);
  });
});
