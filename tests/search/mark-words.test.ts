import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listTokens, placeTokens } from "../../src/search/fold.ts";
import { findExcerpt, markWords } from "../../src/search/mark-words.ts";
import { readQuery } from "../../src/search/search-query.ts";
import { corpus } from "./corpus.ts";

function mark(text: string, query: string): string {
  return markWords(text, readQuery(query))
    .map((part) => (part.isMarked ? `[${part.text}]` : part.text))
    .join("");
}

describe("words are marked as they are written", () => {
  it.each([
    ["Die Straße nach Köln", "strasse koln", "Die [Straße] nach [Köln]"],
    ["東京都知事", "京都", "東[京都]知事"],
    ["L’été chaud", "l'ete", "[L’été] chaud"],
    ["قال الرئيس", "رئيس", "قال [الرئيس]"],
    ["רצים בְּשָׁלוֹם", "בשלום", "רצים [בְּשָׁלוֹם]"],
    ["moonlight and moon", "moon", "[moonlight] and [moon]"],
    ["กินอาหาร", "กิน", "[กิน]อาหาร"],
    ["nothing", "other", "nothing"],
  ])("%s, %s", (text, query, expected) => {
    expect(mark(text, query)).toBe(expected);
  });

  it("loses no letter of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ maxLength: 8 }), (text, query) => {
        expect(
          markWords(text, readQuery(query))
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});

it("places the same tokens as the index has", () => {
  for (const { texts } of corpus) {
    expect(placeTokens(texts?.text ?? "").map(({ token }) => token)).toEqual(listTokens(texts?.text ?? ""));
  }
});

it("shows the passage around the first word, cut between words", () => {
  const text = `${"before ".repeat(40)}needle ${"after ".repeat(80)}`;
  const excerpt = findExcerpt(text, readQuery("needle")) ?? "";
  expect(excerpt).toMatch(/^… (?:before )+needle (?:after ?)+ …$/);
  expect(excerpt.length).toBeLessThan(280);
  expect(findExcerpt(text, readQuery("absent"))).toBeUndefined();
});
