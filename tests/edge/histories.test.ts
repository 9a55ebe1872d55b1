import fc from "fast-check";
import { describe, it, vi } from "vitest";
import { histories, live } from "./histories.ts";

// Reading an article is pure, and the slowest thing here: each text is read once.
vi.mock("../../src/article/read-article.ts", async (importOriginal) => {
  const { readArticle } = await importOriginal<typeof import("../../src/article/read-article.ts")>();
  const known = new Map<string, ReturnType<typeof readArticle>>();
  const remembered: typeof readArticle = (source, profile) => {
    const key = JSON.stringify([source.key, new TextDecoder().decode(source.bytes), source.existingSlug, profile]);
    const reading = known.get(key) ?? readArticle(source, profile);
    known.set(key, reading);
    return reading;
  };
  return { readArticle: remembered };
});

const SEED = 20_261_123;
const RUNS = Number(process.env.RUNS ?? 2000);

describe("whatever happens, no reader is told what is not so", () => {
  it.each([
    ["one place, Workers Cache in front of Origin", { hasWorkersCache: true }],
    ["two places, the Cache API alone", { colos: 2 }],
    ["Workers Cache, and a replica one second behind", { hasWorkersCache: true, replicaLagMs: 1000 }],
  ])(
    "%s",
    async (_, options) => {
      await fc.assert(
        fc.asyncProperty(histories, (steps) => live(steps, options)),
        { seed: SEED, numRuns: RUNS / 4 },
      );
    },
    120_000,
  );
});
