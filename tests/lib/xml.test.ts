import { describe, expect, test } from "vitest";
import {
  attribute,
  cdataElement,
  emptyElement,
  escapeAttribute,
  escapeText,
  escapeTextAsHtml,
  isBlank,
  linkElement,
  numberAttribute,
  parentElement,
  stylesheetInstruction,
  textElement,
} from "../../src/lib/xml.ts";

describe("RSS Profile, character data: text is escaped with hexadecimal references", () => {
  test.each([
    ["", ""],
    ["plain Ελληνικά 🚢", "plain Ελληνικά 🚢"],
    ["AT&T", "AT&#x26;T"],
    ["<b>", "&#x3C;b&#x3E;"],
    ["]]>", "]]&#x3E;"],
    ["&amp;", "&#x26;amp;"],
    ["a\r\nb", "a&#xD;\nb"],
    ['"quotes" stay', '"quotes" stay'],
  ])("%j becomes %j", (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });
});

test.each([
  ['"', "&quot;"],
  ["a&b<c>", "a&amp;b&lt;c&gt;"],
  ["&amp;", "&amp;amp;"],
  ["a\tb\nc\rd", "a&#x9;b&#xA;c&#xD;d"],
])("XML 1.0 §4.6 and §3.3.3: %j in an attribute becomes %j", (value, escaped) => {
  expect(escapeAttribute(value)).toBe(escaped);
});

test("22: text that readers show as HTML is escaped as HTML, then as XML", () => {
  expect(escapeTextAsHtml("3 < 4 & <b>")).toBe("3 &#x26;lt; 4 &#x26;amp; &#x26;lt;b&#x26;gt;");
});

test.each([
  ["]]>", "<c><![CDATA[]]]]><![CDATA[>]]></c>\n"],
  ["a]]>b]]>c", "<c><![CDATA[a]]]]><![CDATA[>b]]]]><![CDATA[>c]]></c>\n"],
  ["]]]]>>", "<c><![CDATA[]]]]]]><![CDATA[>>]]></c>\n"],
  ["]]", "<c><![CDATA[]]]]></c>\n"],
])("XML 1.0 §2.7: every ]]> of %j is split", (text, element) => {
  expect(cdataElement("c")(text)).toBe(element);
});

test.each([undefined, "", "  \n", "\u00a0"])("%j makes neither an element nor an attribute", (blank) => {
  expect(isBlank(blank)).toBe(true);
  expect(textElement("e")(blank)).toBe("");
  expect(cdataElement("e")(blank)).toBe("");
  expect(attribute("a")(blank)).toBe("");
  expect(linkElement("link", "self")(blank)).toBe("");
});

test("elements take prepared attributes and children", () => {
  expect(textElement("guid", ' isPermaLink="false"')("a&b")).toBe('<guid isPermaLink="false">a&#x26;b</guid>\n');
  expect(emptyElement("link", ' rel="a"')(attribute("href")('"') + numberAttribute("length")(0))).toBe(
    '<link rel="a" href="&quot;" length="0"/>\n',
  );
  expect(numberAttribute("length")(undefined)).toBe("");
  expect(linkElement("link", "self", "text/html")("/?a&b")).toBe(
    '<link rel="self" type="text/html" href="/?a&amp;b"/>\n',
  );
  expect(parentElement("image")("", textElement("url")("u"))).toBe("<image>\n<url>u</url>\n</image>\n");
});

test("xml-stylesheet §4: href is escaped like an attribute", () => {
  expect(stylesheetInstruction("/feed.css?a&b")).toBe('<?xml-stylesheet type="text/css" href="/feed.css?a&amp;b"?>\n');
  expect(stylesheetInstruction(undefined)).toBe("");
});
