import { describe, expect, it, test } from "vitest";
import { renderHtml } from "../../src/article/markup/body-tree.ts";
import { readBody } from "../../src/article/markup/read-body.ts";
import { read, readSound } from "./fixtures.ts";

const html = (markdown: string, language = "en") => renderHtml(readBody("markdown", markdown, language).tree);

describe("blocks have the lines of their own that GitHub's renderer gives them", () => {
  test.each([
    ["tight items", "- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>"],
    ["loose items", "2. a\n\n   b", '<ol start="2">\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ol>'],
    ["quotations", "> a\nb", "<blockquote>\n<p>a\nb</p>\n</blockquote>"],
    [
      "tables",
      "| a | b |\n|:-:|--|\n| 1 | *2* |",
      '<table>\n<thead>\n<tr>\n<th align="center">a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align="center">1</td>\n<td><em>2</em></td>\n</tr>\n</tbody>\n</table>',
    ],
    ["task lists", "- [x] a\n- [ ] b", "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>"],
    ["code with a blank first line", "```js\n\na\n```", "<pre><code>\na\n</code></pre>"],
    [
      "code with a blank first line, beside raw HTML",
      "```\n\na\n```\n\n<div>b</div>",
      "<pre><code>\na\n</code></pre>\n<div>b</div>",
    ],
    ["Markdown within raw HTML", "<div>\n\n*a*\n\n</div>", "<div>\n<p><em>a</em></p>\n</div>"],
    [
      "definition lists",
      "A *b*\n: c\n: d\n\nE\n\n:   f\n\n    g",
      "<dl>\n<dt>A <em>b</em></dt>\n<dd>c</dd>\n<dd>d</dd>\n<dt>E</dt>\n<dd>\n<p>f</p>\n<p>g</p>\n</dd>\n</dl>",
    ],
    ["abbreviations", "*[AB]: c d\n\nAB `AB`", '<p><abbr title="c d">AB</abbr> <code>AB</code></p>'],
    ["hard line ends", "a  \nb", "<p>a<br>\nb</p>"],
    ["reference links", '[a]\n\n[a]: /b "c"', '<p><a href="/b" title="c">a</a></p>'],
    ["an image's text", '![a *b* `c`](d.png "e")', '<p><img src="d.png" alt="a b c" title="e"></p>'],
  ])("%s", (_, markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });
});

describe("autolinks (GFM §6.9)", () => {
  test.each([
    ["https:", "at https://a.example/b_c_d*.", '<a href="https://a.example/b_c_d">https://a.example/b_c_d</a>*.'],
    ["www.", "at www.a.example/b, c", '<a href="http://www.a.example/b">www.a.example/b</a>, c'],
    ["a mail address", "to a.b@c.example.", '<a href="mailto:a.b@c.example">a.b@c.example</a>.'],
    [
      "an address before full-width signs",
      "请看https://a.example/b，然后。",
      '请看<a href="https://a.example/b">https://a.example/b</a>，然后。',
    ],
    ["none in code", "`https://a.example`", "<code>https://a.example</code>"],
    ["none in links", "[https://a.example](/b)", '<a href="/b">https://a.example</a>'],
  ])("%s", (_, markdown, expected) => {
    expect(html(markdown)).toContain(expected);
  });
});

describe("emphasis beside signs of scripts without spaces", () => {
  test.each([
    ["**注意：**这里", "<strong>注意：</strong>这里"],
    ["他说**“小心”**然后", "<strong>“小心”</strong>"],
    ["これは**「重要」**です", "<strong>「重要」</strong>"],
    ["snake_case_name", "snake_case_name"],
  ])("%s", (markdown, expected) => {
    expect(html(markdown)).toContain(expected);
  });
});

describe("ids of headings", () => {
  test.each([
    ["GitHub's", "## What's *new*, `v2`?", 'id="user-content-whats-new-v2"'],
    ["numbered where they repeat", "## A\n\n## A\n\n## A-1", 'id="user-content-a-1-1"'],
    ["the author's own", "## Tides {#high-tide .x}", '<h2 id="user-content-high-tide">Tides</h2>'],
    ["of raw HTML as they are written", '<h2 id="x">Y</h2>', '<h2 id="user-content-x">Y</h2>'],
    ["of any script", "## Прилив 潮", 'id="user-content-прилив-潮"'],
  ])("%s", (_, markdown, expected) => {
    expect(html(markdown)).toContain(expected);
  });
});

describe("asides", () => {
  test.each([
    ["GitHub's alerts", "> [!WARNING]\n> a", "<aside>\n<p><strong>Warning</strong></p>\n<p>a</p>\n</aside>"],
    ["with a title of Obsidian's", "> [!note]- b\n> a", "<aside>\n<p><strong>b</strong></p>\n<p>a</p>\n</aside>"],
    [
      "tabs",
      '=== "A b"\n\n    c\n\n=== "D"\n\n    e',
      "<div>\n<p><strong>A b</strong></p>\n<p>c</p>\n</div>\n<div>\n<p><strong>D</strong></p>\n<p>e</p>\n</div>",
    ],
    ["with the mark alone", "> [!TIP]\n>\n> a", "<aside>\n<p><strong>Tip</strong></p>\n<p>a</p>\n</aside>"],
    [
      "directives",
      ":::note\n\n*a*\n\n:::\n\nb",
      "<aside>\n<p><strong>Note</strong></p>\n<p><em>a</em></p>\n</aside>\n<p>b</p>",
    ],
    [
      "directives with a title",
      "::: tip Do this\na\n:::",
      "<aside>\n<p><strong>Do this</strong></p>\n<p>a</p>\n</aside>",
    ],
    ["directives in brackets", ":::danger[Oh]\na\n:::", "<aside>\n<p><strong>Oh</strong></p>\n<p>a</p>\n</aside>"],
    ["directives within directives", "::::note\n:::tip\na\n:::\nb\n::::", "<p>a</p>\n</aside>\n<p>b</p>\n</aside>"],
    ["details", "::: details More\na\n:::", "<details>\n<summary>More</summary>\n<p>a</p>\n</details>"],
    ["admonitions", '!!! note "b"\n    a\n\n    c\n\nd', "<p>a</p>\n<p>c</p>\n</aside>\n<p>d</p>"],
    ["unknown directives leave their text", "::: center\na\n:::", "<div>\n<p>a</p>\n</div>"],
    ["none of it in code", "```\n:::note\n```", "<pre><code>:::note\n</code></pre>"],
  ])("%s", (_, markdown, expected) => {
    expect(html(markdown)).toContain(expected);
  });

  it("have their word in the article's language", () => {
    expect(html("> [!NOTE]\n> a", "de-AT")).toContain("<strong>Hinweis</strong>");
    expect(html("> [!NOTE]\n> a", "cy")).toContain("<strong>Note</strong>");
  });
});

describe("attribute lists and marks of contents go", () => {
  test.each([
    ["of a paragraph", "a\n{: .lead}\n\nb", "<p>a</p>\n<p>b</p>"],
    ["of a link", '[a](/b){: .btn target="_blank"}', '<p><a href="/b">a</a></p>'],
    ["of an image", '![a](b.png){width="300"}', '<p><img src="b.png" alt="a"></p>'],
    ["the contents' list of kramdown", "* TOC\n{:toc}\n\na", "<p>a</p>"],
    ["[[toc]]", "[[toc]]\n\na", "<p>a</p>"],
    ["[TOC]", "[TOC]\n\na", "<p>a</p>"],
    ["but not braces of a text", "a {b: c} and {d}", "<p>a {b: c} and {d}</p>"],
    ["nor a link's text", "a[toc]\n\n[toc]: /b", '<p>a<a href="/b">toc</a></p>'],
  ])("%s", (_, markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it("an id stays, with the block above it", () => {
    expect(html("a\n{: #top .x}")).toBe('<p id="user-content-top">a</p>');
  });
});

describe("maths is never garbled", () => {
  test.each([
    ["$…$", "a $x_{i}y_{j}^*z^*$ b", "<p>a <code>x_{i}y_{j}^*z^*</code> b</p>"],
    ["$$…$$ on lines of its own", "$$\nx_1 *y* _z_\n$$", "<pre><code>x_1 *y* _z_\n</code></pre>"],
    ["$$…$$ within a line", "a $$x_1$$ b", "<p>a <code>x_1</code> b</p>"],
    ["MathJax's delimiters", "a \\\\(x_1 _b_\\\\) c", "<p>a <code>x_1 _b_</code> c</p>"],
    [
      "environments",
      "\\begin{align*}\na &= _b_\n\\end{align*}",
      "<pre><code>\\begin{align*}\na &#x26;= _b_\n\\end{align*}\n</code></pre>",
    ],
    ["LaTeX's delimiters", "a \\(x_1\\) \\(\\alpha b\\) c", "<p>a <code>x_1</code> <code>\\alpha b</code> c</p>"],
    ["LaTeX's delimiters on lines of their own", "\\[\nx_1 _b_\n\\]", "<pre><code>x_1 _b_\n</code></pre>"],
    ["escaped brackets are no maths", "\\(see a_long_name\\) \\[b\\]", "<p>(see a_long_name) [b]</p>"],
    ["prices are no maths", "from $5 to $10, US$3 or CA$4", "<p>from $5 to $10, US$3 or CA$4</p>"],
    ["nor are names of a shell", "$HOME/$USER and $PATH", "<p>$HOME/$USER and $PATH</p>"],
    ["nor what is escaped", "\\$a\\$ b", "<p>$a$ b</p>"],
    ["nor what never ends", "$$ a\n\nb", "<p>$$ a</p>\n<p>b</p>"],
  ])("%s", (_, markdown, expected) => {
    expect(html(markdown).replaceAll("&amp;", "&#x26;")).toBe(expected);
  });
});

describe("hidden text", () => {
  test.each([
    ["Obsidian's, within a line", "a %%b%% c", "<p>a  c</p>"],
    ["Obsidian's, on lines of its own", "a\n\n%%\nb\n\nc\n%%\n\nd", "<p>a</p>\n<p>d</p>"],
    ["kramdown's", "a\n\n{::comment}\nb\n{:/comment}\n\nc", "<p>a</p>\n<p>c</p>"],
    ["HTML's", "a <!-- b --> c", "<p>a  c</p>"],
    ["shown in code", "`%%b%%`", "<p><code>%%b%%</code></p>"],
    ["two signs are no comment", "100%% sure", "<p>100%% sure</p>"],
  ])("%s", (_, markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it("hides the rest where it is never closed, with a finding at its line", () => {
    const { article, findings } = read("markdown", "---\ntitle: A\n---\na\n\n%%\nb");
    expect(article?.text).toBe("a");
    expect(findings).toMatchObject([{ severity: "warning", reason: "markup-removed", line: 6 }]);
  });
});

describe("emoji", () => {
  test.each([
    ["a name of GitHub's", "a :smile:, :+1:", "<p>a 😄, 👍</p>"],
    ["not in code", "`:smile:`", "<p><code>:smile:</code></p>"],
    ["not an unknown name", ":no_such_name:", "<p>:no_such_name:</p>"],
    ["not a time", "1:100:2", "<p>1:100:2</p>"],
  ])("%s", (_, markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });
});

describe("footnotes", () => {
  it("lead there and back, each reference by its own way", () => {
    const found = html("a[^x] b[^x]\n\n[^x]: c");
    expect(found).toContain('<sup><a href="#user-content-fn-x" id="user-content-fnref-x-2">1</a></sup>');
    expect(found).toContain('c <a href="#user-content-fnref-x" title="Back to reference 1">↩</a>');
    expect(found).toContain('<a href="#user-content-fnref-x-2" title="Back to reference 1-2">↩<sup>2</sup></a>');
  });

  it("speak the article's language, or none", () => {
    expect(html("a[^1]\n\n[^1]: b", "de")).toContain(">Fußnoten</h2>");
    expect(html("a[^1]\n\n[^1]: b", "cy")).toMatch(/<section><hr>\n<ol>\n<li .*<p>b <a href="[^"]*">↩<\/a><\/p>/s);
  });

  it("may stand within the text", () => {
    expect(html("a^[b *c*]")).toMatch(/<sup>.*<p>b <em>c<\/em> <a/s);
  });

  it.each([
    ["markdown", "Mills lined this shore.[^1] Few are left.\n\n[^1]: By the rolls."],
    [
      "html",
      '<p>Mills lined this shore.<sup id="fnref:1"><a href="#fn:1">1</a></sup> Few are left.</p><ol><li id="fn:1"><p>By the rolls.</p></li></ol>',
    ],
  ] as const)("of %s are in no summary", (kind, text) => {
    expect(readSound(kind, text).summary).toBe("Mills lined this shore. Few are left.");
  });
});

describe("findings have the line of the source", () => {
  test.each([
    ["in the third line of a paragraph", "a\nb\n![x](gone.png)", 3],
    ["in a list", "- a\n- b\n\n  ![x](gone.png)", 4],
    ["in a cell", "| a |\n|--|\n| b |\n| ![x](gone.png) |", 4],
    ["in a footnote", "a[^1]\n\n[^1]: b\n\n    ![x](gone.png)", 5],
    ["behind a code block", "```\na\n```\n\n![x](gone.png)", 5],
    ["beside raw HTML", "a\n\n<div>\n\nb\n![x](gone.png)\n\n</div>", 6],
    ["in raw HTML", 'a\n\n<div>\n<img src="gone.png">\n</div>', 4],
  ])("%s", (_, text, line) => {
    expect(read("markdown", text).findings).toMatchObject([{ reason: "image-missing", line }]);
  });
});

describe("what is made to be slow or large ends with a problem at its line, or is read in time", () => {
  const refused = [
    ["a long address repeated by reference", `[a]: /${"b".repeat(4_000)}\n\n${"[a] ".repeat(1_000)}`],
    ["short rows of a wide table", `${"|a".repeat(100)}\n${"|-".repeat(100)}\n${"|b\n".repeat(660)}`],
    ["such tables, many of them", `${"|a".repeat(100)}\n${"|-".repeat(100)}\n${"|b\n".repeat(600)}\n\n`.repeat(60)],
    [
      "containers in containers",
      Array.from({ length: 300 }, (_, depth) => `${":".repeat(303 - depth)} note`).join("\n"),
    ],
    [
      "formatting with long titles, opened again in each paragraph",
      `<p>${`<b title="${"x".repeat(400)}">`.repeat(8)}${"<p>y".repeat(1_200)}`,
    ],
  ] as const;

  test.each(refused)("refused: %s", (_, text) => {
    const { article, findings } = read("markdown", text);
    expect(article).toBeUndefined();
    expect(findings.filter(({ severity }) => severity === "error")).toMatchObject([
      { severity: "error", reason: "markup-too-costly" },
    ]);
  });

  test.each([
    ["<!--", "a <!-- ".repeat(20_000)],
    ["<?", "a <? ".repeat(25_000)],
    ["<![CDATA[", "a <![CDATA[ ".repeat(12_000)],
    ["<!A", "a <!A ".repeat(20_000)],
    ["%%", "a %% b ".repeat(15_000)],
    ["$", "a $b\\ ".repeat(15_000)],
    ["$$ on lines", "$$ a\n\n".repeat(15_000)],
    ["\\begin{a}", "\\begin{a}\n\n".repeat(8_000)],
    ["[", "[".repeat(60_000)],
    ["`", Array.from({ length: 400 }, (_, length) => "`".repeat(length + 1)).join(" a ")],
    ["&", "&".repeat(100_000)],
    ["http://", "http://a".repeat(12_000)],
    ["^[", "^[".repeat(20_000)],
    [":::", ":::note\n".repeat(10_000)],
    ["{::comment}", "{::comment} a ".repeat(8_000)],
    ["definitions", "a\n: b\n".repeat(15_000)],
    ["abbreviations", `*[a]: ${"b".repeat(2_000)}\n\n${"a ".repeat(48_000)}`],
    ["\\(", "\\(a_b ".repeat(15_000)],
    [": emoji", ":a".repeat(50_000)],
    ["footnotes", Array.from({ length: 4_000 }, (_, n) => `a[^${n}]\n\n[^${n}]: b`).join("\n\n")],
  ])("answered: 100 KB of %s", (_, text) => {
    const { article, findings } = read("markdown", `start\n\n${text}`);
    expect(article !== undefined || findings.some(({ severity }) => severity === "error")).toBe(true);
  });
});
