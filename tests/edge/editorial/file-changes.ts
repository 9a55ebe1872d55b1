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
    what: "a file is renamed",
    after: { "ferry.md": undefined, "the-ferry.md": write(FERRY) },
    moved: { ferry: "the-ferry" },
    answers: {
      "/articles/ferry": ["200", "200"],
      "/articles/the-ferry": ["404", "404"],
      "/feed.json": ["200 Kite, Ferry", "200 Kite, Ferry"],
      "/categories/harbour/feed.json": ["200 Ferry", "200 Ferry"],
    },
    says: [/the-ferry\.md: ferry has moved here, by the same content: id and address stay/],
  },
  {
    what: "a file is moved into a folder, and edited",
    after: { "ferry.md": undefined, "boats/ferry.md": write({ ...FERRY, title: "The ferry" }, "It sails at one.") },
    moved: { ferry: "boats/ferry" },
    answers: {
      "/articles/ferry": ["200", "200"],
      "/feed.json": ["200 Kite, Ferry", "200 Kite, The ferry"],
      "/authors/mara-quay/feed.json": ["200 Ferry", "200 The ferry"],
    },
    says: [/by the same slug and date/],
  },
  {
    what: "a file with an id of its own is moved, renamed and edited",
    before: { "ferry.md": write({ ...FERRY, id: "urn:x:ferry" }) },
    after: { "ferry.md": undefined, "boats/crossing.md": write({ ...FERRY, id: "urn:x:ferry", title: "Crossing" }) },
    moved: { ferry: "boats/crossing" },
    answers: { "/articles/ferry": ["200", "200"], "/feed.json": ["200 Kite, Ferry", "200 Kite, Crossing"] },
    says: [/by the same id/],
  },
  {
    what: "a file is moved and gets a slug of its own: the former address leads to it",
    before: { "ferry.md": write({ ...FERRY, id: "urn:x:ferry" }) },
    after: { "ferry.md": undefined, "boats/boat.md": write({ ...FERRY, id: "urn:x:ferry", slug: "boat" }) },
    moved: { ferry: "boats/boat" },
    answers: { "/articles/ferry": ["200", "301 /articles/boat"], "/articles/boat": ["404", "200"] },
  },
  {
    what: "two files of one content are moved together",
    before: { "ferry.md": write(FERRY), "gull.md": write(FERRY) },
    after: { "ferry.md": undefined, "gull.md": undefined, "a/ferry.md": write(FERRY), "a/gull.md": write(FERRY) },
    moved: { ferry: "a/ferry", gull: "a/gull" },
    answers: { "/articles/ferry": ["200", "200"], "/articles/gull": ["200", "200"] },
  },
  {
    what: "a file is renamed, and a new one gets its name and date: that one has another id and address",
    after: {
      "ferry.md": write({ ...FERRY, title: "Another ferry" }, "It is blue."),
      "boats/ferry.md": write({ ...FERRY, id: "urn:x:other" }),
    },
    answers: { "/articles/ferry": ["200", "200"], "/articles/ferry-2026": ["404", "200"] },
  },
  {
    what: "a file is moved in one publish, and a new one takes its place in the next",
    before: { "ferry.md": undefined, "boats/ferry.md": write(FERRY) },
    after: { "boats/ferry.md": undefined, "ships/ferry.md": write(FERRY) },
    moved: { "boats/ferry": "ships/ferry" },
    afterwards: (edge) =>
      edge.callApi("/api/articles/boats/ferry", "with token", {
        method: "PUT",
        headers: { "content-type": "text/markdown" },
        body: write({ ...FERRY, title: "Another ferry" }),
      }),
    answers: { "/articles/ferry": ["200", "200"], "/articles/ferry-2026": ["404", "200"] },
  },
  {
    what: "a file is copied: both are articles",
    after: { "boats/ferry.md": write(FERRY) },
    answers: { "/articles/ferry": ["200", "200"], "/articles/ferry-2026": ["404", "200"] },
  },
  {
    what: "a draft is published from another folder",
    before: { "drafts/tide.md": write({ title: "Tide", date: "2026-01-04", image: "/sea.png" }) },
    after: {
      "drafts/tide.md": undefined,
      "2026-01-04-tide.md": write({ title: "Tide", date: "2026-01-04", image: "/sea.png" }),
    },
    moved: { "drafts/tide": "2026-01-04-tide" },
    answers: { "/articles/tide": ["404", "200"], "/feed.json": ["200 Kite, Ferry", "200 Tide, Kite, Ferry"] },
  },
  {
    what: "a draft with the name of an article holds no slug, and gets one of its own when it is published",
    before: { "drafts/ferry.md": write({ ...FERRY, title: "Ferry two", date: "2026-01-04" }) },
    after: {
      "drafts/ferry.md": undefined,
      "new/ferry.md": write({ ...FERRY, title: "Ferry two", date: "2026-01-04" }),
    },
    moved: { "drafts/ferry": "new/ferry" },
    answers: { "/articles/ferry": ["200", "200"], "/articles/ferry-2026": ["404", "200"] },
  },
  {
    what: "a new article has the slug that a draft asks for",
    before: { "drafts/tide.md": write({ title: "Tide", date: "2026-01-04", image: "/sea.png" }) },
    after: { "tide.md": write({ title: "The tide", date: "2026-01-05", image: "/sea.png" }) },
    answers: { "/articles/tide": ["404", "200"], "/feed.json": ["200 Kite, Ferry", "200 The tide, Kite, Ferry"] },
  },
  {
    what: "a name is written in NFD, as another file system has it",
    before: { "caf\u00e9.md": write({ ...FERRY, title: "Caf\u00e9", date: "2026-01-01" }) },
    after: {
      "caf\u00e9.md": undefined,
      "cafe\u0301.md": write({ ...FERRY, title: "The caf\u00e9", date: "2026-01-01" }),
    },
    answers: {
      "/articles/cafe": ["200", "200"],
      "/feed.json": ["200 Kite, Ferry, Caf\u00e9", "200 Kite, Ferry, The caf\u00e9"],
    },
  },
  {
    what: "the case of a name changes",
    after: { "ferry.md": undefined, "Ferry.md": write(FERRY) },
    moved: { ferry: "Ferry" },
    answers: { "/articles/ferry": ["200", "200"], "/articles/Ferry": ["404", "404"] },
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
