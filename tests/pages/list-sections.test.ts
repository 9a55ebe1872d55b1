import { expect, test } from "vitest";
import { listSections } from "../../src/pages/article/list-sections.ts";

test.each([
  ["a heading with an id", '<h2 id="one">One</h2><p>x</p>', [["one", "One"]]],
  [
    "markup in a heading is left out, characters stay escaped",
    '<h2 id="a">A <em title="x > y">b</em> &amp; c</h2>',
    [["a", "A b &amp; c"]],
  ],
  ["deeper headings are no sections", '<h2 id="a">A</h2><h3 id="b">B</h3>', [["a", "A"]]],
  ["a heading without an id cannot be linked to", "<h2>A</h2>", []],
  ["footnotes are no section", '<h2 id="user-content-footnote-label">Footnotes</h2>', []],
  ["a heading that is only a picture", '<h2 id="a"><img src="x.png" alt="x"></h2>', []],
])("%s", (_, body, wanted) => {
  expect(listSections(body).map(({ id, html }) => [id, html])).toEqual(wanted);
});
