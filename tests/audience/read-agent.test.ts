import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agents } from "../../src/audience/agents.ts";
import { readAgent } from "../../src/audience/read-agent.ts";
import { agentCases } from "./agent-strings.ts";

describe("an agent string", () => {
  it.each(agentCases)("%s is %s", (text, name, kind, claimedSubscribers, feedId) => {
    expect(readAgent(text)).toEqual({ name, kind, claimedSubscribers, feedId });
  });

  it("is known in at least 60 forms, each row of them once", () => {
    const texts = agentCases.map(([text]) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThanOrEqual(60);
  });

  it("of any kind whatsoever is read, and quickly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (text) => {
        const { name, claimedSubscribers } = readAgent(text);
        return name !== "" && (claimedSubscribers === undefined || Number.isSafeInteger(claimedSubscribers));
      }),
    );
    const started = performance.now();
    readAgent(`${"a ".repeat(50_000)}1${",".repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(100);
  });

  it.each([
    ["12 subscribers", 12],
    ["1 subscriber", 1],
    ["3 readers", 3],
    ["1,000,000 subscribers", 1_000_000],
    ["Subscriber Count: 7", 7],
    ["-5 subscribers", 5],
    ["many subscribers", undefined],
    ["12subscribers", undefined],
    ["12 subscriberships", undefined],
    ["99999999999999999999999 subscribers", undefined],
  ])("that says %s claims %s", (text, claimed) => {
    expect(readAgent(text).claimedSubscribers).toBe(claimed);
  });
});

describe("the table of agents", () => {
  it("names each agent in one row", () => {
    const names = agents.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
