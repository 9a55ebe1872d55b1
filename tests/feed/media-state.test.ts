import { expect, it } from "vitest";
import { decideMediaState, type MediumFacts } from "../../src/feed/publishing/media/media-state.ts";

const UNUSED: MediumFacts = {
  isKept: false,
  isInProfile: false,
  use: undefined,
  isReplaced: false,
  wasPublic: false,
  isRetired: false,
};

it.each([
  ["put alone", {}, "waiting"],
  ["put alone to be kept", { isKept: true }, "shown"],
  ["used by the profile", { isInProfile: true }, "shown"],
  ["used by a public article", { use: "public" }, "shown"],
  ["used by a draft or an embargoed article", { use: "waiting" }, "waiting"],
  ["used only by what was taken back or has expired", { use: "past" }, "gone"],
  ["gone from a public article", { wasPublic: true }, "gone"],
  ["gone from a public article into an embargoed one", { wasPublic: true, use: "waiting" }, "waiting"],
  ["a cover replaced within the week", { wasPublic: true, isReplaced: true }, "shown"],
  ["taken back, and kept", { use: "past", isKept: true }, "shown"],
  ["retired, since it was stored with metadata,", { isRetired: true, isKept: true, use: "public" }, "gone"],
] as const)("a picture that is %s: %o is %s", (_, facts, state) => {
  expect(decideMediaState({ ...UNUSED, ...facts })).toBe(state);
});

it("of a picture that was never stored nothing is known", () => {
  expect(decideMediaState(undefined)).toBe("unknown");
});
