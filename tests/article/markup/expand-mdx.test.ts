import { describe, expect, it, test } from "vitest";
import { expandSource } from "../../../src/article/markup/expand-source.ts";

const expand = (source: string) => expandSource(source, "mdx");

describe("MDX that leaves nothing out", () => {
  it.each([
    ["Markdown", "a **b** `{c}` <https://d.example>", "a **b** `{c}` <https://d.example>"],
    ["code", "```jsx\nimport a from 'b'\n<C d={e} />\n```", "```jsx\nimport a from 'b'\n<C d={e} />\n```"],
    ["escapes", "a \\{b\\} \\<C>", "a \\{b\\} \\<C>"],
    ["elements", '<div className="a" style={{ b: 1 }}>c</div>', '<div class="a">c</div>'],
    ["elements that close themselves", "<div /><br /><img src='a.png' />", '<div></div><br><img src="a.png">'],
    ["texts and numbers in braces", '{\'a\'}{" "}{`b`} <img width={300} alt={"c"} />', 'a b <img width="300" alt="c">'],
    ["comments", "a{/* b */}c", "a<!-- b -->c"],
    ["fragments", "<>a</>", "a"],
    ["ids of headings", "## A {#b}", "## A {#b}"],
    ["films", '<YouTube id="Ab3dE5gH7_k" />', '<a href="https://www.youtube.com/watch?v=Ab3dE5gH7_k">youtube.com</a>'],
    ["links", '<Link to="/a">b</Link>', '<a href="/a">b</a>'],
    ["required images", '<Image src={require("./a.png").default} alt="b" />', '<img src="./a.png" alt="b">'],
    ["prose that begins as a statement", "import duties rise\nexport fell", "import duties rise\nexport fell"],
    ["less than", "a < b, c <d e", "a < b, c <d e"],
  ])("%s", (_, source, text) => expect(expand(source)).toMatchObject({ text, findings: [] }));
});

describe("components that sites of MDX share", () => {
  it.each([
    ['<Tweet id="12" />', '<a href="https://x.com/i/status/12">x.com</a>'],
    ['<LinkCard href="https://a.example/b" title="C" />', '<a href="https://a.example/b">C</a>'],
    [
      '<Figure src="a.png" alt="b" caption="c" />',
      '<figure><img src="a.png" alt="b"><figcaption>c</figcaption></figure>',
    ],
    ['<YoutubeEmbed id="Ab3dE5gH7_k" />', '<a href="https://www.youtube.com/watch?v=Ab3dE5gH7_k">youtube.com</a>'],
    ["<Steps>a</Steps>", "a"],
    ["<Kbd>a</Kbd>", "<kbd>a</kbd>"],
  ])("%s", (source, text) => expect(expand(source)).toMatchObject({ text, findings: [] }));
});

describe("components for some readers alone", () => {
  it("leave nothing of what they enclose", () => {
    const { text, findings } = expand("a <MembersOnly>b <MembersOnly>c</MembersOnly> d</MembersOnly> e");
    expect(text).toBe("a  e");
    expect(findings).toMatchObject([{ severity: "warning", reason: "template-held" }]);
  });

  it("without an end hold the article back", () => {
    const { text, findings } = expand("a\n\n<Private>\nb");
    expect(text).toBe("a\n\n\n");
    expect(findings).toMatchObject([{ severity: "error", reason: "template-open", line: 3 }]);
  });
});

describe("MDX that loses something", () => {
  it.each([
    ["an import", "import A from '../a'\n\nb", "\n\nb", "statements are not published: import A from '../a'"],
    ["imports of many lines", "import {\n  A,\n  B,\n} from 'c'\nd", "\n\n\n\nd", "import { A, B, } from 'c'"],
    ["an export", "export const a = {\n\n  b: 1,\n}\n\nc", "\n\n\n\n\nc", "export const a"],
    ["an expression", "a {b + 1} c", "a  c", "expressions are not computed and not published: {b + 1}"],
    [
      "a component",
      "<A b={c}>d **e**</A>",
      "d **e**",
      "components are not drawn, only what they enclose is published: <A>",
    ],
    ["a component in lines of its own", "<A>\n\n    d\n\n</A>", "\n\n  d\n\n", "<A>"],
    ["an image that a program names", "<img src={a.b} />", "<img>", "{a.b}"],
    ["braces that are not closed stay", "<A>\na {b", "\na {b", "<A>"],
  ])("%s", (_, source, text, named) => {
    const expansion = expand(source);
    expect(expansion.text).toBe(text);
    expect(expansion.findings).toMatchObject([{ severity: "warning", reason: "markup-removed", line: 1 }]);
    expect(expansion.findings[0]?.message).toContain(named);
  });

  it("an image that the file imports is shown", () => {
    const { text, findings } = expand('import a from "./a.png"\n\n<Image src={a} alt="b" />');
    expect(text).toBe('\n\n<img src="./a.png" alt="b">');
    expect(findings).toHaveLength(1);
  });

  it("lines of findings are those of the file", () => {
    const { findings } = expand("import A from 'a'\n\n<A\n  b={1}\n/>\n\n{c}\n\n{{ d }} <% e %>");
    expect(findings.map(({ line }) => line)).toEqual([1, 3, 7, 9]);
  });
});

test.each(["{", "<A ", "<A b={", "import ", "export {", "{'"])(
  "%s, 20,000 times, ends",
  (part) => {
    expect(typeof expand(part.repeat(20_000)).text).toBe("string");
  },
  10_000,
);

describe("files named as Markdown", () => {
  it.each([
    ["a comment", "## A B {/*a-b*/}\n\nc {/* d */}", "## A B {#a-b}\n\nc <!-- d -->"],
    ["an import", 'import A from "./a";\n\nb', "\n\nb"],
    [
      "a component that closes itself",
      '<YouTubeIframe src="https://youtu.be/Ab3dE5gH7_k" />',
      /^<a href="https:\/\/youtu/,
    ],
    ["the end of a component", "<Intro>\n\na\n\n</Intro>", /^\n\na\n\n$/],
  ])("are MDX by %s", (_, source, text) => {
    const expanded = expandSource(source, "markdown").text;
    if (typeof text === "string") expect(expanded).toBe(text);
    else expect(expanded).toMatch(text);
  });

  it.each([
    "Vec<String> and {a}",
    "<CENTER>\na {b}\n</CENTER>",
    "`{/* a */}` {b}",
    '```js\nimport a from "b"\n```\n{c}',
    '<script setup>\nimport a from "b"\n</script>\n\n{c}',
  ])("are Markdown: %j", (source) => expect(expandSource(source, "markdown").text).toBe(source));
});

it("gives a heading the id of the comment at its end, and keeps other comments", () => {
  expect(expand("# A {/* #b-c */}\n\nd {/* e */}\n\n## F {/* no id */}").text).toBe(
    "# A {#b-c}\n\nd <!-- e -->\n\n## F <!-- no id -->",
  );
});
