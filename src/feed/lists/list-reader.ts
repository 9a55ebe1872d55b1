import type { ArchiveHeadRow, FeedHeadRow, Site } from "../publishing/publication-store.ts";

/** A published article's page. */
export interface PageRow {
  readonly slug: string;
  readonly changedAt: number;
}

export interface PartRow {
  readonly part: number;
  readonly changedAt: number;
}

interface MainFeed {
  readonly site: Site;
  readonly head: FeedHeadRow | undefined;
}

/** Articles that are in no feed, and the head that moves with them; undefined where there never was any. */
export interface OutsideSnapshot extends MainFeed {
  readonly outside: FeedHeadRow | undefined;
  readonly outsidePages: readonly PageRow[];
}

/** The whole sitemap: the pages where one part holds them, else the parts that hold any. */
export interface SitemapSnapshot extends OutsideSnapshot {
  readonly pages: readonly PageRow[];
  readonly parts: readonly PartRow[];
}

/** The head of one part; undefined where it holds no published article. */
export interface PartHeadSnapshot extends MainFeed {
  readonly part: Omit<ArchiveHeadRow, "nextDueAt" | "contentsAt"> | undefined;
}

export interface PartSnapshot extends PartHeadSnapshot {
  readonly pages: readonly PageRow[];
}

/** The input of the news sitemap besides the log: which articles are recent enough. Times are of publication. */
export interface NewsHeadSnapshot extends MainFeed {
  /** The publication time of the oldest article that is still news. */
  readonly oldestAt: number | undefined;
  /** Of the newest that is no more. */
  readonly lastLeftAt: number | undefined;
}

export interface NewsRow {
  readonly slug: string;
  readonly language: string;
  readonly publishedAt: number;
  readonly title: string;
  /** The address of its photograph, as the article has it. */
  readonly image: string | null;
}

export interface NewsSnapshot extends NewsHeadSnapshot {
  readonly articles: readonly NewsRow[];
}

/** The store as the crawlers' lists read it; each method reads one consistent state. */
export interface ListReader {
  /** The input of the sitemap's head; the lists are empty. */
  findSitemapHead(): Promise<OutsideSnapshot>;
  findSitemap(): Promise<SitemapSnapshot>;
  findOutside(): Promise<OutsideSnapshot>;
  findPartHead(part: number): Promise<PartHeadSnapshot>;
  findPart(part: number): Promise<PartSnapshot>;
  /** `since`: what was published before is no news. */
  findNewsHead(since: number): Promise<NewsHeadSnapshot>;
  findNews(since: number): Promise<NewsSnapshot>;
}
