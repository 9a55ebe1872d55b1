import fc from "fast-check";
import type { Nodes } from "hast";
import { describe, expect, it, test } from "vitest";
import { parsePlainHtml } from "../../../src/article/markup/plain-html.ts";
import { readHtml } from "../../../src/article/markup/read-html.ts";

const RUNS = Number(process.env.COUNT ?? 1_000);

function withoutPositions(node: Nodes): unknown {
  const { position: _, data: __, ...rest } = node as Nodes & { children?: Nodes[] };
  return rest.children === undefined ? rest : { ...rest, children: rest.children.map(withoutPositions) };
}

describe("HTML that it reads", () => {
  it.each([
    '<p class="a b">c <a href="/d?e=1&amp;f=2" rel="nofollow noopener">g</a> &#8217;h&nbsp;i & j</p>',
    "<!-- wp:list -->\n<ul><li>a<ul><li><strong>b</strong></li></ul></li></ul>\n<!-- /wp:list -->",
    '<figure><img src="a.png" alt="" width="300" height="200" /><figcaption>b<br>c</figcaption></figure><hr/>',
    '<h2 id="a">b</h2><blockquote><p>c</p></blockquote>d',
    '<a href="b"><div>c</div></a>',
  ])("gives the tree of the parser: %s", (html) => {
    const tree = parsePlainHtml(html);
    expect(tree).toBeDefined();
    expect(tree && withoutPositions(tree)).toEqual(withoutPositions(readHtml(html)));
  });
});

describe("HTML that it leaves to the parser", () => {
  it.each([
    "<p>a<p>b",
    "<p><div>a</div></p>",
    "<b><i>a</b></i>",
    "<li>a</li>",
    '<a href="b"><em><a href="c">d</a></em></a>',
    "<h2><h3>a</h3></h2>",
    "<table><tr><td>a</td></tr></table>",
    "<span/>a",
    "<p>&copy a &notin; b</p>",
    "<P>a</P>",
    "<p class='a'>b</p>",
    "a < b",
    "<!--> a -->",
    "<p>a\r</p>",
    "<pre>\na</pre>",
    '<p title="a" title="b">c</p>',
  ])("%s", (html) => expect(parsePlainHtml(html)).toBeUndefined());
});

const NAMES = "p div blockquote h2 ul ol li a b em strong code span sup br hr img table td pre button".split(" ");
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NAMES).map((name) => `<${name}>`) },
  { weight: 4, arbitrary: fc.constantFrom(...NAMES).map((name) => `</${name}>`) },
  fc.constantFrom(
    '<a href="b">',
    '<img src="a" width="1">',
    '<p class=" a  b ">',
    "<!-- a -->",
    "<br />",
    "&amp;",
    "&#145;",
    "&",
    "\n",
  ),
  fc.constantFrom("a", " ", "b c", "&nbsp;", "é", "<", '<p id="">', '<span class="">'),
);
/** Elements that are closed in the order in which they were opened. */
const nested = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("a", "b c", "&amp;", "\n", "<br>", "<hr>", '<img src="a">', "<!-- a -->"),
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...NAMES), fc.array(tie("node"), { maxLength: 3 })).map(wrap) },
  ),
})).node;

function wrap([name, inner]: [string, string[]]): string {
  return `<${name}>${inner.join("")}</${name}>`;
}

test("what it reads is read as the parser reads it", () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 3, arbitrary: nested }, piece), { maxLength: 3 }), (pieces) => {
      const html = pieces.join("");
      const tree = parsePlainHtml(html);
      if (tree === undefined) return;
      read += 1;
      expect(withoutPositions(tree)).toEqual(withoutPositions(readHtml(html)));
    }),
    { numRuns: RUNS },
  );
  expect(read).toBeGreaterThan(RUNS / 20);
});
