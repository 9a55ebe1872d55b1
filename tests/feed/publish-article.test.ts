import { describe, expect, it } from "vitest";
import type { Article } from "../../src/article/article.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { NO_MEDIA } from "../../src/feed/publishing/media/article-media.ts";
import type {
  ArticleChange,
  DroppedAlias,
  LogKind,
  PublicationStore,
  SaveProblem,
  Site,
  StoredArticle,
} from "../../src/feed/publishing/publication-store.ts";
import { composeChange, publishArticle } from "../../src/feed/publishing/publish-article.ts";
import type { Submission } from "../../src/feed/publishing/submission.ts";
import { fail, succeed } from "../../src/lib/result.ts";
import { PHOTO, PROFILE, readSound } from "../article/fixtures.ts";

// The decisions of a publish before a store of a few lines. With the real store: tests/worker/publishing.test.ts.

const NOW = Date.UTC(2024, 5, 1, 12);
const DAY = 86_400_000;

function setUp({
  profile = PROFILE,
  problems = [],
  holders = {},
}: {
  profile?: SiteProfile | undefined;
  problems?: SaveProblem[];
  /** Key of the article that has an address, by address. */
  holders?: Record<string, string>;
} = {}) {
  const state = {
    stored: undefined as StoredArticle | undefined,
    changes: [] as ArticleChange[],
    media: [] as string[],
    dropped: [] as DroppedAlias[],
    notedEditions: [] as number[],
  };
  const unused = () => Promise.reject(new Error("not asked for in these tests"));
  const site: Site = {
    profile,
    profileHash: "",
    authority: "example.org,2026-01-01",
    databaseId: "x",
    changedAt: 0,
    recomputedKey: undefined,
    editionAt: undefined,
    epochRecord: { mark: "", since: 0 },
    catalogue: { revision: 0, changedAt: 0, departedRevision: 0 },
  };
  const store: PublicationStore = {
    readSite: async () => site,
    acceptToolEdition: async () => true,
    findAddressHolders: async () =>
      new Map(Object.entries(holders).map(([address, key]) => [address, { key, yields: false }])),
    findStored: async () => state.stored,
    findStoredWithSite: async () => ({ stored: state.stored, site }),
    findMedia: async () => new Map(),
    findPictures: async () => new Map(),
    savePicture: unused,
    findLostMedia: async () => [],
    saveBytes: async ({ name }) => {
      state.media.push(name);
    },
    saveMedia: unused,
    saveArticle: async (change) => {
      state.changes.push(change);
      const { slug } = change.record;
      const holder = holders[slug];
      const isTaken = holder !== undefined && slug !== state.stored?.record.slug;
      const problem = isTaken ? ({ reason: "slug-taken", slug, holder } as const) : problems.shift();
      if (problem !== undefined) return fail(problem);
      state.stored = keep(change);
      return succeed({ revision: state.changes.length, isBelowWindow: false, droppedAliases: state.dropped });
    },
    listManifest: unused,
    moveArticle: unused,
    noteEdition: async (_, editionAt) => {
      state.notedEditions.push(editionAt);
    },
    listStandingPages: unused,
    saveNavigation: unused,
    noteProfileEdition: unused,
    noteProfileSource: unused,
    saveProfile: unused,
    saveRecomputedKey: unused,
    beginReading: unused,
    listHeldBack: unused,
    listFeeds: unused,
    listFeedKeys: unused,
    retireFeed: unused,
    settlePodcastGuids: async () => new Map(),
    settleAuthority: unused,
  };
  const publish = (text: string, more: Partial<Submission> = {}) =>
    publishArticle(
      {
        key: "2024-05-01-cats",
        kind: "markdown",
        body: new TextEncoder().encode(text),
        images: undefined,
        cover: undefined,
        minor: false,
        expectedHash: undefined,
        ...more,
      },
      { store, now: NOW, publicUrl: "https://wire.example", measureRemote: unused },
    );
  return { state, publish };
}

function keep({ record, contentHash, editionAt, source, feeds, media, links }: ArticleChange): StoredArticle {
  return { record, contentHash, editionAt, source, media, links, feeds: feeds.map(({ name }) => name), places: [] };
}

const photo = { medium: PHOTO, bytes: new Uint8Array([1]) };

describe("publishArticle", () => {
  it("creates, then updates, then leaves alone", async () => {
    const { state, publish } = setUp();
    expect(await publish("One text.")).toMatchObject({ ok: true, value: { outcome: "created" } });
    expect(await publish("Another text.")).toMatchObject({ ok: true, value: { outcome: "updated" } });
    expect(await publish("Another text.")).toMatchObject({ ok: true, value: { outcome: "unchanged" } });
    expect(state.changes).toHaveLength(2);
  });

  it("mints an id once; a new title keeps it, and the slug with it", async () => {
    const { state, publish } = setUp();
    await publish("# Cats\n\nText.");
    await publish("# Dogs\n\nText.");
    const [first, second] = state.changes.map(({ record }) => record);
    expect(first).toMatchObject({ id: "tag:example.org,2024-05-01:2024-05-01-cats", slug: "cats", title: "Cats" });
    expect(second).toMatchObject({ id: first?.id, slug: "cats", title: "Dogs", publishedAt: first?.publishedAt });
  });

  it("keeps the id that an article brings, and never changes it afterwards", async () => {
    const { state, publish } = setUp();
    await publish("---\nguid: https://old.example/?p=7\n---\n\nText.");
    await publish("---\nguid: https://old.example/?p=8\n---\n\nText.");
    expect(state.changes.map(({ record }) => record.id)).toEqual([
      "https://old.example/?p=7",
      "https://old.example/?p=7",
    ]);
  });

  it("stores images only once the article has been read", async () => {
    const { state, publish } = setUp();
    const images = new Map([["photo.jpg", photo]]);
    expect((await publish("---\ndate: soon\n---\n\n![A](photo.jpg)", { images })).ok).toBe(false);
    expect(state.media).toEqual([]);
    await publish("![A](photo.jpg)", { images });
    expect(state.media).toEqual([PHOTO.name]);
  });

  it("a text alone keeps its images but not its cover, which shows a title that may have changed", async () => {
    const { state, publish } = setUp();
    const cover = { ...photo, key: "0123" };
    await publish("# Cats\n\n![A](photo.jpg)", { images: new Map([["photo.jpg", photo]]), cover });
    await publish("# Dogs\n\n![A](photo.jpg)");
    expect([...(state.stored?.media.files.keys() ?? [])]).toEqual(["photo.jpg"]);
  });

  it("another cover of the same article is left alone, unless it is to take the place of the stored one", async () => {
    const { state, publish } = setUp();
    const cover = { ...photo, key: "0123" };
    const redrawn = { ...cover, medium: { ...PHOTO, name: `${"f".repeat(32)}.jpg` } };
    const images = new Map();
    await publish("# Cats\n\nText.", { cover, images });
    expect(await publish("# Cats\n\nText.", { cover: redrawn, images })).toMatchObject({
      value: { outcome: "unchanged" },
    });
    expect(state.stored?.media.cover?.name).toBe(PHOTO.name);
    const result = await publish("# Cats\n\nText.", { cover: redrawn, images, redraws: true, minor: true });
    expect(result).toMatchObject({ value: { outcome: "updated" } });
    expect(state.stored?.media.cover?.name).toBe(redrawn.medium.name);
    expect(state.changes.map(({ logKind }) => logKind)).toEqual(["publish", "minor"]);
  });

  it("a form without an image takes the earlier ones away", async () => {
    const { publish } = setUp();
    await publish("![A](photo.jpg)", { images: new Map([["photo.jpg", photo]]) });
    const result = await publish("![A](photo.jpg) again", { images: new Map() });
    expect(result).toMatchObject({ ok: true, value: { findings: [{ reason: "image-missing" }] } });
  });

  it("tries again when another writer came in between, four times in all", async () => {
    const conflict: SaveProblem = { reason: "conflict" };
    const patient = setUp({ problems: [conflict, conflict, conflict] });
    expect((await patient.publish("Text.")).ok).toBe(true);
    const unlucky = setUp({ problems: [conflict, conflict, conflict, conflict] });
    expect(await unlucky.publish("Text.")).toEqual(fail({ reason: "conflict" }));
    expect(unlucky.state.changes).toHaveLength(4);
  });

  it("tells at once that an id of its own is taken, and numbers one that is minted", async () => {
    const problem: SaveProblem = { reason: "id-taken", id: "urn:x", holder: "other" };
    const given = setUp({ problems: [problem] });
    const told = { reason: "id-taken", value: "urn:x", holder: "other", isMinted: false } as const;
    expect(await given.publish("---\nid: urn:x\n---\nText.")).toEqual(fail(told));
    expect(given.state.changes).toHaveLength(1);
    const minted = setUp({ problems: [problem, problem] });
    const id = "tag:example.org,2024-05-01:2024-05-01-cats;3";
    expect(await minted.publish("Text.")).toMatchObject({ ok: true, value: { record: { id } } });
  });

  it("tries again when another article took the slug in between", async () => {
    const { state, publish } = setUp({ problems: [{ reason: "slug-taken", slug: "cats", holder: "other" }] });
    expect((await publish("Text.")).ok).toBe(true);
    expect(state.changes).toHaveLength(2);
  });

  it("gives the year, then a number, where another article has the slug, and says whose it is", async () => {
    const { state, publish } = setUp({ holders: { cats: "old-cats", "cats-2024": "more-cats" } });
    const result = await publish("Text.");
    expect(state.changes.at(-1)?.record.slug).toBe("cats-2024-2");
    const message = expect.stringContaining('"cats" belongs to old-cats: this article gets "cats-2024-2"');
    expect(result).toMatchObject({
      ok: true,
      value: { findings: [{ severity: "warning", reason: "slug-taken", message }] },
    });
  });

  it("names the article that a claimed former address belongs to", async () => {
    const { state, publish } = setUp();
    state.dropped = [{ alias: "/old/", holder: "other" }];
    const result = await publish("---\naliases: [/old/, /mine/]\n---\n\nText.");
    const message = expect.stringContaining('"/old/" belongs to the article "other"');
    expect(result).toMatchObject({ ok: true, value: { findings: [{ reason: "alias-taken", message }] } });
  });

  it("claims the slug of the former rule", async () => {
    const { state, publish } = setUp();
    await publish("# Whales\n\nText.");
    expect(state.changes[0]).toMatchObject({ record: { slug: "cats" }, formerSlug: "whales" });
  });

  it("keeps an image that was sent by its path from the site's root", async () => {
    const { state, publish } = setUp();
    await publish("![A](/img/a.jpg)", { images: new Map([["/img/a.jpg", photo]]) });
    expect([...(state.stored?.media.files.keys() ?? [])]).toEqual(["/img/a.jpg"]);
    expect(state.changes[0]?.record.html).toContain(PHOTO.name);
  });

  it.each([
    ["the stored hash", (hash: string) => hash, true],
    ["any", () => "*", true],
    ["no condition", () => undefined, true],
    ["another hash", () => "0000", false],
  ])("expecting %s of an article that is there: %s", async (_, expect_, passes) => {
    const { state, publish } = setUp();
    await publish("Text.");
    const expectedHash = expect_(state.stored?.contentHash ?? "");
    const result = await publish("Another text.", { expectedHash });
    if (passes) expect(result.ok).toBe(true);
    else expect(result).toEqual(fail({ reason: "precondition-failed", current: state.stored?.contentHash }));
  });

  it.each(["*", "0000"])("expecting %s of an article that is not there: refused", async (expectedHash) => {
    const { publish } = setUp();
    expect(await publish("Text.", { expectedHash })).toEqual(
      fail({ reason: "precondition-failed", current: undefined }),
    );
  });

  it("a retracted article comes back by no edit: the same bytes change nothing, others are refused", async () => {
    const { state, publish } = setUp();
    await publish("Text.");
    if (state.stored === undefined) throw new Error("nothing was stored");
    state.stored = { ...state.stored, record: { ...state.stored.record, state: "retracted" } };
    expect(await publish("Text.")).toMatchObject({ ok: true, value: { outcome: "unchanged" } });
    expect(await publish("Another text.")).toEqual(fail({ reason: "retracted", key: "2024-05-01-cats" }));
    expect(state.changes).toHaveLength(1);
  });
});

describe("what the log says (a head moves only for what readers see)", () => {
  const ARTICLE: Article = { ...readSound("markdown", "# Cats\n\nText."), publishedAt: NOW - DAY };
  const CORRECTED: Partial<Article> = { corrections: [{ at: NOW, text: "Not cats." }] };

  function change(article: Partial<Article>, stored?: StoredArticle, minor = false, profile = PROFILE): ArticleChange {
    const parts = {
      id: "tag:example.org,2026-01-01:a",
      profile,
      profileHash: "",
      stored,
      media: NO_MEDIA,
      links: new Map(),
      contentHash: "h",
      editionAt: NOW,
      source: "",
    };
    return composeChange({ ...parts, article: { ...ARTICLE, ...article }, minor }, NOW);
  }

  const published = keep(change({}));
  const in_ = (state: StoredArticle["record"]["state"]): StoredArticle => ({
    ...published,
    record: { ...published.record, state },
  });

  it.each<[what: string, made: ArticleChange, kind: LogKind | undefined]>([
    ["first publication", change({}), "publish"],
    ["a draft", change({ draft: true }), undefined],
    ["a scheduled article", change({ publishedAt: NOW + DAY }), undefined],
    ["an article that has expired before it came", change({ expiresAt: NOW - 1 }), undefined],
    ["a draft made public", change({}, in_("draft")), "publish"],
    ["an embargo lifted", change({}, in_("scheduled")), "publish"],
    ["another title", change({ title: "Dogs" }, published), "update"],
    ["another title, minor", change({ title: "Dogs" }, published, true), "minor"],
    ["a correction", change(CORRECTED, published), "correct"],
    [
      "a correction among other changes, said to be minor",
      change({ ...CORRECTED, title: "Dogs" }, published, true),
      "correct",
    ],
    ["nothing that readers see", change({}, published), undefined],
    ["a published article made a draft", change({ draft: true }, published), "retract"],
    ["a published article moved into the future", change({ publishedAt: NOW + DAY }, published), "retract"],
    ["a retracted article put again", change({}, in_("retracted")), "restore"],
    ["an expired article given more time", change({}, in_("expired")), "restore"],
  ])("%s: %s", (_, made, kind) => {
    expect(made.logKind).toBe(kind);
  });

  it("another rule of a named feed, though no word of the article changed: its feeds' heads move", () => {
    const rule = { name: "all", title: "All", description: undefined, any: [], all: [], not: [] };
    const feeds = [{ ...rule, windowSize: 50, content: "full" as const }];
    const joined = change({}, published, true, { ...PROFILE, feeds });
    expect(joined.logKind).toBe("minor");
    expect(change({}, keep(joined), true).logKind).toBe("minor");
    expect(change({}, keep(joined), true, { ...PROFILE, feeds }).logKind).toBeUndefined();
  });
});
