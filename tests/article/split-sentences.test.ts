import { expect, test } from "vitest";
import { splitSentences } from "../../src/article/derive/split-sentences.ts";

test.each([
  ["full stops", ["It rained.", "It stopped."]],
  ["no closing mark", ["It rained.", "Then nothing"]],
  ["abbreviated months and days", ["They met on Jun. 9 in Osaka.", "It was hot."]],
  ["titles", ["Mr. Lim met Dr. Okafor and Gen. Park.", "They talked."]],
  ["an abbreviation inside", ["The U.S. President spoke to J. K. Rowling."]],
  ["an abbreviation at the end", ["They flew to the U.S.", "The talks begin today."]],
  ["decimals and versions", ["Prices rose 3.5 percent to 1.2 million.", "Version 2.0.1 helped."]],
  ["a quote after the full stop", ["“It is over.”", "Nobody spoke."]],
  ["a quotation that goes on", ["“Is it over?” she asked.", "It was."]],
  ["ellipses", ["He waited... and waited.", "Then… he left.", "Nothing…", "The end."]],
  ["questions and shouts", ["Who?!", "Me!"]],
  ["Chinese and Japanese", ["今日は晴れ。", "明日は雨！", "本当？"]],
  ["a Japanese quotation that goes on", ["「はい。」と彼は言った。", "終わり。"]],
  ["Greek", ["Τέλος.", "Ήρθε η ώρα."]],
  ["Russian initials", ["В. В. Путин прибыл в Москву.", "Его встретили."]],
  ["Arabic", ["هل وصل؟", "نعم وصل."]],
])("%s", (_, sentences) => {
  const separator = /[。！？]/.test(sentences.join("")) ? "" : " ";
  expect(splitSentences(sentences.join(separator))).toEqual(sentences);
});

test("a hundred thousand full stops lose nothing", () => {
  const text = `${".".repeat(100_000)}a ${"b. ".repeat(30_000)}`;
  expect(splitSentences(text).join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
});
