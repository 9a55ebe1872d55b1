import { describe, expect, it } from "vitest";
import type { LinkTarget } from "../../src/article/links/link-table.ts";
import { read } from "./fixtures.ts";

const TARGETS: Readonly<Record<string, LinkTarget>> = {
  "other.md": { slug: "other" },
  "[[Other words]]": { slug: "other" },
  "../other/": { slug: "other" },
  "/posts/other/": { slug: "other" },
  "held.md": "held-back",
  "[[Held]]": "held-back",
};

function link(markdown: string, isKnown = true) {
  const links = isKnown ? { find: (address: string) => TARGETS[address] ?? "nowhere" } : undefined;
  const { article, findings, linkedFiles } = read("markdown", markdown, { links, existingSlug: "own" });
  return { html: article?.html.replaceAll("\u0001", "~"), findings, linkedFiles };
}

describe("links to other files", () => {
  it.each([
    ["[a](other.md)", '<a href="~/articles/other">a</a>'],
    ["[a](other.md?x=1#b)", '<a href="~/articles/other?x=1#user-content-b">a</a>'],
    ["[a](../other/)", '<a href="~/articles/other">a</a>'],
    ["[a](/posts/other/)", '<a href="~/articles/other">a</a>'],
    ["[[Other words#The end|a]]", '<a href="~/articles/other#user-content-the-end">a</a>'],
    ["[a](/about)", '<a href="~/about">a</a>'],
    ["[a](https://a.example/other.md)", '<a href="https://a.example/other.md">a</a>'],
  ])("%s", (text, expected) => {
    expect(link(text)).toMatchObject({ html: `<p>${expected}</p>`, findings: [] });
  });

  it.each([
    ["held back", "[a](held.md)", "link-held-back", '"held.md"'],
    ["held back, by name", "[[Held|a]]", "link-held-back", "[[Held]]"],
    ["nowhere", "[a](gone.md)", "link-to-file", '"gone.md"'],
    ["nowhere, by name", "[[Gone|a]]", "link-to-file", "[[Gone]]"],
  ])("%s: the words stay, with a finding", (_, text, reason, named) => {
    const { html, findings } = link(`\n\n${text}`);
    expect(html).toBe("<p><a>a</a></p>");
    expect(findings).toMatchObject([{ severity: "warning", reason, line: 3 }]);
    expect(findings[0]?.message).toContain(named);
  });

  it("a path that is neither article nor file is named, and kept: another tool may have put a page there", () => {
    const { html, findings } = link("[a](gone)");
    expect(html).toContain('href="~/articles/gone"');
    expect(findings).toMatchObject([{ reason: "link-to-file", line: 1 }]);
  });

  it("without a table of the other files, paths are kept and names lead nowhere", () => {
    expect(link("[a](gone)", false)).toMatchObject({ findings: [], linkedFiles: ["gone"] });
    expect(link("[[Other words]]", false).findings).toMatchObject([{ reason: "link-to-file" }]);
  });
});
