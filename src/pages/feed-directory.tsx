import type { FC } from "hono/jsx";
import type { SiteProfile } from "../article/site-profile.ts";
import { describeFeed } from "../feed/build-feed.ts";
import { type FeedName, feedPath } from "../feed/feed-names.ts";
import { findMemberships } from "../feed/memberships.ts";
import type { FeedHeadRow, WindowRow } from "../feed/publication-store.ts";
import { Day } from "./dateline.tsx";
import { feedGroups } from "./feed-groups.ts";
import { FormatLinks } from "./subscribe.tsx";
import { attributesOf, ourLanguage } from "./writing-direction.ts";

interface FeedDirectoryProps {
  readonly feeds: readonly FeedHeadRow[];
  /** The latest articles of all: they tell when a feed got its newest. */
  readonly window: readonly WindowRow[];
  readonly profile: SiteProfile;
}

/** Every feed there is: what it holds, when it last got something, and its formats. */
export const FeedDirectory: FC<FeedDirectoryProps> = ({ feeds, window, profile }) => {
  const newest = findNewest(window, profile);
  return (
    <section class="directory" aria-labelledby="feeds">
      <h2 id="feeds" {...attributesOf(ourLanguage(profile.language), profile.language)}>
        Feeds
      </h2>
      {feedGroups.map(({ id, title, isIn }) => {
        const members = sortFeeds(feeds.filter(({ name }) => isIn(name)));
        return members.length === 0 ? null : (
          <section aria-labelledby={id}>
            <h3 id={id} {...attributesOf(ourLanguage(profile.language), profile.language)}>
              {title}
            </h3>
            <ul class="feeds">
              {members.map((feed) => (
                <FeedRow feed={feed} newestAt={newest.get(feed.name)} profile={profile} />
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
};

interface FeedRowProps {
  readonly feed: FeedHeadRow;
  readonly newestAt: number | undefined;
  readonly profile: SiteProfile;
}

const FeedRow: FC<FeedRowProps> = ({ feed, newestAt, profile }) => {
  const description = describeFeed(profile, feed.name);
  return (
    <li>
      <a class="feed-name" href={encodeURI(feedPath(feed.name))}>
        {feed.title}
      </a>
      {description ? <p>{description}</p> : null}
      <p class="meta" {...attributesOf(ourLanguage(profile.language), profile.language)}>
        <span>{countArticles(feed.count)}</span>{" "}
        {feed.count === 0 ? null : (
          <span>
            {newestAt === undefined ? "changed" : "newest"}{" "}
            <Day at={newestAt ?? feed.changedAt} timeZone={profile.timeZone} language={ourLanguage(profile.language)} />
          </span>
        )}
      </p>
      <FormatLinks feed={feed} />
    </li>
  );
};

function countArticles(count: number): string {
  if (count === 0) return "No articles yet";
  return count === 1 ? "1 article" : `${count} articles`;
}

/** By name, those without an article last. */
function sortFeeds(feeds: readonly FeedHeadRow[]): FeedHeadRow[] {
  const isEmpty = ({ count }: FeedHeadRow) => Number(count === 0);
  return feeds.toSorted((a, b) => isEmpty(a) - isEmpty(b) || (a.title < b.title ? -1 : 1));
}

function findNewest(window: readonly WindowRow[], profile: SiteProfile): Map<FeedName, number> {
  const newest = new Map<FeedName, number>();
  for (const { record } of window) {
    for (const { name } of findMemberships(record.facets, profile)) {
      newest.set(name, Math.max(newest.get(name) ?? 0, record.publishedAt));
    }
  }
  return newest;
}
