import type { Element, Root, RootContent } from "hast";
import { fromHtml as parseFragment } from "hast-util-from-html";
import { toHtml } from "hast-util-to-html";
import { describe, expect, it } from "vitest";
import { readSrcset } from "../../src/article/images/srcset.ts";
import { parseHtml } from "../../src/article/markup/html.ts";
import { readMarkdown } from "../../src/article/markup/read-markdown.ts";
import { sanitise } from "../../src/article/markup/sanitise.ts";
import { createWorkBudget } from "../../src/article/markup/work-budget.ts";
import { ATTACKS } from "./sanitise-attacks.ts";

const parse = (html: string) => parseFragment(html, { fragment: true });
const fromHtml = (html: string) => toHtml(sanitise(parse(html)));
const fromMarkdown = (markdown: string) =>
  toHtml(sanitise(readMarkdown(markdown, "en", createWorkBudget(markdown)).tree));

/** Written out here, apart from the schema, so that a careless addition there fails here. */
const HARMLESS = new Set(
  `h1 h2 h3 h4 h5 h6 p div section aside address blockquote ul ol li dl dt dd pre hr br wbr figure figcaption details
  summary a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var ruby rt rp
  table caption colgroup col thead tbody tfoot tr th td img picture source video audio track`.split(/\s+/),
);
const ADDRESSES = ["href", "src", "poster", "cite"];
const FORBIDDEN_ATTRIBUTES = /^(on|style$|class|srcdoc|xlink|xml|formaction|action|ping|target|background|name$|data)/i;

function* elementsOf(node: Root | RootContent): Generator<Element> {
  if (node.type === "element") yield node;
  if ("children" in node) for (const child of node.children) yield* elementsOf(child);
}

/** The dangers a browser would find in this HTML: by its own parsing, not by ours. */
function findDangers(html: string): string[] {
  return [...elementsOf(parse(html))].flatMap((element) => [
    ...(HARMLESS.has(element.tagName) ? [] : [`<${element.tagName}>`]),
    ...Object.entries(element.properties).flatMap(([name, value]) => findAttributeDangers(name, String(value))),
  ]);
}

function findAttributeDangers(name: string, value: string): string[] {
  if (FORBIDDEN_ATTRIBUTES.test(name)) return [name];
  if (name === "srcSet") return readSrcset(value).flatMap(({ address }) => findAttributeDangers("src", address));
  return ADDRESSES.includes(name) && !isHarmless(value) ? [`${name}=${value}`] : [];
}

function isHarmless(address: string): boolean {
  const url = URL.parse(address, "https://base.example/");
  return url === null || ["https:", "http:", "mailto:", "tel:", "sms:", "geo:"].includes(url.protocol);
}

describe("sanitise: nothing executable survives", () => {
  it.each(ATTACKS)("$name, as HTML", ({ html }) => {
    expect(findDangers(fromHtml(html))).toEqual([]);
  });

  it.each(ATTACKS)("$name, as raw HTML in Markdown", ({ html }) => {
    expect(findDangers(fromMarkdown(`Before\n\n${html}\n\nafter ${html}`))).toEqual([]);
  });

  it("the search for dangers finds them in most inputs, so an empty result means something", () => {
    const seen = ATTACKS.filter(({ html }) => findDangers(html).length > 0);
    expect(seen.length).toBeGreaterThan(ATTACKS.length * 0.8);
  });

  it.each([
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](<data:text/html,x>)",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    "[a][r]\n\n[r]: vbscript:x",
    "<javascript:alert(1)>",
  ])("a Markdown link: %s", (markdown) => {
    const html = fromMarkdown(markdown);
    expect(findDangers(html)).toEqual([]);
    expect(html).not.toMatch(/(href|src)="(javascript|vbscript|data)/i);
  });
});

const AWKWARD = [
  ["block in a paragraph", "<p><button><div>x</div></button></p>"],
  ["links in links", "<a href=/1><object><a href=/2><object><a href=/3>x"],
  ["many newlines before preformatted text", `<pre>${"\n".repeat(12)}x</pre>`],
  ["carriage returns by reference", "<p title='a&#13;b'>&#13;&#13;&#10;x</p>"],
  ["formatting across tables", "<table><b><tr><i><td>x</b></i></table>"],
  ["table parts outside a table", "<marquee><td>1<tr>2<caption>3</marquee>"],
  ["headings in headings", "<h1><marquee><h2>x</h2></marquee></h1>"],
  ["unclosed everything", "<ul><li><dl><dd><table><td><p><blockquote><a href=x><em><sub"],
  ["quirks", "<p>a<table><td>b</table>c"],
  ["nested lists through unknown elements", "<li><foo><li><bar><li>x"],
];

describe("sanitise: what it lets through reads back as itself", () => {
  it.each([...ATTACKS.map(({ name, html }) => [name, html]), ...AWKWARD])("%s", (_, html = "") => {
    const once = fromHtml(html);
    expect(fromHtml(once)).toBe(once);
    expect(toHtml(parse(once))).toBe(once);
  });
});

const SURVIVORS: [name: string, html: string, expected?: string][] = [
  ["headings", "<h1>1</h1><h2>2</h2><h3>3</h3><h6>6</h6>"],
  [
    "text styles",
    "<p><em>a</em><strong>b</strong><small>c</small><sub>d</sub><sup>e</sup><del>f</del><ins>g</ins></p>",
  ],
  [
    "a link with its title, rel and language",
    '<a href="https://example.com/a?b#c" title="t" rel="nofollow noopener" hreflang="el">x</a>',
  ],
  [
    "links of every harmless kind",
    '<p><a href="/a">1</a><a href="b">2</a><a href="//h/c">3</a><a href="mailto:a@b.c">4</a><a href="?q">5</a></p>',
  ],
  [
    "a frame, as a link",
    '<iframe src="//films.example/embed/7" title="The harbour"></iframe><div><iframe src="http://maps.example/?q=1"></iframe></div>',
    '<figure><a href="https://films.example/embed/7">The harbour</a></figure><div><a href="http://maps.example/?q=1">maps.example</a></div>',
  ],
  [
    "a film, as a link to its page",
    '<p><iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0"></iframe><iframe src="https://player.vimeo.com/video/76979871?h=8272103f6e"></iframe></p>',
    '<p><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">www.youtube.com</a><a href="https://vimeo.com/76979871/8272103f6e">vimeo.com</a></p>',
  ],
  ["nothing of a frame that leads nowhere", '<iframe srcdoc="x"></iframe><iframe src="player.html"></iframe>', ""],
  ["a scheme in capitals", '<a href="HTTPS://Example.com/">x</a>', '<a href="https://Example.com/">x</a>'],
  [
    "lists",
    '<ol start="3" reversed type="a"><li value="7">a</li></ol><ul><li>b</li></ul><dl><dt>c</dt><dd>d</dd></dl>',
  ],
  ["quotations with their source", '<blockquote cite="https://a.b/c"><p>x</p></blockquote><q cite="/d">y</q>'],
  [
    "a figure with responsive image",
    '<figure><img src="a.jpg" srcset="a.jpg 1x, b.jpg 2x" sizes="50vw" alt="x" width="640" height="480"><figcaption>c</figcaption></figure>',
  ],
  [
    "a picture",
    '<picture><source srcset="a.avif" type="image/avif" media="(min-width: 40em)"><img src="a.jpg" alt=""></picture>',
  ],
  [
    "a table",
    '<table><caption>c</caption><colgroup><col span="2"></colgroup><thead><tr><th scope="col" align="right">a</th></tr></thead><tbody><tr><td colspan="2" rowspan="1">b</td></tr></tbody></table>',
  ],
  ["code", "<pre><code>if (a &#x3C; b &#x26;&#x26; c) {\n\n}</code></pre>"],
  [
    "abbreviation and time",
    '<abbr title="World Trade Organization">WTO</abbr> <time datetime="2023-06-12">June</time>',
  ],
  ["dated edits", '<del datetime="2023-06-12" cite="/why">a</del><ins datetime="2023-06-12">b</ins>'],
  ["rules and breaks", "<p>a<br>b</p><hr>"],
  ["details", "<details open><summary>s</summary><p>x</p></details>"],
  [
    "video, always with controls",
    '<video src="a.mp4" poster="a.jpg" autoplay loop></video>',
    '<video src="a.mp4" poster="a.jpg" controls></video>',
  ],
  ["language and direction", '<p lang="ar" dir="rtl">س</p>'],
  [
    "content of unknown elements",
    "<article><header><p>a</p></header><main><font color=red>b</font></main></article>",
    "<p>a</p>b",
  ],
  [
    "meaning of obsolete elements",
    "<p><strike>a</strike><tt>b</tt><acronym title='c'>d</acronym></p>",
    '<p><s>a</s><code>b</code><abbr title="c">d</abbr></p>',
  ],
  [
    "what ARIA says of an element, unless a title does",
    '<p><a href="/a" aria-label="Back" aria-describedby="x">b</a><q aria-label="c" title="d" role="e">f</q></p>',
    '<p><a href="/a" title="Back">b</a><q title="d">f</q></p>',
  ],
  ["comparison signs and entities", "<p>1 &lt; 2 &amp;amp; ©</p>", "<p>1 &#x3C; 2 &#x26;amp; ©</p>"],
  [
    "ids, prefixed once, and links to them",
    '<h2 id="x">x</h2><a href="#x">y</a>',
    '<h2 id="user-content-x">x</h2><a href="#user-content-x">y</a>',
  ],
  ["elements named like object members", "<constructor>a</constructor><tostring>b</tostring>", "ab"],
];

describe("sanitise: what news needs survives", () => {
  it.each(SURVIVORS)("%s", (_, html, expected = html) => {
    expect(fromHtml(html)).toBe(expected);
  });

  it("footnotes of GFM still lead there and back", () => {
    const html = fromMarkdown("Claim.[^1]\n\n[^1]: Source.");
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `#${id}`);
    const targets = [...html.matchAll(/ href="([^"]+)"/g)].map(([, href]) => href);
    expect(targets).toHaveLength(2);
    expect(ids).toEqual(expect.arrayContaining(targets));
    expect(html).not.toContain("user-content-user-content");
    expect(html).not.toMatch(/class=|data-|aria-/);
    expect(html).toContain('title="Back to reference 1"');
  });

  it("task lists become text", () => {
    const html = fromMarkdown("- [x] done\n- [ ] open");
    expect(html.replace(/\n/g, "")).toBe("<ul><li>☑ done</li><li>☐ open</li></ul>");
  });

  it("keeps the lines of the source, for findings", () => {
    const [image] = [...elementsOf(sanitise(parse("\n\n<img src=a.jpg>")))];
    expect(image?.position?.start.line).toBe(3);
  });
});

describe("sanitise: characters that XML 1.0 forbids (§2.2)", () => {
  it("cannot be brought in by reference, so nobody can forge the public address", () => {
    const html = fromHtml('<p title="&#1;a">&#1;/media/x&#xB;</p><a href="&#1;/x">y</a>');
    expect(html).toBe('<p title="a">/media/x</p><a href="/x">y</a>');
  });

  it("nor by a tree that holds them", () => {
    const tree: Root = { type: "root", children: [{ type: "text", value: "a\u0000\u0001\uD800\uFFFE\tb\u0085😀" }] };
    expect(toHtml(sanitise(tree))).toBe("a\tb😀");
  });
});

describe("sanitise: size", () => {
  it.each(["div", "b", "blockquote", "font", "a", "li", "table><tr><td", "span"])("5,000 nested <%s>", (name) => {
    const html = toHtml(sanitise(parseHtml(`${`<${name}>`.repeat(5000)}text`)));
    expect(html).toContain("text");
    expect(findDangers(html)).toEqual([]);
  });

  it("a tree 100,000 deep", () => {
    let node: Element = {
      type: "element",
      tagName: "div",
      properties: {},
      children: [{ type: "text", value: "text" }],
    };
    for (let depth = 0; depth < 100_000; depth++)
      node = { type: "element", tagName: "div", properties: {}, children: [node] };
    expect(toHtml(sanitise({ type: "root", children: [node] }))).toContain("text");
  });

  it("400,000 commas at the end of an address", () => {
    const [candidate] = readSrcset(`a${",".repeat(400_000)}b 2x`);
    expect(candidate?.address).toHaveLength(400_002);
  });

  it("400,000 open brackets in what is nested too deeply to be parsed", () => {
    expect(parseHtml("<div>".repeat(20_000) + "<".repeat(400_000)).children).toHaveLength(1);
  });

  it("200,000 siblings inside an element that is unwrapped", () => {
    expect(fromHtml(`<font>${"a<br>".repeat(100_000)}</font>`)).toHaveLength(500_000);
  });
});
