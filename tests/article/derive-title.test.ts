import { expect, test } from "vitest";
import { deriveTitle } from "../../src/article/derive/derive-title.ts";

test.each([
  [
    "the first article",
    "North Korea's leader Kim Jong Un pledged to enhance strategic cooperation with Russia by “holding hands firmly” with its president Vladimir Putin, according to North Korea's state media Korean Central News Agency (KCNA).",
    "North Korea's leader Kim Jong Un pledged to enhance strategic cooperation with Russia",
  ],
  ["a short sentence loses its full stop", "It rained in Osaka. It was wet.", "It rained in Osaka"],
  [
    "an abbreviation keeps its full stop",
    "The delegation flew back to the U.S.",
    "The delegation flew back to the U.S.",
  ],
  [
    "a span of time is no clause's end",
    "The night ferry to Skerra will sail again from the first Friday in October, six years after its last crossing, the company said.",
    "The night ferry to Skerra will sail again from the first Friday in October",
  ],
  ["a question keeps its mark", "Who pays for the bridge? Nobody knows.", "Who pays for the bridge?"],
  [
    "a leading source",
    "According to Reuters, the port will close on Jun. 9. More soon.",
    "The port will close on Jun. 9",
  ],
  [
    "a source between commas",
    "The minister, according to aides, will resign on Monday.",
    "The minister will resign on Monday",
  ],
  [
    "a speaker at the end",
    "The harbour will be closed for two weeks, officials said on Friday.",
    "The harbour will be closed for two weeks",
  ],
  [
    "a number's comma is no clause",
    `The bridge cost 3,000 dollars ${"x".repeat(80)} more`,
    "The bridge cost 3,000 dollars…",
  ],
  [
    "no open quotation",
    'The mayor told the crowd in the old market square on Saturday night that "the harbour belongs to all who work there and not to the few"',
    "The mayor told the crowd in the old market square on Saturday night…",
  ],
  [
    "names in a row are not parted",
    "Delegations from the Philippines, Japan, Vietnam and Indonesia gathered yesterday in the capital city of Malaysia to talk",
    "Delegations from the Philippines, Japan, Vietnam and Indonesia gathered yesterday in the capital…",
  ],
  ["no punctuation", "harbour closed today", "harbour closed today"],
  [
    "a Greek source",
    "Το λιμάνι του Πειραιά θα μείνει κλειστό για δύο εβδομάδες, σύμφωνα με το υπουργείο.",
    "Το λιμάνι του Πειραιά θα μείνει κλειστό για δύο εβδομάδες",
  ],
  [
    "a Russian source",
    "Порт Владивостока закроют на две недели для ремонта, по данным министерства.",
    "Порт Владивостока закроют на две недели для ремонта",
  ],
  ["Japanese", "港は二週間閉鎖される。理由は不明。", "港は二週間閉鎖される"],
  ["Arabic", "أغلق الميناء أبوابه اليوم. لا تفاصيل.", "أغلق الميناء أبوابه اليوم"],
  ["nothing", "", ""],
])("%s", (_, lead, expected) => {
  expect(deriveTitle(lead)).toBe(expected);
});

test.each([
  ["5,000 characters in one word", "x".repeat(5_000)],
  ["5,000 characters in one sentence", "the harbour was closed to ships ".repeat(156)],
  ["5,000 Chinese characters", "港".repeat(5_000)],
  ["prepositions only", "of the in by ".repeat(400)],
  ["commas only", ", ".repeat(2_500)],
  ["emoji", "👨‍👩‍👧".repeat(700)],
])("at most 100 characters: %s", (_, lead) => {
  const title = deriveTitle(lead);
  expect(title.length).toBeLessThanOrEqual(100);
  expect(title.isWellFormed()).toBe(true);
  expect(title).not.toMatch(/\s(?:of|the|in|by|to)…?$/);
});
