import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteJson } from "../../src/lib/json.ts";
import { removeForbiddenCharacters } from "../../src/lib/text.ts";

test.each(["", '"quoted"', "back\\slash", "line\nend\r\n\ttab", "\u2028🚢"])("RFC 8259 §7: %j survives", (text) => {
  expect(JSON.parse(quoteJson(text))).toBe(text);
});

test("any text without forbidden characters survives", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }).map(removeForbiddenCharacters), (text) => {
      expect(JSON.parse(quoteJson(text))).toBe(text);
    }),
  );
});
