import { describe, expect, it } from "vitest";
import { decideEpochStart } from "../../src/serving/epoch.ts";

const SETTINGS = { publicUrl: "https://wire.example", maxAgeSeconds: 900 };
const NOW = 1_000_000_000;
const MINUTE = 60_000;

function decide(epochRecord: { mark: string; since: number }, settings = SETTINGS, databaseId = "d1") {
  return decideEpochStart({ epochRecord, databaseId }, settings, NOW);
}

const own = decide({ mark: "other", since: 0 }).record?.mark ?? "";

describe("since when a date proves anything", () => {
  it("under the mark that is recorded: since then, and nothing is written", () => {
    expect(decide({ mark: own, since: 5 })).toEqual({ since: 5, record: undefined });
  });

  it("in a store that no reader was ever answered from: always", () => {
    expect(decide({ mark: "", since: 0 })).toEqual({ since: 0, record: { mark: own, since: 0 } });
  });

  it.each([
    ["PUBLIC_URL", { ...SETTINGS, publicUrl: "https://other.example" }, "d1"],
    ["a setting", { ...SETTINGS, maxAgeSeconds: 60 }, "d1"],
    ["the database's id", SETTINGS, "d2"],
  ])("under another mark, by %s: a minute from now", (_, settings, databaseId) => {
    const { since, record } = decide({ mark: own, since: 5 }, settings, databaseId);
    expect([since, record?.since]).toEqual([NOW + MINUTE, NOW + MINUTE]);
    expect(record?.mark).not.toBe(own);
  });

  it("while another mark is settling, it is not replaced: at most one write a minute", () => {
    expect(decide({ mark: "other", since: NOW + 1 })).toEqual({ since: NOW + MINUTE, record: undefined });
    expect(decide({ mark: "other", since: NOW }).record).toBeDefined();
  });
});
