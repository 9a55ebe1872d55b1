import { describe, expect, it, test } from "vitest";
import { expandTemplates } from "../../../src/article/markup/template/expand-templates.ts";
import { read } from "../fixtures.ts";

const YOUTUBE = '<a href="https://www.youtube.com/watch?v=Ab3dE5gH7_k">youtube.com</a>';
const LIST = '<a href="https://www.youtube.com/playlist?list=PLq3w8e1r5tA9">youtube.com</a>';

describe("tags mean in Markdown", () => {
  it.each([
    ["Hugo", "{{< youtube Ab3dE5gH7_k >}}", YOUTUBE],
    ["Hugo", '{{< youtube id="Ab3dE5gH7_k" title="Tides" >}}', YOUTUBE.replace("youtube.com<", "Tides<")],
    ["Hugo", "{{< youtube PLq3w8e1r5tA9 >}}", LIST],
    ["Hugo", "{{<vimeo 769>}}", '<a href="https://vimeo.com/769">vimeo.com</a>'],
    ["Hugo", '{{< figure src="a.png" >}}', '<img src="a.png" alt="">'],
    [
      "Hugo",
      '{{< figure src="a.png" alt="A" caption="B *c*" link="/d" >}}',
      '<figure><a href="/d"><img src="a.png" alt="A"></a><figcaption>B *c*</figcaption></figure>',
    ],
    ["Hugo", '[a]({{< ref "b c.md#d" >}})', "[a]([[b%20c.md]]#d)"],
    ["Hugo", "{{</* youtube x */>}}", "{{&lt; youtube x &gt;}}"],
    ["Hugo", "{{< toc >}}", ""],
    ["Hugo", "{{< highlight go >}}\na\n{{< /highlight >}}", "```go\na\n```"],
    ["Hugo", "{{< highlight go >}}\n```\n{{< /highlight >}}", "````go\n```\n````"],
    ["Hugo", "{{% notice tip %}}\na\n{{% /notice %}}", "<aside><p><strong>Tip</strong></p>\n\n\na\n\n\n</aside>"],
    ["Hugo", "{{< gist ann 0f >}}", '<a href="https://gist.github.com/ann/0f">gist.github.com</a>'],
    ["Hugo", '{{< x user="ann" id="1" >}}', '<a href="https://x.com/ann/status/1">x.com</a>'],
    ["Hugo", '{{< button href="/a" >}}b{{< /button >}}', '<a href="/a">b</a>'],
    ["Hugo", '{{< tabs >}}{{% tab "A" %}}b{{% /tab %}}{{< /tabs >}}', "<p><strong>A</strong></p>\n\nb\n\n"],
    ["Hugo", "{{< katex >}}\na_b\n{{< /katex >}}", "$$\na_b\n$$"],
    ["Hugo", "{{< mermaid >}}\na\n{{< /mermaid >}}", "```mermaid\na\n```"],
    ["Hugo", '{{< quote author="Ann" >}}a{{< /quote >}}', "<blockquote>\n\na\n\n<p><cite>Ann</cite></p></blockquote>"],
    ["Forem", "{% embed https://www.youtube.com/embed/Ab3dE5gH7_k %}", YOUTUBE],
    ["Forem", "{% github ann/b %}", '<a href="https://github.com/ann/b">github.com</a>'],
    ["Liquid", "[a]({{ site.baseurl }}{% post_url 2024-05-01-b %})", "[a]([[2024-05-01-b]])"],
    ["Liquid", "{% raw %}{{ a }}{% endraw %}", "{{ a }}"],
    ["Liquid", "{%- comment -%}{{ a }}{%- endcomment -%}b", "b"],
    ["Liquid", "{% highlight js linenos %}\na\n{% endhighlight %}", "```js\na\n```"],
    ["Liquid", "{% highlight js %}a < b{% endhighlight %}", '<pre><code class="language-js">a &lt; b</code></pre>'],
    ["Liquid", "c {% highlight js %}*a*{% endhighlight %}", "c <code>&#42;a&#42;</code>"],
    ["Liquid", "{% include toc.html html=content %}", ""],
    ["Liquid", '{% include youtube.html id="Ab3dE5gH7_k" %}', YOUTUBE],
    ["Liquid", '{{ "/a.png" | relative_url }}', "/a.png"],
    ["Liquid", "{{ '{{' }}", "{{"],
    ["Hexo", "{% youtube Ab3dE5gH7_k %}", YOUTUBE],
    ["Hexo", '{% asset_img a.png "A boat" %}', '<img src="a.png" alt="A boat">'],
    ["Hexo", '{% asset_img left a.png 300 200 \'"T" "A"\' %}', '<img src="a.png" alt="A" title="T">'],
    ["Hexo", "{% post_link low-water %}", '<a href="[[low-water]]">low water</a>'],
    ["Hexo", "{% note warning %}\na\n{% endnote %}", "<aside><p><strong>Warning</strong></p>\n\n\na\n\n\n</aside>"],
    ["Hexo", "{% codeblock lang:js %}\na\n{% endcodeblock %}", "```js\na\n```"],
    ["Zola", '{{ youtube(id="Ab3dE5gH7_k") }}', YOUTUBE],
    ["Nunjucks", "{# a #}b", "b"],
    ["Pelican", "![a]({static}/b.png) [c]({filename}d.md)", "![a](/b.png) [c](d.md)"],
    ["Obsidian", "[[Low water]]", '<a href="[[Low%20water]]">Low water</a>'],
    ["Obsidian", "[[Low water#The ebb|it]]", '<a href="[[Low%20water]]#the-ebb">it</a>'],
    ["Obsidian", "[[#The ebb]]", '<a href="#the-ebb">The ebb</a>'],
    ["Obsidian", "![[a b.png|300x200]]", '<img src="a%20b.png" alt="" width="300" height="200">'],
    ["Obsidian", "![[a.pdf]]", '<a href="a.pdf">a.pdf</a>'],
    ["WordPress", "[embed]https://youtu.be/a[/embed]", '<a href="https://youtu.be/a">youtu.be</a>'],
    ["WordPress", "[code lang=js]\na\n[/code]", "```js\na\n```"],
  ])("%s: %s", (_, source, expected) => {
    expect(expandTemplates(source, "markdown")).toMatchObject({ text: expected, findings: [] });
  });
});

describe("tags mean in HTML", () => {
  it.each([
    [
      '[caption id="a" width="300"]<a href="#"><img src="a.png"></a> B[/caption]',
      '<figure><a href="#"><img src="a.png"></a><figcaption>B</figcaption></figure>',
    ],
    [
      '[caption caption="B"]<img src="a.png">[/caption]',
      '<figure><img src="a.png"><figcaption>B</figcaption></figure>',
    ],
    ["[php]a &lt; b[/php]", '<pre><code class="language-php">a &lt; b</code></pre>'],
    ["[embed]https://www.youtube.com/watch?v=Ab3dE5gH7_k[/embed]", YOUTUBE],
    ["[youtube https://www.youtube.com/watch?v=Ab3dE5gH7_k]", YOUTUBE],
    ['[audio mp3="a.mp3"][/audio]', '<audio src="a.mp3" controls></audio>'],
  ])("%s", (source, expected) => {
    expect(expandTemplates(source, "html")).toMatchObject({ text: expected, findings: [] });
  });
});

describe("code is never touched", () => {
  it.each([
    ["a span", "`{{ a }}` ``{% raw %}`{{ b }}``"],
    ["a fence", "```liquid\n{% if a %}\n{{< youtube x >}}\n```"],
    ["a fence in a list", "- a\n\n  ~~~\n  [[b]]\n  ~~~\n"],
    ["a fence that is not closed", "~~~\n{{ a }}"],
    ["an indented block", "a\n\n    {{ b }}\n    [[c]]\n\nd"],
    ["an element", "<pre>\n{{ a }}\n</pre> <code>[[b]]</code>"],
    ["a comment", "<!-- {{ a }} -->"],
    ["escaped", "\\{{ a }} \\[[b]]"],
  ])("%s", (_, source) => {
    expect(expandTemplates(source, "markdown")).toEqual({ text: source, lineOf: undefined, findings: [] });
  });
});

describe("square brackets and braces that are no template", () => {
  it.each([
    "[embed](https://a.example) [code][1] [source]\n\n[1]: https://a.example",
    "[[1]](#fn1) [[2]][b] [ [x] ]",
    "if [[ -f a ]]; then",
    String.raw`$\frac{{x}}{y}$ a_{{b}}`,
    "{ a } {b} ## H {#id}",
  ])("%s", (source) => {
    expect(expandTemplates(source, "markdown")).toMatchObject({ text: source, findings: [] });
  });
});

describe("what only its own tool can tell", () => {
  it.each([
    ["{{ site.time }}", "{{ site.time }}"],
    ["{% if page.x %}a{% endif %}", "{% if page.x %}, {% endif %}"],
    ['[contact-form id="1"]', '[contact-form id="1"]'],
    ['[gallery ids="1,2"]', '[gallery ids="1,2"]'],
    ["<%= a %>", "<%= a %>"],
    ["<<< @/a.js", "<<< @/a.js"],
    ["{{ a }} {{ b }} {{ c }} {{ d }} {{ d }}", "{{ a }}, {{ b }}, {{ c }} and 1 more"],
  ])("stays, with one finding: %s", (source, named) => {
    const { article, findings } = read("markdown", `\nText.\n\n${source}`);
    expect(findings).toMatchObject([{ severity: "warning", reason: "template-left", line: 4 }]);
    expect(findings[0]?.message).toContain(named);
    expect(article?.text).toContain(source);
  });
});

describe("a tag that no rule knows", () => {
  it.each([
    ["{{< people data=1 >}}", "", "{{< people data=1 >}}"],
    ["{{< people >}}a *b*{{< /people >}}", "a *b*", "{{< people >}}"],
    ["{% include crew.html %}", "", "{% include crew.html %}"],
    ["{% crew %}a{% endcrew %}", "a", "{% crew %}"],
    ["{{< youtube >}}", "", "{{< youtube >}}"],
    ["{{< chart >}}[1, 2]{{< /chart >}}", "", "{{< chart >}}"],
  ])("goes, with one finding: %s", (source, text, named) => {
    const expansion = expandTemplates(source, "markdown");
    expect(expansion).toMatchObject({ text, findings: [{ severity: "warning", reason: "template-removed" }] });
    expect(expansion.findings[0]?.message).toContain(named);
  });
});

describe("a text that is not for every reader", () => {
  it.each([
    "{{< private >}}\na\n{{< /private >}}",
    '{{% hugo-encryptor "key" %}}a{{% /hugo-encryptor %}}',
    '{{< encrypt password="key" >}}a `b` c{{< /encrypt >}}',
    "{% private %}a{% endprivate %}",
    "[members-only]a[/members-only]",
    '[private role="crew"]a[/private]',
    "[hide]a[/hide]",
  ])("is not published, with a finding: %s", (source) => {
    const { article, findings } = read("markdown", `\nText.\n\n${source}\n\nMore.`);
    expect(article?.text).toBe("Text.\n\nMore.");
    expect(findings).toMatchObject([{ severity: "warning", reason: "template-held", line: 4 }]);
  });

  it.each(["{{< private >}}", '{{% hugo-encryptor "key" %}}', "{% encrypt %}"])(
    "without an end holds the article back: %s",
    (opening) => {
      const { article, findings } = read("markdown", `\nText.\n\n${opening}\nMore.`);
      expect(article).toBeUndefined();
      expect(findings).toMatchObject([{ severity: "error", reason: "template-open", line: 4 }]);
    },
  );
});

test("findings after a replacement have the lines of the file", () => {
  const tags = '{{< figure src="photo.jpg" alt="p" caption="a" >}}\nb\n\n{% note %}\nc\n{% endnote %}\nd\n';
  const { findings } = read("markdown", `---\ntitle: A\n---\n${tags}\n[e](gone.md)`);
  expect(findings).toMatchObject([{ line: 12 }]);
});

test("Markdown after a figure is Markdown", () => {
  const { article } = read("markdown", '{{< figure src="photo.jpg" caption="a" >}}\nb *c*');
  expect(article?.html).toContain("<p>b <em>c</em></p>");
});

test.each([
  ["{% note %}", 20_000],
  ["{{< notice >}}", 20_000],
  ["{{", 100_000],
  ["[[", 100_000],
  ["[caption a=1", 20_000],
  ["{{ a", 20_000],
  ["{% a", 20_000],
  ["{% raw %}", 20_000],
  ["`{{ a }}``", 20_000],
])(
  "%s, %i times, takes no longer than its length",
  (part, times) => {
    expect(expandTemplates(part.repeat(times), "markdown").text.length).toBeLessThan(10 * part.length * times);
  },
  5_000,
);
