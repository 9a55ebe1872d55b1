import { describe, expect, test } from "vitest";
import { PUBLIC_URL_MARK } from "../../src/article/article.ts";
import { PHOTO, read, readSound } from "./fixtures.ts";

const MARKED = "\u0001/media/0123456789abcdef0123456789abcdef.jpg";

describe("Markdown", () => {
  test.each([
    [
      "emphasis, code, strikethrough",
      "*a* **b** `c` ~~d~~",
      "<p><em>a</em> <strong>b</strong> <code>c</code> <del>d</del></p>",
    ],
    ["HTML within", 'a <b class="x" onclick="y()">b</b><script>c</script>', "<p>a <b>b</b></p>"],
    ["a bare address", "https://a.example", '<p><a href="https://a.example/">https://a.example</a></p>'],
    ["no javascript: links", "[a](javascript:b)", "<p><a>a</a></p>"],
    ["own addresses carry the mark", "[a](/b?c#d)", '<p><a href="\u0001/b?c#d">a</a></p>'],
    ["footnotes lead to the article's page", "a[^1]\n\n[^1]: b", '\u0001/articles/harbour#user-content-fn-1"'],
    ["lines of a script without spaces are joined", "港は\n静かだ。\nSea\nfog", "<p>港は静かだ。\nSea\nfog</p>"],
    ["code keeps its lines", "```\n港\n海\n```", "港\n海"],
    ["CRLF", "a\r\n\r\nb", "<p>a</p>\n<p>b</p>"],
  ])("%s", (_, text, expected) => {
    expect(readSound("markdown", text, { existingSlug: "harbour" }).html).toContain(expected);
  });
});

test("200,000 nodes side by side in one element", () => {
  expect(readSound("html", `<div>${"a<br>".repeat(100_000)}</div>`).html).toHaveLength(500_011);
});

describe("names that the parser takes for a template", () => {
  test.each(["markdown", "html"] as const)("in %s leave the text", (kind) => {
    const { html } = readSound(kind, "<div><template#><img src=x onerror=alert(1)>words");
    expect(html).toContain("words");
    expect(html).not.toMatch(/<(?!p>|\/p>)/);
  });
});

describe("HTML", () => {
  test.each([
    ["a fragment", "<p>a<p>b", "<p>a</p><p>b</p>"],
    [
      "a document's body",
      "<!doctype html><html><head><title>t</title><style>p{}</style></head><body><p>a</p></body></html>",
      "<p>a</p>",
    ],
    ["markup that is not closed", "<p><em>a</p><p>b", "<p><em>a</em></p><p><em>b</em></p>"],
    ["text alone", "a & b", "a &amp; b"],
  ])("%s", (_, text, expected) => {
    expect(readSound("html", text).html.trim()).toBe(expected);
  });

  test("quotes and no-break spaces of attributes stay", () => {
    expect(readSound("html", '<p title="&quot;&nbsp;\'&lt;">a').html).toBe('<p title="&quot;\u00A0&#x27;<">a</p>');
  });

  test("3: what ends a CDATA section is written with a reference, wherever it stands", () => {
    const { html } = readSound("html", '<p title="]]>">a]]>b]]>c<code>]]]]>></code>');
    expect(html).toBe('<p title="]]&gt;">a]]&gt;b]]&gt;c<code>]]]]&gt;></code></p>');
  });
});

describe("an h1 that opens the body", () => {
  test.each(["markdown", "html"] as const)("%s: is the title and leaves the body", (kind) => {
    const text =
      kind === "markdown" ? "\n# The *harbour* is\n\nText." : "\n<h1>The <em>harbour</em> is</h1><p>Text.</p>";
    const article = readSound(kind, text);
    expect(article).toMatchObject({ title: "The harbour is", text: "Text." });
    expect(article.derived).not.toContain("title");
  });

  test("stays, where the front matter has another title", () => {
    expect(readSound("markdown", "---\ntitle: A\n---\n# B\n\nText.")).toMatchObject({ title: "A", text: "B\n\nText." });
  });

  test("leaves, where the front matter repeats it", () => {
    expect(readSound("markdown", "---\ntitle: A\n---\n# A\n\nText.")).toMatchObject({ title: "A", text: "Text." });
  });

  test("is no title further down", () => {
    expect(readSound("markdown", "Text here.\n\n# B").title).toBe("Text here");
  });
});

describe("characters that XML forbids", () => {
  test.each([
    ["text", "a\u0000\u0001b\uFFFE\uD800c\u0085"],
    ["html", "<p title='&#x1;&#xFFFE;x'>a&#x1;&#1;b&#xFFFE;c&#x0;&#xD800;&#x81;</p><a href='&#1;/media/x.png'>d</a>"],
    ["html", "<img src='&#1;/media/x.png' alt='&#1;'><p>a"],
    ["markdown", "a&#1;b&#x1; [c](<&#1;/media/x>) <i title='&#1;'>d</i>\u0001"],
    [
      "markdown",
      '---\ntitle: "a\\x01b"\nsummary: "\\uFFFFc"\ncorrections: [{date: 2024-01-01, text: "\\x02"}]\ntags: ["\\x01d"]\n---\na',
    ],
  ] as const)("%s: %j", (kind, text) => {
    const { article, findings } = read(kind, text);
    const { html = "", ...rest } = article ?? {};
    // Only addresses of ours begin with the mark.
    const values = JSON.stringify([rest, html.replaceAll(`"${PUBLIC_URL_MARK}/`, '"/'), findings]);
    expect(values).not.toMatch(/\\u00[01]|\\ud[89a-f]|[\u0080-\u009F\uFFFE\uFFFF]/i);
  });
});

describe("images", () => {
  const figure = (inner: string) => `<figure><img src="${MARKED}" alt="" width="800" height="600">${inner}</figure>`;

  test("the front matter's heads the body as a figure", () => {
    const article = readSound("markdown", "---\nimage: ./photo.jpg\n---\nText.");
    expect(article.html).toBe(`${figure("")}<p>Text.</p>`);
    expect(article.image).toMatchObject({
      role: "photograph",
      url: MARKED,
      mediaType: "image/jpeg",
      sizeBytes: 1234,
      width: 800,
    });
    expect(article).toMatchObject({ text: "Text.", mediaNames: [PHOTO.name] });
    expect(article.derived).not.toContain("image");
  });

  test("caption and credit stand under it", () => {
    const yaml = "image: {src: photo.jpg, alt: A pier, caption: The pier., credit: Lim & Co, license: CC BY 4.0}";
    const article = readSound("html", `---\n${yaml}\n---\n<p>Text.`);
    expect(article.html).toContain('alt="A pier"');
    expect(article.html).toContain(
      "<figcaption>The pier. <small>Lim &amp; Co</small></figcaption></figure><p>Text.</p>",
    );
    expect(article.image).toMatchObject({ caption: "The pier.", credit: "Lim & Co", license: "CC BY 4.0" });
    expect(read("html", `---\n${yaml}\n---\n<p>Text.`).outline).toEqual({ headings: 0, paragraphs: 1 });
  });

  test("is not repeated, where the body shows it already", () => {
    const article = readSound("markdown", "---\nimage: photo.jpg\n---\nText.\n\n![A](photo.jpg)");
    expect(article.html.match(/<img/g)).toHaveLength(1);
    expect(article.html).not.toContain("<figure>");
  });

  test("the body's first own image is the lead image, with its alt text and caption", () => {
    const text =
      '<p>Text.</p><img src="https://a.example/b.png"><figure><img src="photo.jpg" alt="A"><figcaption>B</figcaption></figure>';
    const article = readSound("html", text);
    expect(article.image).toMatchObject({ role: "photograph", url: MARKED, alt: "A", caption: "B" });
    expect(article.html.match(/<figure>/g)).toHaveLength(1);
  });

  test("an image that was published before is found by its address", () => {
    const address = `/media/${PHOTO.name}`;
    const media = new Map([[address, PHOTO]]);
    expect(readSound("markdown", `---\nimage: ${address}\n---\nText.`, { media }).image?.url).toBe(MARKED);
    expect(readSound("markdown", `Text. ![](${address})`, { media }).image?.url).toBe(MARKED);
  });

  test("Astro's heroImageAlt describes heroImage", () => {
    const article = readSound("markdown", "---\nheroImage: photo.jpg\nheroImageAlt: A pier\n---\nText.");
    expect(article.image?.alt).toBe("A pier");
  });

  test.each([
    ["image: gone.jpg", "image-missing", /^Cannot find the image "gone.jpg": looked beside the article/],
    ["cover: ../photo.jpg", "image-missing", /^Cannot find the image "..\/photo.jpg": looked beside the article/],
    [
      "image: /photo.jpg",
      "image-missing",
      /^Cannot find the image "\/photo.jpg": looked in the folder of the articles/,
    ],
    [
      "image: {src: data:image/png;base64}",
      "image-address-invalid",
      /^Cannot use the image "data:image\/png;base64": wanted a file of the publication, or an https:\/\/ address$/,
    ],
  ])("%s: a finding at that line, and the article without it", (line, reason, message) => {
    const { article, findings } = read("markdown", `---\n\n${line}\n---\nText.`);
    expect(article?.image).toBeUndefined();
    expect(findings).toEqual([{ severity: "warning", reason, line: 3, message: expect.stringMatching(message) }]);
  });

  test("findings of the body have the lines of the file", () => {
    const { findings } = read("markdown", "---\ntitle: A\n---\n\n![x](gone.png)");
    expect(findings).toMatchObject([{ reason: "image-missing", line: 5 }]);
  });
});

describe("markup made to be slow", () => {
  const unclosed = Array.from({ length: 1_000 }, (_, n) => `<b i=${n}>`).join("");

  test.each([
    ["5,000 nested div", "html", "<div>".repeat(5_000)],
    ["5,000 nested quotations", "html", "<blockquote>".repeat(5_000)],
    ["5,000 nested tables", "html", "<table><tr><td>".repeat(5_000)],
    ["1,000 open b before 3,000 paragraphs", "html", `<p>${unclosed}${"<p>x".repeat(3_000)}`],
    ["100,000 > on a line", "markdown", ">".repeat(100_000)],
    ["50,000 lists on a line", "markdown", "- ".repeat(50_000)],
    ["5,000 nested div in Markdown", "markdown", "<div>\n\n".repeat(5_000)],
    ["25,000 ** in a paragraph", "markdown", "a**b".repeat(25_000)],
    ["25,000 footnotes in a paragraph", "markdown", "[^a]".repeat(25_000)],
    [
      "2,000 columns above 5,000 short rows",
      "markdown",
      `${"|a".repeat(2_000)}\n${"|-".repeat(2_000)}\n${"|b\n".repeat(5_000)}`,
    ],
    ["50,000 full stops", "text", ". ".repeat(50_000)],
  ] as const)("%s", (_, kind, text) => {
    // One second on an idle machine; without the limits minutes, or no memory left: the runner's timeout is the judge.
    const { article } = read(kind, `${text} end`);
    expect(article?.text).toContain("end");
  });
});
