import { type EditorialChange, FERRY, write } from "./change.ts";

/** What an editor does to an article's file. */
export const fileChanges: readonly EditorialChange[] = [
  {
    what: "a title is corrected: the address stays",
    after: { "ferry.md": write({ ...FERRY, title: "The ferry" }) },
    answers: { "/articles/ferry": ["200", "200"], "/feed.json": ["200 Kite, Ferry", "200 Kite, The ferry"] },
  },
  {
    what: "a slug is changed by hand: the former address leads to it",
    after: { "ferry.md": write({ ...FERRY, slug: "boat" }) },
    answers: { "/articles/ferry": ["200", "301 /articles/boat"], "/articles/boat": ["404", "200"] },
  },
  {
    what: "a translation is added: both are articles of their own",
    before: { "site.yaml": "title: Editorial\ndomain: editorial.example\nauthor: Desk\nlanguages: [fr]\n" },
    after: { "ferry.fr.md": write({ ...FERRY, title: "Le bac" }, "Le bac part à midi.") },
    answers: { "/articles/ferry": ["200", "200"], "/articles/ferry-fr": ["404", "200"] },
  },
  {
    what: "a file is deleted without more: its article stays",
    after: { "ferry.md": undefined },
    answers: { "/articles/ferry": ["200", "200"], "/categories/harbour/feed.json": ["200 Ferry", "200 Ferry"] },
  },
  {
    what: "a file is deleted and missing articles are retracted",
    after: { "ferry.md": undefined },
    flags: { retractMissing: true },
    answers: { "/articles/ferry": ["200", "410"], "/categories/harbour/rss.xml": ["200", "200"] },
    ends: ["/articles/ferry"],
  },
];
