import { describe, expect, it } from "vitest";
import type { Article } from "../../src/article/article.ts";
import type { ArticleRecord, ArticleState } from "../../src/article/article-record.ts";
import { composeRecord, decideState, differsVisibly, findDueTime } from "../../src/article/lifecycle.ts";
import { readZonedDate } from "../../src/lib/zoned-dates.ts";
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
  readonly former?: string;
  readonly isSameFile?: boolean;
  readonly timeZone?: string;
}

function compose({
  article = {},
  existing,
  now = NOW,
  minor = false,
  former,
  isSameFile = false,
  timeZone = "UTC",
}: Edit): ArticleRecord {
  return composeRecord({
    article: { ...SAMPLE, ...article },
    existing,
    id: "tag:x,2024:cats",
    iri: undefined,
    now,
    minor,
    timeZone,
    former,
    isSameFile,
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

  const seen = { ...published, revision: 1 };
  const WRITTEN = "2024-05-30";
  const file = { publishedAt: Date.UTC(2024, 4, 30), writtenDate: WRITTEN };
  const kept = { article: file, former: WRITTEN };
  const moved = { article: file, former: "2024-05-31" };
  const draft: ArticleRecord = { ...published, state: "draft" };
  const scheduled: ArticleRecord = { ...published, state: "scheduled", publishedAt: FUTURE };

  it.each<[what: string, edit: Edit, publishedAt: number]>([
    ["once readers have seen it, with the date as it was written: it stays", { ...kept, existing: seen }, PAST],
    ["of an expired article: it stays", { ...kept, existing: { ...seen, state: "expired" } }, PAST],
    ["of a retracted article: it stays", { ...kept, existing: { ...seen, state: "retracted" } }, PAST],
    ["of one that was taken back as a draft: it stays", { ...kept, existing: { ...seen, state: "draft" } }, PAST],
    ["once readers have seen it, with another date: it moves", { ...moved, existing: seen }, file.publishedAt],
    ["of a draft that is released: now", { ...kept, existing: draft }, NOW],
    ["of a draft that is released with another date: that date", { ...moved, existing: draft }, file.publishedAt],
    ["of an embargo that is lifted: now", { ...kept, existing: scheduled }, NOW],
    [
      "of an embargo that is over, and not announced yet: its end",
      { ...kept, existing: { ...scheduled, publishedAt: file.publishedAt } },
      file.publishedAt,
    ],
    [
      "stored before dates were kept, with a date of another day: it moves",
      { article: { publishedAt: PAST - DAY }, existing: seen },
      PAST - DAY,
    ],
    [
      "the same, where the stored file is only read again: it stays",
      { article: { publishedAt: PAST - DAY }, existing: seen, isSameFile: true },
      PAST,
    ],
    [
      "stored before dates were kept, with an hour of that day: it stays",
      { article: { publishedAt: PAST - 3_600_000 }, existing: seen },
      PAST,
    ],
  ])("%s", (_, edit, publishedAt) => {
    expect(compose(edit).publishedAt).toBe(publishedAt);
  });

  it.each<[what: string, day: string, timeZone: string, publishedAt: number]>([
    ["is this moment where that is today", "2024-06-01", "UTC", NOW],
    ["is the beginning of any other day", "2024-05-31", "UTC", Date.UTC(2024, 4, 31)],
    ["is this moment where that is today in the publication's zone", "2024-06-02", "Pacific/Kiritimati", NOW],
  ])("a day without a time, first published, %s", (_, day, timeZone, publishedAt) => {
    const article = { publishedAt: readZonedDate(day, timeZone) ?? 0, writtenDate: day };
    expect(compose({ article, timeZone }).publishedAt).toBe(publishedAt);
  });

  it("the moment of such a day stays when the zone changes, and when the day has passed", () => {
    const [today, later] = ["2024-06-01", NOW + 40 * DAY];
    const existing = { ...compose({ article: { publishedAt: NOW - DAY / 2, writtenDate: today } }), revision: 1 };
    const article = { publishedAt: NOW - DAY, writtenDate: today };
    const edit = { article, existing, former: today, now: later, timeZone: "Asia/Singapore" };
    expect(compose(edit).publishedAt).toBe(NOW);
  });

  it("a corrected date is no update", () => {
    const article = { publishedAt: PAST - 3 * DAY, writtenDate: "2024-05-28" };
    const record = compose({ article, existing: seen, former: WRITTEN });
    expect([record.publishedAt, record.updatedAt]).toEqual([PAST - 3 * DAY, PAST - 3 * DAY]);
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
    const record = compose({ existing: unseen, article: { title: "Dogs" } });
    expect(record.updatedAt).toBe(record.publishedAt);
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
