import { describe, expect, it } from "vitest";
import { read, readSound } from "../fixtures.ts";

const html = (text: string) => readSound("html", text, { existingSlug: "a" }).html.trim();

describe("text that a browser does not show is no text of the article", () => {
  it.each([
    ["hidden", "<p hidden>no</p>"],
    ["display: none", '<p style="color:red; display : none">no</p>'],
    ["visibility: hidden", '<p style="visibility:hidden">no</p>'],
    ["Bootstrap 4", '<span class="sr-only">no</span>'],
    ["Bootstrap 5", '<span class="visually-hidden focusable">no</span>'],
    ["WordPress", '<span class="screen-reader-text">no</span>'],
    ["aria-hidden", '<i aria-hidden="true">no</i>'],
    ["nested", "<div><div><b hidden>no</b></div></div>"],
  ])("%s", (_, hidden) => {
    const { text, html } = readSound("html", `<p>yes</p>${hidden}`);
    expect([text, html]).toEqual(["yes", expect.not.stringContaining("no")]);
  });

  it.each([
    ["found on demand (HTML §6.1)", '<p hidden="until-found">kept</p>', "kept"],
    ["aria-hidden=false", '<p aria-hidden="false">kept</p>', "kept"],
    ["an image alone, which aria-hidden does not hide", '<p aria-hidden="true"><img src="photo.jpg"></p>', "<img"],
    ["display: block", '<p style="display:block">kept</p>', "kept"],
  ])("stays: %s", (_, text, kept) => {
    expect(html(text)).toContain(kept);
  });
});

describe("furniture of other generators goes", () => {
  it.each([
    ["a copy button", "<div><button>Copy</button><pre>a</pre></div>", "<div><pre>a</pre></div>"],
    ["a copy button by its class", '<p>a<span class="copy-btn">C</span></p>', "<p>a</p>"],
    [
      "numbers in a table (Hexo)",
      '<table><tr><td class="gutter"><pre>1\n2</pre></td><td class="code"><pre>a\nb</pre></td></tr></table>',
      "<pre>a\nb</pre>",
    ],
    [
      "numbers in a table (Rouge)",
      '<table class="rouge-table"><tbody><tr><td class="rouge-gutter gl"><pre class="lineno">1</pre></td><td class="rouge-code"><pre>a</pre></td></tr></tbody></table>',
      "<pre>a</pre>",
    ],
    [
      "numbers in a table (Chroma)",
      '<table class="lntable"><tr><td class="lntd"><pre><span class="lnt">1</span></pre></td><td class="lntd"><pre>a</pre></td></tr></table>',
      "<pre>a</pre>",
    ],
    ["numbers in line (Pygments)", '<pre><span class="linenos">1</span>a</pre>', "<pre>a</pre>"],
    [
      "a permalink (Sphinx)",
      '<h2 id="x">A<a class="headerlink" href="#x">¶</a></h2>',
      '<h2 id="user-content-x">A</h2>',
    ],
    [
      "a permalink before the words",
      '<h2><a class="anchor" id="x" href="#x">#</a> A</h2>',
      '<h2 id="user-content-x"> A</h2>',
    ],
  ])("%s", (_, text, expected) => expect(html(text)).toBe(expected));

  it.each([
    ["a heading that is a link to itself", '<h2><a href="#x">Words</a></h2>', "Words"],
    ["a table of numbers", "<table><tr><td>1</td><td>2</td></tr></table>", "<td>1</td><td>2</td>"],
    ["a number in the text", '<p>a <span class="ln">1</span></p>', "1"],
    ["a footnote's number", '<p>a<a href="#fn1">1</a></p>', ">1</a>"],
  ])("stays: %s", (_, text, kept) => expect(html(text)).toContain(kept));
});

describe("images that a script would load", () => {
  const IMAGE = ' src="\u0001/media/0123456789abcdef0123456789abcdef.jpg"';
  it.each([
    ["data-src", '<p><img src="data:image/gif;base64,R0" data-src="photo.jpg" alt="A"></p>'],
    ["data-original", '<p><img src="wait.png" data-original="photo.jpg" alt="A"></p>'],
    ["data-lazy-src", '<p><img data-lazy-src="photo.jpg" alt="A"></p>'],
    ["noscript alone", '<p><img src="data:image/gif;base64,R0"><noscript><img alt="A" src="photo.jpg"></noscript></p>'],
    [
      "noscript beside data-src",
      '<p><img data-src="photo.jpg" alt="A"><noscript><img alt="A" src="photo.jpg"></noscript></p>',
    ],
  ])("%s", (_, text) => {
    const { article, findings } = read("html", text);
    expect(article?.html.split("<img")).toHaveLength(2);
    expect(article?.html).toContain(IMAGE);
    expect(findings).toEqual([]);
  });

  it("data-srcset", () => {
    const text = '<p><img src="photo.jpg" srcset="data:image/gif;base64,R0 1w" data-srcset="photo.jpg 800w"></p>';
    expect(html(text)).toContain('srcset="\u0001/media/0123456789abcdef0123456789abcdef.jpg 800w"');
  });

  it("a counter and a request for scripts in noscript are no part of the article", () => {
    const counter = '<noscript><img src="https://www.facebook.com/tr?id=1&noscript=1"></noscript>';
    expect(html(`<p>a</p>${counter}<noscript>Please enable scripts</noscript>`)).toBe("<p>a</p>");
  });
});

describe("players are links to what they play", () => {
  const YOUTUBE = "https://www.youtube.com";
  it.each([
    [`${YOUTUBE}/embed/Ab3dE5gH7_k?rel=0`, `${YOUTUBE}/watch?v=Ab3dE5gH7_k`],
    ["//www.youtube-nocookie.com/embed/Ab3dE5gH7_k", `${YOUTUBE}/watch?v=Ab3dE5gH7_k`],
    [`${YOUTUBE}/embed/Ab3dE5gH7_k?list=PLq3w8`, `${YOUTUBE}/watch?v=Ab3dE5gH7_k&list=PLq3w8`],
    [`${YOUTUBE}/embed/videoseries?list=PLq3w8`, `${YOUTUBE}/playlist?list=PLq3w8`],
    [`${YOUTUBE}/embed?listType=playlist&list=PLq3w8`, `${YOUTUBE}/embed?listType=playlist&list=PLq3w8`],
    [`${YOUTUBE}/embed/?listType=playlist&list=PLq3w8`, `${YOUTUBE}/playlist?list=PLq3w8`],
    ["https://player.vimeo.com/video/769?color=fff", "https://vimeo.com/769"],
    ["https://www.dailymotion.com/embed/video/x8abc?autoplay=1", "https://www.dailymotion.com/video/x8abc"],
    ["https://player.twitch.tv/?video=v123&parent=a.example", "https://www.twitch.tv/videos/123"],
    ["https://open.spotify.com/embed/episode/7abc?theme=0", "https://open.spotify.com/episode/7abc"],
    ["https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&color=x", "https://soundcloud.com/a/b"],
    [
      "https://tube.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
      "https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d",
    ],
    ["https://maps.example/frame?q=1", "https://maps.example/frame?q=1"],
  ])("%s", (frame, page) => {
    const href = page.replaceAll("&", "&amp;");
    expect(html(`<iframe src="${frame.replaceAll("&", "&amp;")}"></iframe>`).replaceAll("&#x26;", "&amp;")).toContain(
      `href="${href}"`,
    );
  });

  it.each([
    ["lite-youtube", '<lite-youtube videoid="Ab3dE5gH7_k" playlabel="Tides"></lite-youtube>', "Tides"],
    ["amp-youtube", '<amp-youtube data-videoid="Ab3dE5gH7_k"></amp-youtube>', "www.youtube.com"],
    ["a component by name", '<YouTube id="Ab3dE5gH7_k" />', "www.youtube.com"],
    [
      "a block of WordPress",
      '<div class="wp-block-embed__wrapper">\nhttps://www.youtube.com/watch?v=Ab3dE5gH7_k\n</div>',
      "www.youtube.com",
    ],
    [
      "a Flash player",
      '<object><param name="movie" value="http://www.youtube.com/v/Ab3dE5gH7_k&amp;hl=en"></object>',
      "www.youtube.com",
    ],
  ])("%s", (_, text, words) => {
    expect(html(text)).toBe(`<a href="https://www.youtube.com/watch?v=Ab3dE5gH7_k">${words}</a>`);
  });

  it("around the picture that the article brings", () => {
    const text = '<lite-youtube videoid="Ab3dE5gH7_k"><img src="photo.jpg"></lite-youtube>';
    expect(html(text)).toMatch(/^<a href="[^"]*Ab3dE5gH7_k"><img alt="www.youtube.com" src="[^"]*\/media\//);
    const painted = `<lite-youtube videoid="Ab3dE5gH7_k" style="background-image: url('photo.jpg')"></lite-youtube>`;
    expect(html(painted)).toMatch(/^<a href="[^"]*Ab3dE5gH7_k"><img [^>]*src="[^"]*\/media\//);
  });

  it("an id that is none makes no address", () => {
    expect(html('<p>a</p><lite-youtube videoid="x&quot;/../evil"></lite-youtube>')).not.toContain("youtube");
  });

  it("what stands inside for browsers without the element is no text", () => {
    const film =
      '<video src="https://a.example/f.mp4"><track src="https://a.example/f.vtt" srclang="en"><p>No film</p></video>';
    const { html, text } = readSound("html", `<p>a</p>${film}<audio src="https://a.example/f.mp3">No sound</audio>`);
    expect(text).toBe("a");
    expect(html).toContain('<track src="https://a.example/f.vtt" srclang="en">');
  });
});

describe("formulas are TeX", () => {
  const MATHML = "<mi>x</mi><mo>=</mo><mfrac><mn>1</mn><msup><mi>y</mi><mn>2</mn></msup></mfrac>";
  it.each([
    [
      "KaTeX",
      `<span class="katex"><span class="katex-mathml"><math><semantics><mrow>${MATHML}</mrow><annotation encoding="application/x-tex">x=1</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x1y2</span></span>`,
      "<code>x=1</code>",
    ],
    ["MathML without its TeX", `<math>${MATHML}</math>`, "<code>x=\\frac{1}{y^{2}}</code>"],
    ["MathML as a block", `<math display="block">${MATHML}</math>`, "<pre><code>x=\\frac{1}{y^{2}}</code></pre>"],
    ["MathJax 2", '<script type="math/tex">x&y</script>', "<code>x&amp;y</code>"],
  ])("%s", (_, text, expected) => expect(html(text)).toBe(expected));

  it("a finding where a formula has no TeX", () => {
    const { article, findings } = read("html", '\n<p>a <span class="katex">x21</span></p>');
    expect(article?.text).toBe("a");
    expect(findings).toMatchObject([{ reason: "markup-removed", line: 2 }]);
  });
});
