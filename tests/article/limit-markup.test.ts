import { describe, expect, test } from "vitest";
import { createFormattingLimit, limitMarkdown } from "../../src/article/markup/limit-markup.ts";

describe("limitMarkdown leaves alone", () => {
  test.each([
    ["nested quotations and lists", "> > - a\n> > - b\n\n1. c\n   - d\n     - e"],
    ["a line across the page, of any length", "- ".repeat(200)],
    ["four thousand marks in one paragraph", "*a* ".repeat(2_000)],
    ["any number of them in a list", "- [a](b)\n".repeat(5_000)],
    ["any number of them in a table", "| *a* | [b](c) |\n".repeat(5_000)],
    ["indented code", "    - a\n\n\t> b"],
  ])("%s", (_, markdown) => {
    expect(limitMarkdown(markdown)).toBe(markdown);
  });
});

describe("limitMarkdown escapes", () => {
  test("the fifty-first container of a line", () => {
    expect(limitMarkdown(`${">".repeat(150)} a`)).toBe(`${">".repeat(50)} \\${">".repeat(100)} a`);
  });

  test("marks beyond four thousand, but not what is escaped already", () => {
    expect(limitMarkdown(`${"*".repeat(4_000)}*\\*a`)).toBe(`${"*".repeat(4_000)}\\*\\*a`);
  });

  test("an indentation beyond a hundred columns", () => {
    expect(limitMarkdown(`${" ".repeat(300)}- a`)).toBe(`${" ".repeat(100)}- a`);
  });
});

describe("createFormattingLimit", () => {
  test("makes span of the ninth open formatting element, across calls", () => {
    const limit = createFormattingLimit();
    expect(limit("<b>".repeat(7))).toBe("<b>".repeat(7));
    expect(limit('<I class="x"><u><s>')).toBe('<I class="x"><span><span>');
    expect(limit("</i><u>")).toBe("</i><u>");
  });

  test("leaves what is closed, and what only begins so", () => {
    const html = "<b>a</b><br><body><strong>b</strong></i>".repeat(50);
    expect(createFormattingLimit()(html)).toBe(html);
  });
});
