import { expect, test } from "vitest";
import { deriveCategories } from "../../src/article/derive/derive-categories.ts";

const rule = (name: string, ...keywords: string[]) => ({
  name,
  slug: name.toLowerCase(),
  description: undefined,
  keywords,
});

const RULES = [
  rule("Poland", "Poland", "Polish"),
  rule("Art", "art", "painting"),
  rule("Greece", "Αθήνα"),
  rule("Japan", "日本"),
  rule("Code", "C++", "Node.js"),
  rule("Sea", "sea port"),
];

test.each([
  ["one mention in the lead", { lead: "Polish ships arrived" }, ["Poland"]],
  ["one mention in a heading", { headings: ["Painting"] }, ["Art"]],
  ["one mention in the title", { title: "Poland votes" }, ["Poland"]],
  ["two mentions in passing are not enough", { body: "Poland and Poland" }, []],
  ["three mentions are", { body: "Poland and Poland, Polish" }, ["Poland"]],
  ["a proper noun is found only as it is written", { lead: "polish the table" }, []],
  ["a common noun however it is written", { lead: "ART for all" }, ["Art"]],
  ["whole words only", { lead: "A party started smart artists" }, []],
  ["beside quotes, dashes and possessives", { lead: "“art”—Poland’s" }, ["Poland", "Art"]],
  ["Greek letters bound words", { lead: "Στην Αθήνα" }, ["Greece"]],
  ["Greek letters inside words do not", { lead: "ΑντιΑθήναϊκός" }, []],
  ["Japanese has no word boundaries", { lead: "今日の日本経済" }, ["Japan"]],
  ["keywords are no patterns", { lead: "C++ and Node.js" }, ["Code"]],
  ["and nothing like them", { lead: "CCC and NodeXjs" }, []],
  ["white space in a keyword is any", { body: "sea  port sea\nport Sea port" }, ["Sea"]],
  [
    "the higher score first, the taxonomy's order between equals",
    { lead: "art, painting and Poland; Αθήνα" },
    ["Art", "Poland", "Greece"],
  ],
])("%s", (_, { title = undefined, lead = "", headings = [], body = "" }: Partial<Parts>, expected) => {
  const evidence = { title, lead, headings, body: [lead, ...headings, body].join("\n") };
  expect(deriveCategories(RULES, evidence).map(({ name }) => name)).toEqual(expected);
});

interface Parts {
  title: string | undefined;
  lead: string;
  headings: string[];
  body: string;
}

test("at most six", () => {
  const rules = Array.from("abcdefgh", (letter) => rule(letter, `key${letter}`));
  const lead = rules.flatMap(({ keywords }) => keywords).join(" ");
  expect(deriveCategories(rules, { title: undefined, lead, headings: [], body: lead })).toHaveLength(6);
});
