import { expect, test } from "vitest";
import { codeLanguages } from "../../src/pages/article/code-languages.ts";
import { highlightCode } from "../../src/pages/article/highlight-code.ts";

const block = (code: string) => `<pre><code>${code}</code></pre>`;

const SAMPLES: readonly (readonly [language: string, code: string, marked: readonly string[]])[] = [
  ["ts", 'const a = 12; // "no"', ["keyword const", "number 12", 'comment // "no"']],
  ["js", "`a\nb` + 'it\\'s'", ["string `a\nb`", "string 'it\\'s'"]],
  [
    "python",
    'def f():\n    """A\n    # b"""\n    return None  # c',
    ["keyword def", 'string """A\n    # b"""', "keyword return", "keyword None", "comment # c"],
  ],
  [
    "bash",
    "if [ $HOME ]; then echo 'a # b'; fi # c",
    ["keyword if", "name $HOME", "keyword then", "keyword echo", "string 'a # b'", "keyword fi", "comment # c"],
  ],
  [
    "sql",
    "select 1 from t where a = 'it''s' -- x",
    ["keyword select", "number 1", "keyword from", "keyword where", "string 'it''s'", "comment -- x"],
  ],
  ["json", '{ "a": "b", "c": [true, 1.5e3] }', ['name "a"', 'string "b"', 'name "c"', "keyword true", "number 1.5e3"]],
  [
    "yaml",
    "a: true # b\nlist:\n  - c: 'd'",
    ["name a", "keyword true", "comment # b", "name list", "name   - c", "string 'd'"],
  ],
  [
    "html",
    '&lt;a href="b"&gt;c&lt;/a&gt;',
    ["keyword <a", "name href", 'string "b"', "keyword >", "keyword </a", "keyword >"],
  ],
  ["css", "a { color: #fff; } /* b */", ["name color", "comment /* b */"]],
  ["diff", "@@ -1 +1 @@\n-a\n+b\n c", ["name @@ -1 +1 @@", "deleted -a", "inserted +b"]],
  ["rust", "fn f&lt;'a&gt;(x: &amp;'a str) -&gt; char { 'x' }", ["keyword fn", "string 'x'"]],
  ["go", "func main() { x := `a` }", ["keyword func", "string `a`"]],
];

function listMarked(html: string): string[] {
  const decode = (text: string) => text.replaceAll("&#x3C;", "<").replaceAll("&#x3E;", ">").replaceAll("&#x26;", "&");
  return Array.from(
    html.matchAll(/<span class="([a-z]+)">([^<]*)<\/span>/g),
    ([, kind, text = ""]) => `${kind} ${decode(text)}`,
  );
}

test.each(SAMPLES)("code in %s is coloured, and is the same text", (language, code, marked) => {
  const html = highlightCode(block(code), [language]);
  expect(listMarked(html)).toEqual(marked);
  const text = html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#x3C;", "&lt;")
    .replaceAll("&#x3E;", "&gt;")
    .replaceAll("&#x26;", "&amp;");
  expect(text.replaceAll("&gt;", ">")).toBe(code.replaceAll("&gt;", ">"));
});

test("blocks have their languages by their order; one without a language, or with elements in it, stays as it is", () => {
  const plain = [block("if 1"), "<pre><code>if <b>1</b></code></pre>", "<pre>if 1</pre>"];
  for (const html of plain)
    expect(highlightCode(html + block("if"), ["", "js"])).toBe(`${html}${block('<span class="keyword">if</span>')}`);
  expect(highlightCode(plain.join(""), ["cobol", "js", "js"])).toBe(plain.join(""));
});

test("a block inside an attribute is no block: a span's quotes would break out of the value", () => {
  const html = `<p title="<pre><code>if 1</code></pre>">x</p>`;
  expect(highlightCode(html + block("if"), ["js"])).toBe(html + block('<span class="keyword">if</span>'));
});

test.each(
  [...new Set(codeLanguages.values())].map((language) => [
    [...codeLanguages].find(([, own]) => own === language)?.[0] ?? "",
  ]),
)("code in %s that is made to be slow is read once", (language) => {
  for (const piece of ['\\"', '"', "'", "`", "$" + "{", "<!", "/*", "#", "a ", "0.", "[", "--", "- ", "\n", "='"]) {
    const code = piece.repeat(20_000 / piece.length).replaceAll("<", "&lt;");
    expect(highlightCode(block(code), [language]).length).toBeGreaterThanOrEqual(code.length);
  }
});
