import fc from "fast-check";
import { describe, it } from "vitest";
import { liveInOrder, orderHistories } from "./order-histories.ts";

const { SEED = "20261127", COUNT = "1000" } = process.env;
/** Parts run one after the other, so that none needs long. */
const PARTS = 20;

describe("the window is the newest articles, whatever order they come in", () => {
  it.each(Array.from({ length: PARTS }, (_, part) => Number(SEED) + part))(
    "histories with seed %i",
    { timeout: 300_000 },
    async (seed) => {
      const property = fc.asyncProperty(orderHistories, async (history) => {
        await liveInOrder(history);
      });
      await fc.assert(property, { seed, numRuns: Math.ceil(Number(COUNT) / PARTS) });
    },
  );
});
