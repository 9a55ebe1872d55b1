import type { ArticleRecord } from "../../src/article/article-record.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import type { DocumentSettings } from "../../src/feed/build-feed.ts";
import type { FeedHeadRow, Site, Surroundings } from "../../src/feed/publishing/publication-store.ts";
import type { PageContext } from "../../src/pages/page-context.ts";

export const settings: DocumentSettings = { publicUrl: "https://news.example", maxAgeSeconds: 900 };

const profile: SiteProfile = {
  title: "Harbour & Rail",
  description: "News from the harbour",
  language: "en",
  timeZone: "Europe/Athens",
  homePage: undefined,
  domain: "news.example",
  since: "2023-01-01",
  author: { name: "The desk", slug: "desk", url: undefined, email: undefined },
  authors: [],
  copyright: "© 2023 Harbour & Rail",
  license: undefined,
  icon: undefined,
  logo: undefined,
  defaultImage: undefined,
  categories: [{ name: "Ships", slug: "ships", description: "What floats", keywords: [] }],
  feeds: [],
};

export function makeSite(change: Partial<SiteProfile> = {}): Site {
  return {
    profile: { ...profile, ...change },
    profileHash: "p",
    authority: "news.example,2023-01-01",
    databaseId: "d",
    changedAt: 0,
    recomputedKey: undefined,
    editionAt: undefined,
    epochRecord: { mark: "", since: 0 },
    catalogue: { revision: 1, changedAt: 0, departedRevision: 0 },
  };
}

/** 21:30 UTC on 12 June 2023 is the 13th in Athens. */
const PUBLISHED_AT = Date.UTC(2023, 5, 12, 21, 30);

export function makeRecord(change: Partial<ArticleRecord> = {}): ArticleRecord {
  return {
    id: "tag:news.example,2023-06-12:ferry",
    key: "ferry.md",
    slug: "ferry",
    state: "published",
    revision: 1,
    publishedAt: PUBLISHED_AT,
    updatedAt: PUBLISHED_AT,
    changedAt: PUBLISHED_AT,
    expiresAt: undefined,
    kind: "markdown",
    language: "en",
    title: "The ferry sails",
    summary: "It sails again.",
    canonicalUrl: undefined,
    facets: {
      authors: [{ name: "Elena Marin", slug: "elena-marin", url: undefined, email: undefined }],
      categories: [{ name: "Ships", slug: "ships" }],
      tags: [],
      corrections: [],
    },
    html: "<p>It sails again.</p>",
    text: "It sails again.",
    ...change,
  };
}

export const alone: Surroundings = { older: undefined, newer: undefined, related: [] };

export const mainHead: FeedHeadRow = {
  name: "main",
  title: profile.title,
  revision: 1,
  entriesRevision: 1,
  changedAt: PUBLISHED_AT,
  contentsAt: undefined,
  nextDueAt: undefined,
  count: 1,
  lastPosition: 1,
  departedRevision: 0,
  declared: true,
  retired: false,
  successor: undefined,
};

/** The articles of a feed as a page shows them; position 1 stands last. */
export function makeContext(change: Partial<PageContext> = {}, profile: Partial<SiteProfile> = {}): PageContext {
  const entries = change.entries ?? [{ position: 1, record: makeRecord() }];
  return {
    name: "main",
    snapshot: { site: makeSite(profile), head: mainHead, window: entries, feeds: [mainHead] },
    place: { base: `${settings.publicUrl}/`, paging: undefined },
    archivePage: undefined,
    settings,
    ...change,
    entries,
  };
}
