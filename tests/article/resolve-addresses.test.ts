import { fromHtml } from "hast-util-from-html";
import { toHtml } from "hast-util-to-html";
import { describe, expect, it } from "vitest";
import type { Medium } from "../../src/article/article.ts";
import { resolveAddresses } from "../../src/article/markup/resolve-addresses.ts";
import { sanitise } from "../../src/article/markup/sanitise.ts";

const parse = (html: string) => fromHtml(html, { fragment: true });

const medium = (name: string, width: number, height: number): Medium => ({
  name,
  mediaType: "image/jpeg",
  sizeBytes: 1000,
  width,
  height,
});
const media = new Map([
  ["/img/boat.png", medium("b.png", 400, 300)],
  ["../up.png", medium("u.png", 400, 300)],
  ['a"b#1 50%?.png', medium("s.png", 400, 300)],
  ["photo.jpg", medium("p.jpg", 1600, 900)],
  ["images/map 1.png", medium("m.png", 400, 300)],
  ["café.jpg".normalize("NFD"), medium("c.jpg", 10, 10)],
  ["100%.jpg", medium("h.jpg", 10, 10)],
]);

/** PUBLIC_URL_MARK is shown as `~`. */
function resolve(html: string) {
  const resolved = resolveAddresses(sanitise(parse(html)), { pagePath: "/articles/2023/kim", media });
  return { ...resolved, html: toHtml(resolved.tree).replaceAll("\u0001", "~") };
}

describe("resolveAddresses: links", () => {
  it.each(["other.md", "../2023/kim.markdown#part", "./a%20b.html?x", "other.txt"])(
    "to the file of an article (%s) is warned about, and is no image",
    (address) => {
      const { findings, mediaNames } = resolve(`<p>See</p>\n<p><a href="${address}">that</a></p>`);
      expect(findings).toEqual([expect.objectContaining({ severity: "warning", reason: "link-to-file", line: 2 })]);
      expect(findings[0]?.message).toContain(`"${decodeURI(address.replace(/[?#].*/, ""))}"`);
      expect(mediaNames).toEqual([]);
    },
  );

  it.each([
    ["on the site", "/about", "~/about"],
    ["on the site, with space and query", "/a b?c=d e#f", "~/a%20b?c=d%20e#f"],
    ["to a part of the page", "#part", "~/articles/2023/kim#user-content-part"],
    ["to the page itself", "", "~/articles/2023/kim"],
    ["to the page with a query", "?a=b", "~/articles/2023/kim?a=b"],
    ["to a neighbour", "other", "~/articles/2023/other"],
    ["upwards", "../2022/x", "~/articles/2022/x"],
    ["upwards beyond the top", "../../../../../x", "~/x"],
    ["without a scheme", "//host.example/x", "https://host.example/x"],
    ["without a scheme, by backslashes", "\\\\host.example/x", "https://host.example/x"],
    ["absolute", "https://example.com", "https://example.com/"],
    ["absolute, not encoded", "http://example.com/ä b?ü", "http://example.com/%C3%A4%20b?%C3%BC"],
    ["absolute, with what URL does not encode", "https://x.example/a|b?c[]=1", "https://x.example/a%7Cb?c%5B%5D=1"],
    ["on the site, with what URL does not encode", "/a|b?c[]=1#{d}", "~/a%7Cb?c%5B%5D=1#%7Bd%7D"],
    ["to an international host", "https://bücher.example/ς", "https://xn--bcher-kva.example/%CF%82"],
    ["by mail", "mailto:a@example.com?subject=x", "mailto:a@example.com?subject=x"],
    ["to the article's own image", "./photo.jpg", "~/media/p.jpg"],
    ["to a colon in a path", "/a:b", "~/a:b"],
    ["to a telephone", "tel:+441632960123", "tel:+441632960123"],
    ["to a message", "sms:+441632960123", "sms:+441632960123"],
    ["to a place (RFC 5870)", "geo:51.5,-0.1", "geo:51.5,-0.1"],
  ])("%s", (_, href, expected) => {
    const { tree, findings } = resolve(`<a href="${href}">x</a>`);
    expect(tree.children[0]).toMatchObject({ properties: { href: expected.replace("~", "\u0001") } });
    expect(findings).toEqual([]);
  });

  it.each(["https://[", "http://a b/", "https://exa%mple/", "callto:+1", "javascript:alert(1)", "ftp://x/y"])(
    "an address that nobody could follow is removed: %s",
    (href) => expect(resolve(`<a href="${href}">x</a>`).html).toBe("<a>x</a>"),
  );

  it("sources of quotations and edits become absolute too", () => {
    const { html } = resolve(
      '<blockquote cite="/a">x</blockquote><q cite="https://b.c">y</q><del cite="https://[">z</del>',
    );
    expect(html).toBe('<blockquote cite="~/a">x</blockquote><q cite="https://b.c/">y</q><del>z</del>');
  });
});

describe("resolveAddresses: images", () => {
  it.each([
    [
      "its own, with its size",
      '<img src="./photo.jpg" alt="">',
      '<img src="~/media/p.jpg" alt="" width="1600" height="900">',
    ],
    [
      "in a folder, percent-encoded",
      '<img src="images/map%201.png">',
      '<img src="~/media/m.png" width="400" height="300">',
    ],
    ["by a detour", '<img src="x/../photo.jpg?v=2#t">', '<img src="~/media/p.jpg" width="1600" height="900">'],
    ["by a Windows path", '<img src=".\\images\\map 1.png">', '<img src="~/media/m.png" width="400" height="300">'],
    ["accents composed otherwise", '<img src="café.jpg">', '<img src="~/media/c.jpg" width="10" height="10">'],
    ["a bare percent sign", '<img src="100%.jpg">', '<img src="~/media/h.jpg" width="10" height="10">'],
    ["sizes given", '<img src="photo.jpg" width="5" height="6">', '<img src="~/media/p.jpg" width="5" height="6">'],
    ["one size given", '<img src="photo.jpg" width="320">', '<img src="~/media/p.jpg" width="320" height="180">'],
    ["published before", `<img src="/media/${"0".repeat(32)}.png">`, `<img src="~/media/${"0".repeat(32)}.png">`],
    ["from the site's root", '<img src="/img/boat.png">', '<img src="~/media/b.png" width="400" height="300">'],
    ["in the folder above", '<img src="../up.png">', '<img src="~/media/u.png" width="400" height="300">'],
    [
      "with signs of addresses in its name",
      '<img src="a&quot;b#1 50%25?.png">',
      '<img src="~/media/s.png" width="400" height="300">',
    ],
    ["elsewhere", '<img src="http://a.example/ü.jpg">', '<img src="http://a.example/%C3%BC.jpg">'],
    [
      "a poster",
      '<video src="https://a.b/v.mp4" poster="photo.jpg" controls></video>',
      '<video src="https://a.b/v.mp4" poster="~/media/p.jpg" controls></video>',
    ],
  ])("%s", (_, html, expected) => {
    const resolved = resolve(html);
    expect(resolved.html).toBe(expected);
    expect(resolved.findings).toEqual([]);
  });

  it("srcset: each candidate is resolved, descriptors and commas in addresses kept", () => {
    const { html } = resolve(
      '<img src="https://a.example/a.jpg" srcset="photo.jpg 1x,images/map%201.png   2x, https://cdn.example/w_1,h_2/a.jpg 640w 480h, https://b.example/b.jpg">',
    );
    expect(html).toBe(
      '<img src="https://a.example/a.jpg" srcset="~/media/p.jpg 1x, ~/media/m.png 2x, https://cdn.example/w_1,h_2/a.jpg 640w 480h, https://b.example/b.jpg">',
    );
  });

  it("names the media used, each once, in order", () => {
    const { mediaNames } = resolve(
      '<img src="images/map 1.png"><a href="photo.jpg"><picture><source srcset="photo.jpg 1x"><img src="images/map 1.png"></picture></a>',
    );
    expect(mediaNames).toEqual(["m.png", "p.jpg"]);
  });

  it.each([
    ["missing", '\n<p><img src="nope.jpg"></p>', "image-missing", "nope.jpg"],
    [
      "missing in srcset",
      '\n<img src="photo.jpg" srcset="photo.jpg 1x, gone/b.jpg 2x">',
      "image-missing",
      "gone/b.jpg",
    ],
    [
      "missing as a source",
      '\n<picture><source srcset="c.avif"><img src="photo.jpg"></picture>',
      "image-missing",
      "c.avif",
    ],
    ["missing as a poster", '\n<video src="https://a.b/c" poster="d.jpg"></video>', "image-missing", "d.jpg"],
    ["not there in the folder above", '\n<img src="../secret.jpg">', "image-missing", "../secret.jpg"],
    ["not there from the site's root", '\n<img src="/img/boat.jpg">', "image-missing", "/img/boat.jpg"],
  ])("a finding names the path and the line: %s", (_, html, reason, path) => {
    const { findings } = resolve(html);
    expect(findings).toMatchObject([{ severity: "warning", reason, line: 2, message: expect.stringContaining(path) }]);
  });

  it("data: images go with a warning, whether or not the sanitiser was first", () => {
    const tree = parse('<p>a<img src="data:image/png;base64,AAAA" alt="Chart">b</p>');
    for (const input of [tree, sanitise(tree)]) {
      const { tree: output, findings } = resolveAddresses(input, { pagePath: "/a", media });
      expect(toHtml(output)).toBe("<p>ab</p>");
      expect(findings).toMatchObject([{ severity: "warning", reason: "image-address-invalid", line: 1 }]);
    }
  });

  it("leaves its input as it was", () => {
    const tree = sanitise(parse('<p><img src="photo.jpg"></p>'));
    const before = structuredClone(tree);
    resolveAddresses(tree, { pagePath: "/a", media });
    expect(tree).toEqual(before);
  });
});
