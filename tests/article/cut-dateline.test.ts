import { describe, expect, it } from "vitest";
import { cutDateline } from "../../src/article/derive/cut-dateline.ts";
import { readSound } from "./fixtures.ts";

describe("a dateline of wire copy", () => {
  it.each([
    "LONDON (Reuters) - ",
    "NEW YORK (AP) — ",
    "PORT ALVA, Jan 5 - ",
    "BEIJING, March 3 (Xinhua) -- ",
    "PARIS, France, May 2, 2026 (AFP) – ",
    "SAINT-DENIS, Réunion (AFP) - ",
    "ΑΘΗΝΑ, 5 Ιαν. - ",
  ])("is no part of title and summary, and stays in the text: %s", (dateline) => {
    const lead = "The ferry is back after two years. It sails at nine.";
    const { title, summary, text } = readSound("text", `date 2024-01-02 ${dateline}${lead}\n\nMore of it.`);
    expect(title).toBe("The ferry is back after two years");
    expect(summary).toMatch(/^The ferry is back/);
    expect(text).toContain(dateline + lead);
  });

  it.each([
    "NATO - the alliance - met.",
    "London (the city) - a guide.",
    "COVID-19 - what we know.",
    "A, b (c) d.",
    "LONDON (Reuters) reported it.",
  ])("none: %s", (lead) => expect(cutDateline(lead)).toBe(lead));

  it("Markdown has none", () => {
    expect(readSound("markdown", "LONDON (Reuters) - The ferry.").title).toBe("LONDON (Reuters) - The ferry");
  });
});
