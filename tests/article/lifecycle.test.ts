import { describe, expect, it } from "vitest";
import type { Article } from "../../src/article/article.ts";
import type { ArticleRecord, ArticleState } from "../../src/article/article-record.ts";
import { composeRecord, decideState, differsVisibly, findDueTime } from "../../src/article/lifecycle.ts";
import { readSound } from "./fixtures.ts";

const NOW = Date.UTC(2024, 5, 1, 12);
const DAY = 86_400_000;
const [PAST, FUTURE] = [NOW - DAY, NOW + DAY];

const SAMPLE: Article = { ...readSound("markdown", "---\ntitle: Cats\n---\n\nA text."), publishedAt: PAST };

interface Edit {
  readonly article?: Partial<Article>;
  readonly existing?: ArticleRecord;
  readonly now?: number;
  readonly minor?: boolean;
}

function compose({ article = {}, existing, now = NOW, minor = false }: Edit): ArticleRecord {
  return composeRecord({
    article: { ...SAMPLE, ...article },
    existing,
    id: "tag:x,2024:cats",
    iri: undefined,
    now,
    minor,
  });
}

describe("decideState", () => {
  it.each<[what: string, dates: Partial<Article>, state: ArticleState]>([
    ["a date in the past", { publishedAt: PAST }, "published"],
    ["a date of this very millisecond", { publishedAt: NOW }, "published"],
    ["a date in the next millisecond", { publishedAt: NOW + 1 }, "scheduled"],
    ["a draft, whatever its date", { draft: true, publishedAt: PAST }, "draft"],
    ["an end in the future", { publishedAt: PAST, expiresAt: FUTURE }, "published"],
    ["an end of this very millisecond", { publishedAt: PAST, expiresAt: NOW }, "expired"],
    ["an end before its beginning", { publishedAt: FUTURE, expiresAt: PAST }, "expired"],
  ])("%s: %s is %s", (_, dates, state) => {
    expect(decideState({ ...SAMPLE, ...dates }, NOW)).toBe(state);
  });
});

describe("findDueTime", () => {
  it.each<[state: ArticleState, expiresAt: number | undefined, due: number | undefined]>([
    ["draft", FUTURE, undefined],
    ["scheduled", undefined, PAST],
    ["scheduled", FUTURE, PAST],
    ["published", undefined, undefined],
    ["published", FUTURE, FUTURE],
    ["expired", PAST, undefined],
    ["retracted", FUTURE, undefined],
  ])("%s, expiring at %s: %s", (state, expiresAt, due) => {
    expect(findDueTime(state, PAST, expiresAt)).toBe(due);
  });
});

describe("the date of publication", () => {
  const published = compose({});

  it("is the article's own at first", () => {
    expect(published).toMatchObject({ publishedAt: PAST, updatedAt: PAST, changedAt: NOW, state: "published" });
  });

  it.each<[what: string, existing: ArticleRecord, publishedAt: number]>([
    ["once readers have seen it: it stays", published, PAST],
    ["of an expired article: it stays", { ...published, state: "expired" }, PAST],
    ["of a retracted article: it stays", { ...published, state: "retracted" }, PAST],
    ["of a draft: it may move", { ...published, state: "draft" }, PAST - DAY],
    [
      "of an article still under embargo: it may move",
      { ...published, state: "scheduled", publishedAt: FUTURE },
      PAST - DAY,
    ],
  ])("%s", (_, existing, publishedAt) => {
    expect(compose({ article: { publishedAt: PAST - DAY }, existing }).publishedAt).toBe(publishedAt);
  });

  it("moved into the future it takes the article back until then", () => {
    const record = compose({ article: { publishedAt: FUTURE }, existing: published });
    expect(record).toMatchObject({ state: "scheduled", publishedAt: FUTURE, updatedAt: FUTURE });
  });
});

describe("the date of update (RFC 4287 §4.2.15)", () => {
  const existing = compose({});
  const LATER = NOW + DAY;

  it.each<[what: string, edit: Edit, updatedAt: number]>([
    ["another title moves it", { article: { title: "Dogs" } }, LATER],
    ["another text moves it", { article: { text: "Another text." } }, LATER],
    ["a correction moves it", { article: { corrections: [{ at: NOW, text: "Not cats." }] } }, LATER],
    ["another title, said to be minor, does not", { article: { title: "Dogs" }, minor: true }, PAST],
    ["a category does not", { article: { categories: [{ name: "Pets", slug: "pets" }] } }, PAST],
    ["another slug does not", { article: { slug: "dogs" } }, PAST],
    ["another summary does not", { article: { summary: "Short." } }, PAST],
    ["other markup of the same text does not", { article: { html: "<p><b>A</b> text.</p>" } }, PAST],
    ["nothing new does not", {}, PAST],
    ["a date that the article gives moves it", { article: { updatedAt: NOW } }, NOW],
    ["a date in the future that the article gives is not believed", { article: { updatedAt: LATER + DAY } }, PAST],
  ])("%s", (_, edit, updatedAt) => {
    expect(compose({ ...edit, existing, now: LATER }).updatedAt).toBe(updatedAt);
  });

  it("never goes back", () => {
    const edited = { ...existing, updatedAt: LATER };
    expect(compose({ existing: edited, article: { title: "Dogs" } }).updatedAt).toBe(LATER);
    expect(compose({ existing: edited, article: { updatedAt: PAST }, minor: true }).updatedAt).toBe(LATER);
  });

  it.each<ArticleState>(["draft", "scheduled"])("an edit of a %s, which nobody has seen, is no update", (state) => {
    const unseen = { ...existing, state, publishedAt: state === "scheduled" ? FUTURE : PAST };
    expect(compose({ existing: unseen, article: { title: "Dogs" } }).updatedAt).toBe(PAST);
  });

  it("is never before the date of publication", () => {
    expect(compose({ article: { updatedAt: PAST - DAY } }).updatedAt).toBe(PAST);
    const record = compose({ article: { publishedAt: FUTURE, updatedAt: NOW } });
    expect(record.updatedAt).toBe(FUTURE);
  });
});

describe("differsVisibly", () => {
  const record = compose({});

  it("not by revision and time of change, which no reader sees", () => {
    expect(differsVisibly({ ...record, revision: 9, changedAt: 9 }, record)).toBe(false);
  });

  it.each<[field: string, change: Partial<ArticleRecord>]>([
    ["title", { title: "Dogs" }],
    ["slug", { slug: "dogs" }],
    ["summary", { summary: "Short." }],
    ["markup", { html: "<p>A <b>text</b>.</p>" }],
    ["language", { language: "el" }],
    ["canonical address", { canonicalUrl: "https://example.org/" }],
    ["date of update", { updatedAt: NOW }],
    ["state", { state: "expired" }],
    ["categories", { facets: { ...record.facets, categories: [{ name: "Pets", slug: "pets" }] } }],
  ])("by its %s", (_, change) => {
    expect(differsVisibly({ ...record, ...change }, record)).toBe(true);
  });
});
