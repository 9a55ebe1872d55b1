import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HashKey, sipHash } from "../../src/audience/sip-hash.ts";
import {
  addMark,
  addSketch,
  createRegisters,
  estimateCount,
  markOf,
  packSketch,
  type Registers,
} from "../../src/audience/sketch.ts";

const KEY: HashKey = [1, 2, 3, 4];

function sketchOf(from: number, to: number): Registers {
  const registers = createRegisters();
  for (let client = from; client < to; client += 1) addMark(registers, sipHash(KEY, `client ${client}`, markOf));
  return registers;
}

describe("a sketch", () => {
  it.each([0, 1, 2, 10, 100, 1000, 5000, 20_000, 50_000, 200_000])(
    "of %i clients counts them within 3 %%",
    (clients) => {
      const estimate = estimateCount(sketchOf(0, clients));
      expect(Math.abs(estimate - clients)).toBeLessThanOrEqual(clients * 0.03);
    },
  );

  it("counts whoever comes again once", () => {
    const registers = sketchOf(0, 500);
    addSketch(registers, packSketch(sketchOf(0, 500)));
    expect(registers).toEqual(sketchOf(0, 500));
  });

  it.each([
    [100, 300],
    [10_000, 12_000],
  ])("of %i and of further clients is merged in any order, once or twice", (first, all) => {
    const [left, right] = [packSketch(sketchOf(0, first)), packSketch(sketchOf(first, all))];
    const registers = createRegisters();
    for (const part of [right, left, right]) addSketch(registers, part);
    expect(registers).toEqual(sketchOf(0, all));
  });

  it("is small while it holds little, and never longer than its registers", () => {
    expect(packSketch(sketchOf(0, 0)).length).toBe(0);
    expect(packSketch(sketchOf(0, 10)).length).toBeLessThanOrEqual(30);
    expect(packSketch(sketchOf(0, 100_000)).length).toBe(16_384);
  });

  it("comes back from its stored form as it was", () => {
    fc.assert(
      fc.property(fc.nat(30_000), fc.nat(2000), (from, clients) => {
        const registers = createRegisters();
        addSketch(registers, packSketch(sketchOf(from, from + clients)));
        expect(registers).toEqual(sketchOf(from, from + clients));
      }),
      { numRuns: 20 },
    );
  });
});
