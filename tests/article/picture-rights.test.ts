import { describe, expect, test } from "vitest";
import type { PictureTexts } from "../../src/article/article.ts";
import { findRefusal } from "../../src/article/images/picture-rights.ts";
import { readArticle } from "../../src/article/read-article.ts";
import { PHOTO, PROFILE, read } from "./fixtures.ts";

test.each([
  [{}, undefined],
  [{ license: "https://creativecommons.org/licenses/by-sa/4.0/" }, undefined],
  [{ license: "CC BY 4.0", terms: "This work is in the public domain" }, undefined],
  [{ license: "CC0" }, undefined],
  [
    { license: "https://creativecommons.org/licenses/by-nc-nd/4.0/" },
    "https://creativecommons.org/licenses/by-nc-nd/4.0/",
  ],
  [{ license: "https://agency.example/terms" }, "https://agency.example/terms"],
  [{ terms: "CC BY 4.0, not for resale" }, "CC BY 4.0, not for resale"],
  [{ terms: "Keine Weitergabe an Dritte" }, "Keine Weitergabe an Dritte"],
  [{ terms: "No sales", republish: "yes" }, undefined],
  [{ license: "CC BY 4.0", republish: "no" }, "republish: no"],
] as const)("partners may have a picture only as far as its statements allow: %o", (rights, refusal) => {
  expect(findRefusal(rights)).toBe(refusal);
});

const ADDRESS = `\u0001/media/${PHOTO.name}`;
const LEAD = "title: Ferry\ndate: 2026-01-01\nimage:\n  src: photo.jpg\n  alt: The ferry\n";
const withTexts = (texts: PictureTexts) => ({ media: new Map([["photo.jpg", { ...PHOTO, texts }]]) });

describe("an article keeps from partners", () => {
  test.each([
    ["a lead image that says republish: no", `---\n${LEAD}  republish: no\n---\n\nText.\n`, {}, [ADDRESS]],
    ["one whose value cannot be understood", `---\n${LEAD}  republish: later\n---\n\nText.\n`, {}, [ADDRESS]],
    [
      "one in TOML",
      '+++\ntitle = "Ferry"\nimage = { src = "photo.jpg", republish = false }\n+++\n\nText.\n',
      {},
      [ADDRESS],
    ],
    ["one under a licence of its own", `---\n${LEAD}  license: All rights reserved\n---\n\nText.\n`, {}, [ADDRESS]],
    ["one whose metadata has terms", `---\n${LEAD}---\n\nText.\n`, { terms: "No sales" }, [ADDRESS]],
    [
      "a picture of the body whose metadata has terms",
      "---\ntitle: Ferry\n---\n\nText.\n\n![A](photo.jpg)\n",
      { terms: "No sales" },
      [ADDRESS],
    ],
    [
      "a picture elsewhere",
      "---\ntitle: Ferry\nimage: { src: https://a.example/x.jpg, republish: no }\n---\n\nText.\n",
      {},
      ["https://a.example/x.jpg"],
    ],
    ["nothing that says nothing", `---\n${LEAD}  republish:\n---\n\nText.\n`, { credit: "Kim" }, undefined],
    [
      "nothing that the front matter frees",
      `---\n${LEAD}  republish: yes\n---\n\nText.\n`,
      { terms: "No sales" },
      undefined,
    ],
    ["nothing that it does not show", "---\ntitle: Ferry\n---\n\nText.\n", { terms: "No sales" }, undefined],
  ] as const)("%s", (_, text, texts, kept) => {
    expect(read("markdown", text, withTexts(texts)).article?.keptImages).toEqual(kept);
  });

  test("a picture without being held back itself, also where the group is on one line", () => {
    const text = "---\ntitle: Ferry\nimage: { src: photo.jpg, alt: A ferry, republish: no }\n---\n\nText.\n";
    expect(read("markdown", text)).toMatchObject({ article: { draft: false, keptImages: [ADDRESS] }, findings: [] });
  });

  test("the body's picture, though the front matter frees one that is not there", () => {
    const text = "---\ntitle: Ferry\nimage: { src: lost.jpg, republish: yes }\n---\n\nText.\n\n![A](photo.jpg)\n";
    expect(read("markdown", text, withTexts({ terms: "No sales" })).article?.keptImages).toEqual([ADDRESS]);
  });
});

test("terms that its author may not know are said with the cure, where the publication has partners", () => {
  const bytes = new TextEncoder().encode(`---\n${LEAD}---\n\nText.\n`);
  const source = { key: "ferry", kind: "markdown", bytes, ...withTexts({ terms: "No sales" }) } as const;
  const ofPartners = (profile: typeof PROFILE) =>
    readArticle(source, profile).findings.filter(({ reason }) => reason === "partner-rule");
  expect(ofPartners(PROFILE)).toEqual([]);
  expect(ofPartners({ ...PROFILE, partners: [{ partner: "msn", feed: "top" }] })).toEqual([
    {
      severity: "warning",
      reason: "partner-rule",
      line: 4,
      message:
        'No partner gets the picture "photo.jpg", whose terms are "No sales"; write "republish: yes" in the group of "image:" if they may have it',
    },
  ]);
});
