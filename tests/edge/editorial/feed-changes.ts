import { type EditorialChange, FERRY, KITE, SITE, write } from "./change.ts";

const EXPIRY = "2026-11-23T12:10:00Z";
const MINUTES = 60_000;

const withAuthors = (...authors: readonly string[]) =>
  `${SITE}authors: [${authors.map((one) => `{ ${one} }`).join(", ")}]\n`;
const withCategories = (...categories: readonly string[]) =>
  `${SITE}categories: [${categories.map((one) => `{ ${one} }`).join(", ")}]\n`;
const withFeed = (fields: string) => `${SITE}feeds:\n  - { ${fields}, any: ["category: Harbour"] }\n`;

const ferry = (fields: Readonly<Record<string, string>>) => write({ ...FERRY, ...fields });

/** What an editor does to categories, authors and named feeds. */
export const feedChanges: readonly EditorialChange[] = [
  {
    what: "an article gets another category: the one it had is empty",
    after: { "ferry.md": ferry({ categories: "[Travel]" }) },
    answers: {
      "/categories/harbour/feed.json": ["200 Ferry", "200"],
      "/categories/harbour/": ["200", "200"],
      "/categories/travel/feed.json": ["404", "200 Ferry"],
    },
    says: [
      /categories\/harbour loses its last article to categories\/travel: if that is another name of the same, write in site.yaml/,
    ],
  },
  {
    what: "an article gets a second category",
    after: { "ferry.md": ferry({ categories: "[Harbour, Travel]" }) },
    answers: {
      "/categories/harbour/feed.json": ["200 Ferry", "200 Ferry"],
      "/categories/travel/feed.json": ["404", "200 Ferry"],
    },
  },
  {
    what: "an article loses its only category",
    after: { "ferry.md": ferry({ categories: "[]" }) },
    answers: { "/categories/harbour/feed.json": ["200 Ferry", "200"] },
    says: [
      /categories\/harbour loses its last article: it is empty from then on; npx edgewire retire categories\/harbour ends it/,
    ],
  },
  {
    what: "the case of a category's name changes",
    after: { "ferry.md": ferry({ categories: "[HARBOUR]" }) },
    answers: { "/categories/harbour/feed.json": ["200 Ferry", "200 Ferry"] },
  },
  {
    what: "a category is renamed in the files: its feed is empty, the new one begins",
    after: { "ferry.md": ferry({ categories: "[Port]" }) },
    answers: {
      "/categories/harbour/rss.xml": ["200", "200"],
      "/categories/port/feed.json": ["404", "200 Ferry"],
    },
  },
  {
    what: "a category is renamed in the files, and site.yaml says what it was",
    after: {
      "site.yaml": withCategories("name: Port, formerly: Harbour"),
      "ferry.md": ferry({ categories: "[Port]" }),
    },
    answers: {
      "/categories/harbour/rss.xml": ["200", "301 /categories/port/rss.xml"],
      "/categories/harbour/feed.json": ["200 Ferry", "301 /categories/port/feed.json"],
      "/categories/harbour/": ["200", "301 /categories/port/"],
      "/categories/port/feed.json": ["404", "200 Ferry"],
    },
  },
  {
    what: "a category is renamed in site.yaml alone: files with the former name follow",
    before: { "site.yaml": withCategories("name: Harbour") },
    after: { "site.yaml": withCategories("name: Port, formerly: Harbour") },
    answers: {
      "/categories/harbour/atom.xml": ["200", "301 /categories/port/atom.xml"],
      "/categories/port/feed.json": ["404", "200 Ferry"],
    },
  },
  {
    what: "a category keeps its name and gets another slug",
    before: { "site.yaml": withCategories("name: Harbour, slug: hbr") },
    after: { "site.yaml": withCategories("name: Harbour, slug: ports") },
    answers: {
      "/categories/hbr/feed.json": ["200 Ferry", "301 /categories/ports/feed.json"],
      "/categories/ports/feed.json": ["404", "200 Ferry"],
    },
    says: [/categories\/hbr becomes categories\/ports: its addresses lead there/],
  },
  {
    what: "a category that site.yaml did not name is named there under another slug",
    after: { "site.yaml": withCategories("name: Harbour, slug: ports") },
    answers: {
      "/categories/harbour/feed.json": ["200 Ferry", "301 /categories/ports/feed.json"],
      "/categories/ports/feed.json": ["404", "200 Ferry"],
    },
  },
  {
    what: "a category is named in site.yaml whose name would have the slug of another one: that one stays",
    before: { "ferry.md": ferry({ categories: "[C]" }) },
    after: { "site.yaml": withCategories("name: C++, slug: cpp") },
    answers: { "/categories/c/feed.json": ["200 Ferry", "200 Ferry"] },
  },
  {
    what: "a category with keywords is removed from site.yaml",
    before: {
      "site.yaml": withCategories("name: Tides, keywords: [sails]"),
      "ferry.md": write({ title: "Ferry", date: "2026-01-02" }),
    },
    after: { "site.yaml": SITE },
    answers: { "/categories/tides/feed.json": ["200 Ferry", "200"] },
  },
  {
    what: "a category with keywords is removed from site.yaml, and put back",
    before: {
      "site.yaml": withCategories("name: Tides, keywords: [sails]"),
      "ferry.md": write({ title: "Ferry", date: "2026-01-02" }),
    },
    after: { "site.yaml": SITE },
    afterwards: (edge) => edge.putSite(0, withCategories("name: Tides, keywords: [sails]")),
    answers: { "/categories/tides/feed.json": ["200 Ferry", "200 Ferry"] },
  },
  {
    what: "two categories become one",
    before: { "kite.md": write({ ...KITE, categories: "[Port]" }, "It flies high.") },
    after: { "site.yaml": withCategories("name: Port, formerly: Harbour") },
    answers: {
      "/categories/harbour/feed.json": ["200 Ferry", "301 /categories/port/feed.json"],
      "/categories/port/feed.json": ["200 Kite", "200 Kite, Ferry"],
    },
  },
  {
    what: "a category that was renamed gets its former name back",
    before: { "site.yaml": withCategories("name: Port, formerly: Harbour") },
    after: { "site.yaml": withCategories("name: Harbour, formerly: Port") },
    answers: {
      "/categories/harbour/feed.json": ["301 /categories/port/feed.json", "200 Ferry"],
      "/categories/port/feed.json": ["200 Ferry", "301 /categories/harbour/feed.json"],
    },
  },
  {
    what: "a category is renamed twice: each former address leads to the last in one step",
    before: { "site.yaml": withCategories("name: Port, formerly: Harbour") },
    after: { "site.yaml": withCategories("name: Quay, formerly: [Port, Harbour]") },
    answers: {
      "/categories/harbour/rss.xml": ["301 /categories/port/rss.xml", "301 /categories/quay/rss.xml"],
      "/categories/port/rss.xml": ["200", "301 /categories/quay/rss.xml"],
    },
  },
  {
    what: "the line about a former name is removed again: the address goes on leading there",
    before: {
      "site.yaml": withCategories("name: Port, formerly: Harbour"),
      "ferry.md": ferry({ categories: "[Port]" }),
    },
    after: { "site.yaml": withCategories("name: Port") },
    answers: { "/categories/harbour/rss.xml": ["301 /categories/port/rss.xml", "301 /categories/port/rss.xml"] },
  },
  {
    what: "a former name is used for a category of its own again",
    before: {
      "site.yaml": withCategories("name: Port, formerly: Harbour"),
      "ferry.md": ferry({ categories: "[Port]" }),
    },
    after: {
      "site.yaml": withCategories("name: Port"),
      "gull.md": write({ ...FERRY, title: "Gull", date: "2026-01-04" }),
    },
    answers: {
      "/categories/harbour/feed.json": ["301 /categories/port/feed.json", "200 Gull"],
      "/categories/port/feed.json": ["200 Ferry", "200 Ferry"],
    },
  },
  {
    what: "an author's name is corrected in the files: the feed is empty, the new one begins",
    after: { "ferry.md": ferry({ authors: "[Mara Key]" }) },
    answers: {
      "/authors/mara-quay/rss.xml": ["200", "200"],
      "/authors/mara-quay/": ["200", "200"],
      "/authors/mara-key/feed.json": ["404", "200 Ferry"],
    },
  },
  {
    what: "an author's name is corrected in the files, and the publisher says so when asked",
    after: { "ferry.md": ferry({ authors: "[Mara Key]" }) },
    flags: { answer: true },
    answers: {
      "/authors/mara-quay/rss.xml": ["200", "301 /authors/mara-key/rss.xml"],
      "/authors/mara-key/feed.json": ["404", "200 Ferry"],
    },
    says: [
      /Mara Quay \(1 article\) is gone and Mara Key is new\. Is it the same under another name\?/,
      /site\.yaml: Mara Key was called Mara Quay/,
    ],
  },
  {
    what: "a category is renamed in the files, and the publisher says that it is another one",
    after: { "ferry.md": ferry({ categories: "[Port]" }) },
    flags: { answer: false },
    answers: { "/categories/harbour/rss.xml": ["200", "200"], "/categories/port/feed.json": ["404", "200 Ferry"] },
  },
  {
    what: "an author's name is corrected, and site.yaml says what it was",
    after: {
      "site.yaml": withAuthors("name: Mara Key, formerly: Mara Quay"),
      "ferry.md": ferry({ authors: "[Mara Key]" }),
    },
    answers: {
      "/authors/mara-quay/rss.xml": ["200", "301 /authors/mara-key/rss.xml"],
      "/authors/mara-key/feed.json": ["404", "200 Ferry"],
    },
    says: [/authors\/mara-quay becomes authors\/mara-key: its addresses lead there \(301\)/],
  },
  {
    what: "an author is named in site.yaml under a slug",
    after: { "site.yaml": withAuthors("name: Mara Quay, slug: mara") },
    answers: {
      "/authors/mara-quay/feed.json": ["200 Ferry", "301 /authors/mara/feed.json"],
      "/authors/mara/feed.json": ["404", "200 Ferry"],
    },
  },
  {
    what: "an article gets a second author",
    after: { "ferry.md": ferry({ authors: "[Mara Quay, Elies Wind]" }) },
    answers: {
      "/authors/mara-quay/feed.json": ["200 Ferry", "200 Ferry"],
      "/authors/elies-wind/feed.json": ["200 Kite", "200 Kite, Ferry"],
    },
  },
  {
    what: "a named feed gets another name under the same title",
    before: { "site.yaml": withFeed("name: sea, title: At sea") },
    after: { "site.yaml": withFeed("name: ocean, title: At sea") },
    answers: {
      "/feeds/sea/feed.json": ["200 Ferry", "301 /feeds/ocean/feed.json"],
      "/feeds/ocean/feed.json": ["404", "200 Ferry"],
    },
  },
  {
    what: "a named feed gets another name and title, and says what it was",
    before: { "site.yaml": withFeed("name: sea, title: At sea") },
    after: { "site.yaml": withFeed("name: ocean, title: The ocean, formerly: sea") },
    answers: {
      "/feeds/sea/rss.xml": ["200", "301 /feeds/ocean/rss.xml"],
      "/feeds/ocean/feed.json": ["404", "200 Ferry"],
    },
  },
  {
    what: "a named feed is removed from site.yaml",
    before: { "site.yaml": withFeed("name: sea, title: At sea") },
    after: { "site.yaml": SITE },
    answers: { "/feeds/sea/feed.json": ["200 Ferry", "200"] },
  },
  {
    what: "a named feed that never had an article is removed from site.yaml",
    before: { "site.yaml": withFeed('name: moon, not: ["category: Harbour"]') },
    after: { "site.yaml": SITE },
    answers: { "/feeds/moon/feed.json": ["200", "404"] },
  },
  {
    what: "the last article of a category expires: its own page alone is gone",
    before: { "ferry.md": ferry({ expires: EXPIRY }) },
    after: {},
    afterwards: async (edge) => {
      edge.clock.now += 15 * MINUTES;
    },
    answers: {
      "/categories/harbour/feed.json": ["200 Ferry", "200"],
      "/articles/ferry": ["200", "410"],
    },
    ends: ["/articles/ferry"],
  },
  {
    what: "an article is held back again: its feeds are empty, its page is not there",
    after: { "ferry.md": ferry({ draft: "true" }) },
    answers: {
      "/categories/harbour/feed.json": ["200 Ferry", "200"],
      "/authors/mara-quay/rss.xml": ["200", "200"],
      "/articles/ferry": ["200", "404"],
    },
    hides: ["/articles/ferry"],
  },
  {
    what: "an article is retracted: its notice stays in its feeds, its page is gone",
    after: {},
    afterwards: (edge) => edge.retract(0, "ferry", "It sank."),
    answers: {
      "/categories/harbour/feed.json": ["200 Ferry", "200 Retracted: Ferry"],
      "/articles/ferry": ["200", "410"],
    },
    ends: ["/articles/ferry"],
  },
  {
    what: "an empty feed is retired: it alone is gone",
    after: { "ferry.md": ferry({ categories: "[Travel]" }) },
    afterwards: (edge) => edge.callApi("/api/feeds/categories/harbour", "with token", { method: "DELETE" }),
    answers: {
      "/categories/harbour/rss.xml": ["200", "410"],
      "/categories/harbour/": ["200", "410"],
      "/authors/mara-quay/rss.xml": ["200", "200"],
    },
    ends: ["/categories/harbour/"],
  },
  {
    what: "a feed with an article is retired by mistake: it stays",
    after: {},
    afterwards: (edge) => edge.callApi("/api/feeds/categories/harbour", "with token", { method: "DELETE" }),
    answers: { "/categories/harbour/feed.json": ["200 Ferry", "200 Ferry"] },
  },
  {
    what: "a retired feed gets an article again",
    after: { "ferry.md": ferry({ categories: "[Travel]" }) },
    afterwards: async (edge) => {
      await edge.callApi("/api/feeds/categories/harbour", "with token", { method: "DELETE" });
      await edge.publish(0, "gull", write({ ...FERRY, title: "Gull", date: "2026-01-04" }));
    },
    answers: { "/categories/harbour/feed.json": ["200 Ferry", "200 Gull"] },
  },
  {
    what: "an article leaves every feed",
    after: { "ferry.md": ferry({ feeds: "none" }) },
    answers: {
      "/categories/harbour/feed.json": ["200 Ferry", "200"],
      "/feed.json": ["200 Kite, Ferry", "200 Kite"],
      "/articles/ferry": ["200", "200"],
    },
  },
  {
    what: "the publication gets another title and language",
    after: { "site.yaml": SITE.replace("Editorial", "Redaktion").concat("language: de\n") },
    answers: { "/feed.json": ["200 Kite, Ferry", "200 Kite, Ferry"] },
  },
  {
    what: "the publication, which is the author of its articles, gets another title",
    before: {
      "site.yaml": SITE.replace("author: Desk\n", ""),
      "ferry.md": write({ title: "Ferry", date: "2026-01-02" }),
    },
    after: { "site.yaml": SITE.replace("author: Desk\n", "").replace("Editorial", "The Gazette") },
    answers: { "/authors/editorial/rss.xml": ["200", "301 /authors/the-gazette/rss.xml"] },
  },
  {
    what: "the publication gets another domain: ids stay",
    after: { "site.yaml": SITE.replace("editorial.example", "news.example") },
    answers: { "/feed.json": ["200 Kite, Ferry", "200 Kite, Ferry"] },
  },
];
