import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cleanLine,
  collapseWhitespace,
  cutAtWord,
  cutWithEllipsis,
  removeForbiddenCharacters,
} from "../../src/lib/text.ts";

describe("removeForbiddenCharacters", () => {
  test.each([
    ["NUL and other C0 controls", "a\u0000b\u0001c\u001Fd", "abcd"],
    ["C1 controls and DEL", "a\u0080b\u009Fc\u007Fd", "abcd"],
    ["U+FFFE and U+FFFF", "a\uFFFEb\uFFFFc", "abc"],
    ["other noncharacters, which are errors in HTML", "a\uFDD0b\uFDEFc\u{1FFFE}d\u{10FFFF}e", "abcde"],
    ["a lone high surrogate", "a\uD83Db", "ab"],
    ["a lone low surrogate", "a\uDE00b", "ab"],
  ])("removes %s", (_, text, expected) => {
    expect(removeForbiddenCharacters(text)).toBe(expected);
  });

  test.each([
    ["TAB, LF and CR", "a\tb\nc\r"],
    ["emoji", "👩‍🚀 and 😀"],
    ["dark skin, whose last unit also ends noncharacters", "👍🏾👍🏿"],
    ["other characters beyond U+FFFF", "𠮷𝄞\u{10FFFD}"],
    ["full-width forms", "，！\uFDF0"],
    ["bidi marks and no-break spaces", "\u200Fא\u00A0ב"],
    ["U+FFFD", "\uFFFD"],
  ])("keeps %s", (_, text) => {
    expect(removeForbiddenCharacters(text)).toBe(text);
  });

  test("removes the same wherever in a long text it is, and between emoji", () => {
    const forbidden = ["\uD83D", "\uDE00", "\uFDD0", "\u0001", "\u{1FFFF}"];
    const noise = fc.constantFrom(..."a\n\t\rλ，", "😀", "🏿", "𠮷", ...forbidden);
    fc.assert(
      fc.property(fc.string({ unit: noise, maxLength: 60 }), (text) => {
        const expected = Array.from(text).filter((one) => !forbidden.includes(one));
        expect(removeForbiddenCharacters(text)).toBe(expected.join(""));
      }),
    );
  });

  test("XML 1.0 §2.2: leaves only characters of the production Char", () => {
    const isChar = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
        (text) => {
          expect(removeForbiddenCharacters(text)).toMatch(isChar);
        },
      ),
    );
  });
});

test("collapseWhitespace makes one line of many", () => {
  expect(collapseWhitespace("\n a\u00A0\u3000b\r\n\tc ")).toBe("a b c");
});

test("cleanLine removes before it collapses", () => {
  expect(cleanLine("a \u0001 b")).toBe("a b");
});

describe("cutAtWord", () => {
  test.each([
    ["a short text stays", "one two", 7, "one two"],
    ["at a space", "one two three", 8, "one two"],
    ["at a word that just fits", "one two three", 7, "one two"],
    ["an endless word within", "abcdefgh", 4, "abcd"],
    ["never between surrogates", "ab😀", 3, "ab"],
    ["never before an accent", "abce\u0301f", 4, "abc"],
    ["Japanese between any two letters", "日本語の文章", 3, "日本語"],
  ])("%s", (_, text, length, expected) => {
    expect(cutAtWord(text, length)).toBe(expected);
  });
});

test("cutWithEllipsis counts the ellipsis and drops a comma before it", () => {
  expect(cutWithEllipsis("one, two, three", 10)).toBe("one, two…");
  expect(cutWithEllipsis("one, two", 8)).toBe("one, two");
});
