import { describe, expect, it } from "vitest";
import type { ArticleFacets } from "../../src/article/article-record.ts";
import type { FeedTerm, NamedFeedRule, SiteProfile } from "../../src/article/profile/site-profile.ts";
import { findMemberships, listDeclaredFeeds } from "../../src/feed/publishing/memberships.ts";
import { PROFILE } from "../article/fixtures.ts";

const label = (slug: string) => ({ name: slug.toUpperCase(), slug });
const person = (slug: string) => ({ ...label(slug), url: undefined, email: undefined });
const category = (slug: string): FeedTerm => ({ facet: "category", slug });
const author = (slug: string): FeedTerm => ({ facet: "author", slug });
const tag = (slug: string): FeedTerm => ({ facet: "tag", slug });

interface Slugs {
  readonly categories?: readonly string[];
  readonly authors?: readonly string[];
  readonly tags?: readonly string[];
}

function facetsOf({ categories = [], authors = [], tags = [] }: Slugs): ArticleFacets {
  return { categories: categories.map(label), authors: authors.map(person), tags: tags.map(label), corrections: [] };
}

type Rule = Partial<Pick<NamedFeedRule, "any" | "all" | "not">>;

function profileWith(rules: Record<string, Rule>): SiteProfile {
  const feeds = Object.entries(rules).map(
    ([name, rule]): NamedFeedRule => ({
      name,
      title: `Feed ${name}`,
      description: undefined,
      any: [],
      all: [],
      not: [],
      windowSize: 50,
      content: "full",
      ...rule,
    }),
  );
  return { ...PROFILE, feeds };
}

const namesFor = (slugs: Slugs, rules: Record<string, Rule> = {}) =>
  findMemberships({ facets: facetsOf(slugs), language: "en" }, profileWith(rules)).map(({ name }) => name);

describe("findMemberships", () => {
  it("every article is in the main feed, and in those of its categories, tags and authors, under their names", () => {
    expect(
      findMemberships(
        { facets: facetsOf({ categories: ["a", "b"], authors: ["c"], tags: ["d"] }), language: "en" },
        PROFILE,
      ),
    ).toEqual([
      { name: "main", title: "The Harbour Times" },
      { name: "categories/a", title: "A" },
      { name: "categories/b", title: "B" },
      { name: "tags/d", title: "D" },
      { name: "authors/c", title: "C" },
    ]);
  });

  it("a tag that is a category of the article or of the publication makes no feed of its own", () => {
    expect(namesFor({ tags: ["x", "y"], categories: ["x"] })).toEqual(["main", "categories/x", "tags/y"]);
    const known = PROFILE.categories.map(({ slug }) => slug);
    expect(known).not.toEqual([]);
    expect(namesFor({ tags: known })).toEqual(["main"]);
  });

  it("a category named twice counts once", () => {
    expect(namesFor({ categories: ["a", "a"] })).toEqual(["main", "categories/a"]);
  });

  const article: Slugs = { categories: ["ships", "news"], authors: ["ana"], tags: ["storm"] };

  it.each<[what: string, rule: Rule, isIn: boolean]>([
    ["no rule selects everything", {}, true],
    ["any: one of them", { any: [category("x"), category("ships")] }, true],
    ["any: none of them", { any: [category("x"), tag("y")] }, false],
    ["all: each of them", { all: [category("ships"), author("ana"), tag("storm")] }, true],
    ["all: one is missing", { all: [category("ships"), author("bob")] }, false],
    ["not: one of them", { not: [category("x"), tag("storm")] }, false],
    ["not: none of them", { not: [category("x")] }, true],
    ["any and not: not wins", { any: [category("ships")], not: [author("ana")] }, false],
    ["any and all: both must hold", { any: [category("ships")], all: [tag("calm")] }, false],
    ["a slug of another facet does not count", { any: [author("ships"), tag("ships"), category("ana")] }, false],
  ])("%s", (_, rule, isIn) => {
    expect(namesFor(article, { chosen: rule }).includes("feeds/chosen")).toBe(isIn);
  });

  it("each named feed is decided apart", () => {
    const rules = { one: { any: [tag("storm")] }, two: { not: [tag("storm")] }, three: {} };
    expect(namesFor(article, rules).filter((name) => name.startsWith("feeds/"))).toEqual(["feeds/one", "feeds/three"]);
  });
});

describe("listDeclaredFeeds", () => {
  it("names everything the profile names, articles or not", () => {
    expect(listDeclaredFeeds(profileWith({ calm: { not: [tag("storm")] } }))).toEqual([
      { name: "main", title: "The Harbour Times" },
      { name: "categories/ships", title: "Ships" },
      { name: "authors/lim", title: "Lim Wei Ling" },
      { name: "feeds/calm", title: "Feed calm" },
    ]);
  });
});

describe("feeds by language", () => {
  const languagesOf = (language: string, languages?: readonly string[]) =>
    findMemberships({ facets: facetsOf({}), language }, { ...PROFILE, language: "en", languages })
      .filter(({ name }) => name.startsWith("languages/"))
      .map(({ name, title }) => `${name} ${title}`);

  it.each<[what: string, language: string, languages: string[] | undefined, feeds: string[]]>([
    ["none where there is one language", "en", undefined, []],
    ["none where site.yaml repeats that one", "en", ["en"], []],
    ["one for an article in another language", "fr", undefined, ["languages/fr Français"]],
    ["one for every article where there are several", "en", ["en", "fr"], ["languages/en English"]],
    ["one for each region", "pt-BR", undefined, ["languages/pt-br Português (Brasil)"]],
    ["named as its readers call it", "ja", undefined, ["languages/ja 日本語"]],
    ["named by its tag where it has no name", "qaa-x-sea", undefined, ["languages/qaa-x-sea Qaa"]],
  ])("%s", (_, language, languages, feeds) => {
    expect(languagesOf(language, languages)).toEqual(feeds);
  });

  it.each([
    ["fr", "fr", true],
    ["fr", "fr-CA", true],
    ["fr-ca", "fr", false],
    ["pt-br", "pt-BR", true],
    ["f", "fr", false],
    ["de", "fr", false],
  ])("RFC 4647: the term lang:%s selects an article in %s: %s", (slug, language, isIn) => {
    const profile = profileWith({ chosen: { any: [{ facet: "language", slug }] } });
    const names = findMemberships({ facets: facetsOf({}), language }, profile).map(({ name }) => name);
    expect(names.includes("feeds/chosen")).toBe(isIn);
  });
});
