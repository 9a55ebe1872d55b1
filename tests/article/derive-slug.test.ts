import { expect, test } from "vitest";
import { deriveSlug, nameSlug, slugOfTitle } from "../../src/article/derive/derive-slug.ts";

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
  ["nothing of a text without letters", "!!! 🎉", ""],
])("%s", (_, title, expected) => {
  expect(slugOfTitle(title)).toBe(expected);
});

test("a title gives at most 60 characters, cut at a word", () => {
  const title = "North Korea's leader Kim Jong Un pledged to enhance strategic cooperation with Russia";
  expect(slugOfTitle(title)).toBe("north-koreas-leader-kim-jong-un-pledged-to-enhance-strategic");
  expect(slugOfTitle("x".repeat(500))).toHaveLength(60);
});

test.each([
  ["the file's name", "quiet-harbour", "Nothing stirs", "quiet-harbour"],
  ["signs in the name are cleaned", "It's @home (part 1), really + more!", "At home", "its-home-part-1-really-more"],
  ["a name in another script stays", "海辺の町", "By the sea", "海辺の町"],
  ["digits alone give way to the title", "20481", "Old weir", "old-weir"],
  ["so does a digest", "7f3a9c0b2d1e4f60", "New weir", "new-weir"],
  ["a UUID", "0b6f3a9c-12de-4f60-9a3c-5b2d1e4f6077", "A weir", "a-weir"],
  ["one or two Latin letters or digits", "p1", "Far weir", "far-weir"],
  ["index", "index", "Home", "home"],
  ["a word of the letters of a digest stays", "decade", "Ten years", "decade"],
  ["one letter of another script stays", "水", "Water", "水"],
  ["a name that says nothing beside a title without letters", "20481", "!!!", "20481"],
  ["the key beside both", "", "", "2023-06-12"],
])("%s", (_, name, title, expected) => {
  expect(deriveSlug({ name, title, key: "2023-06-12" })).toBe(expected);
});

test("a file's name gives up to 200 characters: it is the old address's", () => {
  const name = Array.from({ length: 12 }, () => "harbour").join("-");
  expect(deriveSlug({ name, title: "T", key: "k" })).toBe(name);
});

test("a key without a letter or digit is an article all the same", () => {
  expect(deriveSlug({ name: "_", title: "", key: "_" })).toBe("article");
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
