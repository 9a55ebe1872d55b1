import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findStructureFault, parseXml } from "../../src/lib/parse-xml.ts";
import { escapeText } from "../../src/lib/xml.ts";

const GOLDEN = join(import.meta.dirname, "../golden");

function parse(xml: string) {
  const parsed = parseXml(xml);
  if (!parsed.ok) throw new Error(`${parsed.problem.line}: ${parsed.problem.message}`);
  return parsed.value;
}

describe("a well-formed document", () => {
  it.each(globSync("*.xml", { cwd: GOLDEN }))("%s is read", (file) => {
    const root = parse(readFileSync(join(GOLDEN, file), "utf8"));
    expect(["rss", "feed"]).toContain(root.name);
  });

  it("gives texts, attributes and the names that prefixes stand for", () => {
    const root = parse(
      `<?xml version="1.0"?><!-- - > --><a xmlns='urn:a' xmlns:p="urn:p"><?go on?><p:b c='1 "&lt;"' p:d="&#x1F600;"/>x<![CDATA[<&]]>&amp;&#233;</a>`,
    );
    expect(root).toMatchObject({ name: "a", space: "urn:a", text: "x<&&é" });
    const [child] = root.children;
    expect([child?.name, child?.space, [...(child?.attributes ?? [])]]).toEqual([
      "b",
      "urn:p",
      [
        ["c", '1 "<"'],
        ["p:d", "😀"],
      ],
    ]);
  });

  it("of any text that our own writer escapes, is that text again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const parsed = parseXml(`<a>${escapeText(text)}</a>`);
        const clean = text.replace(/\r\n?/g, "\n");
        if (parsed.ok) expect(parsed.value.text.replace(/\r\n?/g, "\n")).toBe(clean);
        else expect(parsed.problem.message).toMatch(/forbidden/);
      }),
      { numRuns: 500 },
    );
  });
});

const faults: readonly (readonly [what: string, xml: string, line: number, message: RegExp])[] = [
  ["nothing", "", 1, /no element/],
  ["no element", "<?xml version='1.0'?>\n<!-- x -->", 2, /no element/],
  ["what is never closed", "<a>\n<b>", 2, /<b> is never closed/],
  ["what closes another", "<a>\n<b>\n</a></b>", 3, /<\/a> closes <b>/],
  ["what was never opened", "<a/></b>", 1, /<\/b> closes nothing/],
  ["a second root", "<a/>\n<b/>", 2, /second root/],
  ["text outside", "<a/>x", 1, /outside/],
  ["a bare ampersand", "<a>\n\nAT&T</a>", 3, /&T is no entity/],
  ["a bare ampersand before an earlier fault", "<a><b></a>\nAT&T", 1, /closes <b>/],
  ["a bare ampersand whose next semicolon is far", "<a>AT&T</a>\n<b>;</b>", 1, /&T is no entity/],
  ["an entity of HTML", "<a>&nbsp;</a>", 1, /&nbsp; is no entity/],
  ["a bare ampersand in an attribute", '<a b="?x=1&y=2"/>', 1, /&y=2 is no entity/],
  ["a character beyond Unicode", "<a>&#x110000;</a>", 1, /entity|forbidden/],
  ["a bare <", "<a>1 < 2</a>", 1, /a bare < is written/],
  ["an attribute without quotes", "<a b=c/>", 1, /quotes/],
  ["an attribute twice", '<a b="1" b="2"/>', 1, /twice/],
  ["a prefix that nobody declared", "<a><b:c/></a>", 1, /prefix "b"/],
  ["]]> in text", "<a>]]></a>", 1, /\]\]>/],
  ["a control character", "<a>\u0008</a>", 1, /U\+0008/],
  ["half a character", "<a>\ud800</a>", 1, /U\+D800/],
  ["entities of its own", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 1, /DOCTYPE/],
  ["a DOCTYPE", "<!DOCTYPE a>\n<a/>", 1, /DOCTYPE/],
  ["a second DOCTYPE", "<!DOCTYPE a><!DOCTYPE a><a/>", 1, /DOCTYPE/],
  ["a blank line before the declaration", '\n<?xml version="1.0"?><a/>', 2, /before the XML declaration/],
  ["a declaration without a version", '<?xml encoding="utf-8"?><a/>', 1, /version/],
  ["a declaration of a version that is none", '<?xml version="x"?><a/>', 1, /version/],
  ["-- in a comment", "<a><!-- a -- b --></a>", 1, /contains --/],
  ["the character zero", "<a>&#0;</a>", 1, /&#0; is no entity/],
  ["a < in an attribute", '<a b="<"/>', 1, /&lt;/],
  ["an attribute without a value", "<a b/>", 1, /attribute name/],
  ["attributes that touch", '<a b="1"c="2"/>', 1, /whitespace/],
  ["an attribute twice by two prefixes", '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 1, /twice/],
  ["a prefix of an attribute that is not declared", '<a p:b="1"/>', 1, /prefix "p"/],
  ["an instruction named xml", "<a><?xml version='1.0'?></a>", 1, /before the XML declaration/],
  ["a noncharacter", "<a>\uffff</a>", 1, /U\+FFFF/],
  ["depth without end", "<a>".repeat(5000), 1, /deeper/],
];

describe("a fault is found on its line", () => {
  it.each(faults)("%s", (_, xml, line, message) => {
    expect(parseXml(xml)).toEqual({ ok: false, problem: { line, message: expect.stringMatching(message) } });
  });

  it("in ten megabytes without markup, and in a tag without end, before anybody gives up waiting", () => {
    expect(parseXml(`<a>${"x".repeat(10_000_000)}</b>`).ok).toBe(false);
    expect(parseXml(`<a ${"b ".repeat(1_000_000)}`).ok).toBe(false);
  });
});

describe("a document of the wild", () => {
  it.each([
    ["a bare ampersand", "<a><b>AT&T</b></a>"],
    ["an entity of HTML", "<a>&nbsp;</a>"],
    ["a prefix that is not declared", "<a><b:c/></a>"],
    ["]]> in text", "<a>]]></a>"],
    ["a control character", "<a>\u0008</a>"],
    ["-- in a comment", "<a><!-- a -- b --></a>"],
    ["the character zero", "<a>&#0;</a>"],
  ])("with %s has a structure, though it is not well-formed", (_, xml) => {
    expect(findStructureFault(xml)).toBeUndefined();
    expect(parseXml(xml).ok).toBe(false);
  });

  it.each([
    ["tags that cross", "<a><b></a></b>", "</a> closes <b>"],
    ["two roots", "<a/><b/>", "there is a second root"],
    ["an attribute without quotes", "<a b=c/>", "an attribute's value must be in quotes"],
    ["no end", "<a>AT&T", "<a> is never closed"],
  ])("with %s has none", (_, xml, message) => {
    expect(findStructureFault(xml)).toEqual({ line: 1, message });
  });
});
