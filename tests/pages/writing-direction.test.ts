import { expect, test } from "vitest";
import { directionOf } from "../../src/lib/writing-direction.ts";
import { attributesOf, ourLanguage } from "../../src/pages/theme/writing-direction.ts";

test.each([
  ["en", "ltr"],
  ["ar", "rtl"],
  ["AR-eg", "rtl"],
  ["he-IL", "rtl"],
  ["ja", "ltr"],
  ["", "ltr"],
  // The script decides where it is said.
  ["az-Arab-IR", "rtl"],
  ["ur-Latn", "ltr"],
  ["zh-Hant-TW", "ltr"],
  // "ara" is no language of ours to guess by its beginning.
  ["arn", "ltr"],
])("%s is written %s", (tag, direction) => {
  expect(directionOf(tag)).toBe(direction);
});

test("a part in the page's language says nothing, another says its language and direction", () => {
  expect(attributesOf("en-GB", "en-GB")).toEqual({});
  expect(attributesOf("ar", "en")).toEqual({ lang: "ar", dir: "rtl" });
});

test("our words are in the publication's English, or in plain English", () => {
  expect(ourLanguage("en-GB")).toBe("en-GB");
  expect(ourLanguage("el")).toBe("en");
  expect(ourLanguage("enm")).toBe("en");
});
