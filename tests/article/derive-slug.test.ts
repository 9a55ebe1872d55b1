import { expect, test } from "vitest";
import { deriveSlug, nameSlug } from "../../src/article/derive/derive-slug.ts";

test.each([
  ["apostrophes join", "North Korea's leader", "north-koreas-leader"],
  ["initials join", "The U.S. and J.K. Rowling", "the-us-and-jk-rowling"],
  ["diacritics are folded", "Crème brûlée à Łódź, Straße, Ærø", "creme-brulee-a-lodz-strasse-aero"],
  ["Turkish", "İstanbul'da kış", "istanbulda-kis"],
  ["Vietnamese", "Đường phố Hà Nội", "duong-pho-ha-noi"],
  ["Greek", "Ο Κιμ και η Ρωσία: ευχές", "o-kim-kai-i-rosia-evches"],
  ["Russian", "Щедрый объезд Ёлки", "shchedryi-obezd-elki"],
  ["Ukrainian", "Київ і Ґанок", "kiiv-i-ganok"],
  ["Japanese stays", "北朝鮮がロシアと協力", "北朝鮮がロシアと協力"],
  ["Arabic stays", "كوريا الشمالية", "كوريا-الشمالية"],
  ["Korean stays", "북한과 러시아", "북한과-러시아"],
  ["a few Latin letters do not stand for a Japanese title", "NATO首脳会議が始まる", "nato首脳会議が始まる"],
  ["an emoji leaves nothing of itself behind", "❤️日本☀️東京", "日本-東京"],
  ["digits", "3.5 percent in 2023", "3-5-percent-in-2023"],
  ["the key's name, without letters in the title", "!!! 🎉", "kim"],
])("%s", (_, title, expected) => {
  expect(deriveSlug(title, "2023-06-12-kim")).toBe(expected);
});

test("at most 60 characters, cut at a word", () => {
  const title = "North Korea's leader Kim Jong Un pledged to enhance strategic cooperation with Russia";
  expect(deriveSlug(title, "x")).toBe("north-koreas-leader-kim-jong-un-pledged-to-enhance-strategic");
  expect(deriveSlug("x".repeat(500), "x")).toHaveLength(60);
});

test.each([
  ["", "2023-06-12", "2023-06-12"],
  ["", "news/2023-06-12-kim", "kim"],
  ["", "_", "article"],
])("title %j and key %j give %j", (title, key, expected) => {
  expect(deriveSlug(title, key)).toBe(expected);
});

test("a name without letters has a slug, too", () => {
  expect(nameSlug("C++")).toBe("c-plus-plus");
  expect(["C", "C#", "F#", "A+", "on/off", "#sea"].map(nameSlug)).toEqual([
    "c",
    "c-sharp",
    "f-sharp",
    "a-plus",
    "on-off",
    "sea",
  ]);
  expect(nameSlug("🎉")).toBe("u1f389");
  expect(nameSlug("🎉".repeat(1_000)).length).toBeLessThanOrEqual(200);
});

test("a name's slug has at most 200 characters", () => {
  expect(nameSlug("x".repeat(20_000))).toBe("x".repeat(200));
});
