import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseXml } from "../../src/health/parse-xml.ts";
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
      `<?xml version="1.0"?><!DOCTYPE a PUBLIC "x" "y"><!-- - > --><a xmlns='urn:a' xmlns:p="urn:p"><?go on?><p:b c='1 "&lt;"' p:d="&#x1F600;"/>x<![CDATA[<&]]>&amp;&#233;</a>`,
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
  ["no element", "<?xml version='1.0'?>\n<!-- x -->", 1, /no element/],
  ["what is never closed", "<a>\n<b>", 2, /<b> is never closed/],
  ["what closes another", "<a>\n<b>\n</a></b>", 3, /<\/a> closes <b>/],
  ["what was never opened", "<a/></b>", 1, /<\/b> closes/],
  ["a second root", "<a/>\n<b/>", 2, /second root/],
  ["text outside", "<a/>x", 1, /outside/],
  ["a bare ampersand", "<a>\n\nAT&T</a>", 3, /&T is no entity/],
  ["an entity of HTML", "<a>&nbsp;</a>", 1, /&nbsp; is no entity/],
  ["a bare ampersand in an attribute", '<a b="?x=1&y=2"/>', 1, /&y=2 is no entity/],
  ["a character beyond Unicode", "<a>&#x110000;</a>", 1, /entity|forbidden/],
  ["a bare <", "<a>1 < 2</a>", 1, /no markup/],
  ["an attribute without quotes", "<a b=c/>", 1, /no markup/],
  ["an attribute twice", '<a b="1" b="2"/>', 1, /twice/],
  ["a prefix that nobody declared", "<a><b:c/></a>", 1, /prefix of b:c/],
  ["]]> in text", "<a>]]></a>", 1, /\]\]>/],
  ["a control character", "<a>\u0008</a>", 1, /U\+0008/],
  ["half a character", "<a>\ud800</a>", 1, /U\+D800/],
  ["entities of its own", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 1, /no markup/],
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
