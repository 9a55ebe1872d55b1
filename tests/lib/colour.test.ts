import fc from "fast-check";
import { expect, test } from "vitest";
import { contrastOf, lightnessOf, parseHex, withLightness, writeHex } from "../../src/lib/colour.ts";

const hex = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, "0")}`);

test.each([
  ["#000000", "#ffffff", 21],
  ["#777777", "#ffffff", 4.48],
  ["#ff0000", "#ffffff", 4],
  ["#0000ff", "#ffffff", 8.59],
  ["#b3261e", "#b3261e", 1],
])("WCAG 2.2, contrast ratio: %s and %s have %d to 1", (one, other, ratio) => {
  expect(contrastOf(parseHex(one), parseHex(other))).toBeCloseTo(ratio, 1);
  expect(contrastOf(parseHex(other), parseHex(one))).toBeCloseTo(ratio, 1);
});

test("a colour survives being read and written, and its own lightness", () => {
  fc.assert(
    fc.property(hex, (text) => {
      const colour = parseHex(text);
      expect(writeHex(colour)).toBe(text);
      const again = parseHex(writeHex(withLightness(colour, lightnessOf(colour))));
      for (const channel of ["red", "green", "blue"] as const) {
        expect(Math.abs(again[channel] - colour[channel])).toBeLessThan(0.02);
      }
    }),
  );
});

test("more lightness is more contrast to black, and nothing leaves the screen's colours", () => {
  fc.assert(
    fc.property(hex, fc.double({ min: 0, max: 0.95, noNaN: true }), (text, lightness) => {
      const colour = parseHex(text);
      const [darker, lighter] = [withLightness(colour, lightness), withLightness(colour, lightness + 0.05)];
      expect(contrastOf(lighter, parseHex("#000000"))).toBeGreaterThan(contrastOf(darker, parseHex("#000000")));
      for (const share of Object.values(lighter)) expect(share).toBeCloseTo(Math.min(1, Math.max(0, share)), 1);
    }),
  );
});
