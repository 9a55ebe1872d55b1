import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { contrastOf, parseHex } from "../../src/lib/colour.ts";
import { computePalette, grounds, type Scheme } from "../../src/pages/theme/palette.ts";

const hex = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, "0")}`);
const scheme = fc.constantFrom<Scheme>("light", "dark");

function contrast(one: string, other: string): number {
  return contrastOf(parseHex(one), parseHex(other));
}

test("WCAG 2.2 §1.4.3, §1.4.11: any accent is read as text and seen as a control, in both schemes, on paper and cards", () => {
  fc.assert(
    fc.property(hex, scheme, (accent, scheme) => {
      const tints = computePalette(accent, scheme);
      for (const ground of grounds[scheme]) {
        expect(contrast(tints.accent, ground)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(tints.control, ground)).toBeGreaterThanOrEqual(3);
      }
      expect(contrast(tints.onControl, tints.control)).toBeGreaterThanOrEqual(4.5);
    }),
    {
      numRuns: 2000,
      examples: [
        ["#000000", "dark"],
        ["#ffffff", "light"],
        ["#ffff00", "light"],
        ["#0000ff", "dark"],
      ],
    },
  );
});

test("an accent that can be seen is left as it is", () => {
  fc.assert(
    fc.property(hex, scheme, (accent, scheme) => {
      const isSeen = grounds[scheme].every((ground) => contrast(accent, ground) >= 4.5);
      fc.pre(isSeen);
      expect(computePalette(accent, scheme)).toMatchObject({ accent, control: accent });
    }),
  );
});

test("a tint keeps the accent's hue: a blue that is too dark for the night becomes a lighter blue", () => {
  const { red, green, blue } = parseHex(computePalette("#0b5394", "dark").accent);
  expect(blue).toBeGreaterThan(green);
  expect(green).toBeGreaterThan(red);
});

test.each(["style.css", "feed.css"])("the grounds are those of %s", (file) => {
  const css = readFileSync(`${import.meta.dirname}/../../src/pages/theme/${file}`, "utf8");
  const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");
  for (const ground of grounds.light) expect(light).toContain(`: ${ground};`);
  for (const ground of grounds.dark) expect(dark).toContain(`: ${ground};`);
});
