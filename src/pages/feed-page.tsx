import type { FC } from "hono/jsx";
import type { SiteProfile } from "../article/site-profile.ts";
import { addressOf, type DocumentSettings, describeFeed, requireProfile, resolveMark } from "../feed/build-feed.ts";
import { type FeedName, feedPath } from "../feed/feed-names.ts";
import type { FeedHeadRow, FeedSnapshot } from "../feed/publication-store.ts";
import type { PageDescription } from "./document-head.tsx";
import { FeedDirectory } from "./feed-directory.tsx";
import { feedGroups } from "./feed-groups.ts";
import { Layout } from "./layout.tsx";
import { renderPage } from "./render-page.ts";
import { Subscribe } from "./subscribe.tsx";
import { Teaser } from "./teaser.tsx";
import { attributesOf, ourLanguage } from "./writing-direction.ts";

export interface FeedPageProps {
  readonly name: FeedName;
  readonly snapshot: FeedSnapshot;
  readonly settings: DocumentSettings;
  readonly feeds: readonly FeedHeadRow[];
}

/** A selection for people: its latest articles, and every feed there is. The front page is that of the main feed. */
export function renderFeedPage(props: FeedPageProps): Promise<string> {
  const { name, snapshot, settings, feeds } = props;
  const profile = requireProfile(snapshot.site);
  const { publicUrl } = settings;
  const main = { name: "main" as const, title: profile.title };
  const isFront = name === "main";
  const feed = isFront ? main : { name, title: snapshot.head?.title ?? name };
  return renderPage(
    <Layout
      profile={profile}
      publicUrl={publicUrl}
      page={describePage(props, profile, feed.title)}
      feeds={isFront ? [main] : [feed, main]}
      masthead={isFront ? "full" : "slim"}
    >
      {isFront ? null : <SelectionHeading name={name} title={feed.title} profile={profile} />}
      <div class="columns">
        <LatestArticles snapshot={snapshot} profile={profile} />
        <div class="side" {...attributesOf(ourLanguage(profile.language), profile.language)}>
          <Subscribe feed={feed} publicUrl={publicUrl} />
        </div>
      </div>
      {isFront ? <FeedDirectory feeds={feeds} window={snapshot.window} profile={profile} /> : null}
    </Layout>,
  );
}

function describePage(
  { name, snapshot, settings }: FeedPageProps,
  profile: SiteProfile,
  title: string,
): PageDescription {
  const { publicUrl } = settings;
  const image = snapshot.window[0]?.record.facets.image;
  return {
    kind: "website",
    title: name === "main" ? profile.title : `${title} · ${profile.title}`,
    headline: title,
    description: describeFeed(profile, name) || profile.description || profile.title,
    language: profile.language,
    canonicalUrl: addressOf(publicUrl, feedPath(name)),
    image: image && { url: resolveMark(image.url, publicUrl), alt: image.alt },
  };
}

interface SelectionHeadingProps {
  readonly name: FeedName;
  readonly title: string;
  readonly profile: SiteProfile;
}

const SelectionHeading: FC<SelectionHeadingProps> = ({ name, title, profile }) => {
  const group = feedGroups.find(({ isIn }) => isIn(name));
  const description = describeFeed(profile, name);
  return (
    <div class="selection">
      <p class="kicker" {...attributesOf(ourLanguage(profile.language), profile.language)}>
        {group?.singular}
      </p>
      <h1>{title}</h1>
      {description ? <p class="selection-description">{description}</p> : null}
    </div>
  );
};

const LatestArticles: FC<{ readonly snapshot: FeedSnapshot; readonly profile: SiteProfile }> = ({
  snapshot,
  profile,
}) => {
  const [lead, ...others] = snapshot.window;
  const ours = attributesOf(ourLanguage(profile.language), profile.language);
  const count = snapshot.head?.count ?? 0;
  return (
    <section class="latest" aria-labelledby="latest">
      <h2 id="latest" {...ours}>
        Latest articles
      </h2>
      {lead === undefined ? (
        <p {...ours}>Nothing has been published here yet. Who subscribes now will not miss the first article.</p>
      ) : (
        <Teaser record={lead.record} profile={profile} rank="lead" />
      )}
      {others.length === 0 ? null : (
        <ul class="teasers">
          {others.map(({ record }) => (
            <li>
              <Teaser record={record} profile={profile} rank="listed" />
            </li>
          ))}
        </ul>
      )}
      {count <= snapshot.window.length ? null : (
        <p class="meta" {...ours}>
          The latest {snapshot.window.length} of {count} articles.
        </p>
      )}
    </section>
  );
};
