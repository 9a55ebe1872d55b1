import { pickFacets } from "../../src/article/article-record.ts";
import { decideState } from "../../src/article/lifecycle.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { findMemberships, listDeclaredFeeds } from "../../src/feed/publishing/memberships.ts";
import { listSuccessions } from "../../src/feed/publishing/successors.ts";
import { type ApiClient, type FeedLine, nameOf } from "../api-client.ts";
import type { PreparedArticle } from "../prepared-article.ts";
import type { LocalPublication } from "../publication.ts";

/** A feed that the next publish leaves without an article. */
export interface EmptiedFeed {
  readonly feed: FeedLine;
  /** The feed that gets all its articles and did not exist before: most likely the same under another name. */
  readonly heir: { readonly name: string; readonly title: string } | undefined;
  /** The feed to which its addresses lead from then on, as site.yaml says. */
  readonly movesTo?: string;
}

interface Comparison {
  readonly profile: SiteProfile;
  readonly articles: readonly PreparedArticle[];
  /** The publication's. */
  readonly feeds: readonly FeedLine[];
  /** The keys of the articles in a feed. */
  readonly listKeys: (feed: string) => Promise<readonly string[]>;
  readonly now: number;
}

/** Compares a folder with the publication; nothing is known of one that runs a former version. */
export async function findEmptied({ profile, articles }: LocalPublication, client: ApiClient): Promise<EmptiedFeed[]> {
  const feeds = profile && (await client.listFeeds());
  if (profile === undefined || feeds === undefined) return [];
  return findEmptiedFeeds({ profile, articles, feeds, listKeys: (feed) => client.listFeedKeys(feed), now: Date.now() });
}

/** Finds the feeds that lose their last article or their address, but for those with an article that has no file here. */
async function findEmptiedFeeds({ profile, articles, feeds, listKeys, now }: Comparison): Promise<EmptiedFeed[]> {
  const next = listNextFeeds(articles, profile, now);
  const titles = new Map([...next.values()].flat().map(({ name, title }) => [name as string, title]));
  const findMove = createMoves(profile);
  const emptied: EmptiedFeed[] = [];
  for (const feed of feeds) {
    if (feed.state !== "live" || feed.articles === 0 || titles.has(feed.name)) continue;
    const movesTo = findMove(feed);
    if (movesTo !== undefined) {
      emptied.push({ feed, heir: undefined, movesTo });
      continue;
    }
    const keys = (await listKeys(feed.name)).map(nameOf);
    if (keys.length === 0 || !keys.every((key) => next.has(key))) continue;
    const heir = findHeir(
      feed,
      keys.map((key) => next.get(key)?.map(({ name }) => name as string) ?? []),
      feeds,
    );
    emptied.push(
      heir === undefined ? { feed, heir } : settleHeir(feed, { name: heir, title: titles.get(heir) ?? heir }, profile),
    );
  }
  return emptied;
}

/** The server finds a move by itself where site.yaml has the same name under another slug. */
function settleHeir(feed: FeedLine, heir: NonNullable<EmptiedFeed["heir"]>, profile: SiteProfile): EmptiedFeed {
  const isDeclared = listDeclaredFeeds(profile).some(({ name }) => name === heir.name);
  return isDeclared && isSameName(heir.title, feed.title)
    ? { feed, heir: undefined, movesTo: heir.name }
    : { feed, heir };
}

/** The moves that the server will find in this profile alone. */
function createMoves(profile: SiteProfile): (feed: FeedLine) => string | undefined {
  const moves = listSuccessions(profile, undefined);
  return ({ name, title }) =>
    moves.find((move) => move.from === name && (move.title === undefined || isSameName(move.title, title)))?.to;
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The feeds of each article that this folder publishes, by its key; none for one that is held back or has expired. */
function listNextFeeds(articles: readonly PreparedArticle[], profile: SiteProfile, now: number) {
  return new Map(
    articles.map(({ file, article }) => {
      const isShown = article !== undefined && decideState(article, now) === "published";
      return [
        nameOf(file.key),
        isShown ? findMemberships({ facets: pickFacets(article), language: article.language }, profile) : [],
      ] as const;
    }),
  );
}

/** The one new feed of the same kind that has every article of the emptied one. */
function findHeir(
  { name }: FeedLine,
  feedsOfArticles: readonly (readonly string[])[],
  feeds: readonly FeedLine[],
): string | undefined {
  const [collection = ""] = name.split("/");
  const isNew = (one: string) => !feeds.some((feed) => feed.name === one && feed.articles > 0);
  const [first = [], ...others] = feedsOfArticles;
  const heirs = first.filter(
    (one) => one.startsWith(`${collection}/`) && isNew(one) && others.every((list) => list.includes(one)),
  );
  return heirs.length === 1 ? heirs[0] : undefined;
}
