import { expect, test } from "vitest";
import { fitBody } from "../../src/pages/article-body.ts";

test.each([
  ["begins at h2", "<h4>A</h4>", "<h2>A</h2>"],
  ["goes down one level at a time", "<h2>A</h2><h5>B</h5><h5>C</h5>", "<h2>A</h2><h3>B</h3><h3>C</h3>"],
  ["comes back up", "<h2>A</h2><h3>B</h3><h2>C</h2>", "<h2>A</h2><h3>B</h3><h2>C</h2>"],
  ["has no second h1", "<h1>A</h1><h2>B</h2>", "<h2>A</h2><h3>B</h3>"],
  ["keeps attributes", '<h3 id="user-content-a">A</h3>', '<h2 id="user-content-a">A</h2>'],
  ["leaves headers alone", "<table><thead></thead></table><hr>", undefined],
])("the body's outline %s", (_what, html, expected) => {
  const fitted = fitBody(html);
  if (expected === undefined) expect(fitted).toContain("<thead></thead>");
  else expect(fitted).toBe(expected);
});

test.each(["<h1>", "<table>", "<pre>", "<img>", "<li>☐", "<th>", "</table>"])(
  "%s inside an attribute is no tag: what is written into it would break out",
  (inner) => {
    for (const html of [
      `<p title="${inner}">x</p>`,
      `<a title=">" href="${inner}">x</a>`,
      `<p title='"${inner}'>x</p>`,
    ]) {
      expect(fitBody(html)).toBe(html);
    }
  },
);

test("a table scrolls by keyboard, one inside another with it", () => {
  expect(fitBody("<table><tbody><tr><td><table></table></td></tr></tbody></table>")).toBe(
    '<div class="scrolls" role="group" aria-label="Table" tabindex="0"><table><tbody><tr><td><table></table></td></tr></tbody></table></div>',
  );
});

const panorama = '<img src="a.png" width="2400" height="600"';
const picture = '<img src="a.png" width="640" height="480"';

test.each([
  ["a panorama in a figure", `<figure>${panorama}></figure>`, "figure", "wide"],
  ["a panorama in a paragraph, with a link", `<p><a href="/b">${panorama}></a></p>`, "p", "wide"],
  ["an ordinary picture", `<figure>${picture}></figure>`, "figure", undefined],
  ["a small panorama", '<p><img src="a.png" width="400" height="100"></p>', "p", undefined],
  ["a paragraph of pictures", `<p>${picture}>\n${picture}></p>`, "p", "gallery"],
  ["a picture in a sentence", `<p>${picture}> and ${picture}></p>`, "p", undefined],
  ["a figure of figures", `<figure>\n<figure>${picture}></figure></figure>`, "figure", "gallery"],
])("%s has its class", (_what, html, name, expected) => {
  expect(/<(?:p|figure)(?: class="([a-z]+)")?>/.exec(fitBody(html))?.[1]).toBe(expected);
  expect(fitBody(html).startsWith(`<${name}`)).toBe(true);
});

test.each([
  [6, "scrolls"],
  [7, "scrolls wide"],
])("a table of %i columns is in a box %s", (columns, expected) => {
  const html = `<table><tbody><tr>${"<td>1</td>".repeat(columns)}</tr></tbody></table>`;
  expect(/<div class="([a-z ]+)"/.exec(fitBody(html))?.[1]).toBe(expected);
});

test.each([
  ["is aligned by class", '<td align="right">A</td>', '<td class="right">A</td>'],
  ["keeps its other attributes", '<td colspan="2" align="center">A</td>', '<td colspan="2" class="center">A</td>'],
  [
    "in the head is for its column",
    "<thead><th>A</th></thead><th>B</th>",
    '<thead><th scope="col">A</th></thead><th>B</th>',
  ],
  ["keeps the scope it has", '<thead><th scope="row">A</th></thead>', '<thead><th scope="row">A</th></thead>'],
  ["is no heading when empty", '<thead><th scope="col"> </th><th>B</th>', '<thead><td> </td><th scope="col">B</th>'],
])("a cell %s", (_what, html, expected) => {
  expect(fitBody(html)).toBe(expected);
});

test("images after the first wait, and one without a text is silent", () => {
  expect(fitBody('<img src="/a" alt="A"><img src="/b">')).toBe(
    '<img src="/a" alt="A"><img src="/b" alt="" loading="lazy">',
  );
});

test("a task has its box for a bullet", () => {
  expect(fitBody("<ul><li>☐ a</li><li><p>☑ b</p></li><li>c ☐</li></ul>")).toBe(
    '<ul><li class="task">☐ a</li><li class="task"><p>☑ b</p></li><li>c ☐</li></ul>',
  );
});

test("a long body stays as it is", () => {
  const html = "<p title='\"'>a < b</p>".repeat(20_000);
  expect(fitBody(html)).toBe(html);
});
