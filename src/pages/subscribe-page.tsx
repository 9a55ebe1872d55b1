import type { FC } from "hono/jsx";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { describeFeed, feedAddress, requireProfile } from "../feed/build-feed.ts";
import { feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import type { FeedLabel } from "../feed/publishing/memberships.ts";
import type { FeedHeadRow, WindowRow } from "../feed/publishing/publication-store.ts";
import { feedGroups, sortFeeds } from "./feed-groups.ts";
import { describePace } from "./front/pace.ts";
import { Headlines } from "./headlines.tsx";
import { Layout } from "./layout.tsx";
import type { PageContext } from "./page-context.ts";
import { deviceReaderLink, webReaders } from "./reader-links.ts";
import { renderPage } from "./render-page.ts";
import { AddressField, CopyStatus, subscribePath } from "./subscribe.tsx";
import { attributesOf, ourLanguage } from "./theme/writing-direction.ts";

type SubscribePageContext = Pick<PageContext, "name" | "snapshot" | "entries" | "settings">;

/** How to subscribe to one feed; the main feed's page leads to that of every other. */
export function renderSubscribePage({ name, snapshot, entries, settings }: SubscribePageContext): Promise<string> {
  const profile = requireProfile(snapshot.site);
  const { publicUrl } = settings;
  const main: FeedLabel = { name: "main", title: profile.title };
  const feed: FeedLabel = name === "main" ? main : { name, title: snapshot.head?.title ?? name };
  const lang = ourLanguage(profile.language);
  const title = `Subscribe to ${feed.title}`;
  const about = describeFeed(profile, name);
  const page = {
    kind: "website",
    title: name === "main" ? title : `${title} · ${profile.title}`,
    headline: title,
    description: about || profile.description || profile.title,
    language: profile.language,
    canonicalUrl: publicUrl + subscribePath(name),
  } as const;
  return renderPage(
    <Layout
      profile={profile}
      publicUrl={publicUrl}
      page={page}
      feeds={name === "main" ? [main] : [feed, main]}
      masthead="slim"
    >
      <div class="offer" {...attributesOf(lang, profile.language)}>
        <div>
          <h1>
            Subscribe to <span {...attributesOf(profile.language, lang)}>{feed.title}</span>
          </h1>
          {about ? (
            <p class="selection-description" {...attributesOf(profile.language, lang)}>
              {about}
            </p>
          ) : null}
        </div>
        <FeedOffer feed={feed} publicUrl={publicUrl} />
        <Explanation />
        <Sample rows={entries} profile={profile} />
        {name === "main" ? (
          <OtherFeeds feeds={snapshot.feeds} profile={profile} />
        ) : (
          <p class="more">
            <a href={encodeURI(feedPath(name))}>Read {feed.title}</a>
            <a href="/subscribe#other-feeds">Every other feed</a>
          </p>
        )}
      </div>
    </Layout>,
  );
}

interface FeedOfferProps {
  readonly feed: FeedLabel;
  readonly publicUrl: string;
}

/** The first format with all its ways; the others are one step away. */
const FeedOffer: FC<FeedOfferProps> = ({ feed, publicUrl }) => {
  const [first, ...others] = allFormats;
  const address = feedAddress(publicUrl, feed.name, first);
  return (
    <section class="subscribe" aria-label="Feed address">
      <AddressField id={first.id} label="Feed address" address={address} />
      <CopyStatus />
      <h2>Or open it in</h2>
      <ul class="readers">
        {webReaders.map(({ name, link }) => (
          <li>
            <a href={link(address)}>{name}</a>
          </li>
        ))}
        <li>
          <a href={deviceReaderLink(address)}>The reader on this device</a>
        </li>
      </ul>
      <details>
        <summary>Other formats: {others.map(({ label }) => label).join(" and ")}</summary>
        <p>Readers take RSS. If yours prefers another format, these carry the same articles.</p>
        {others.map((format) => (
          <AddressField
            id={format.id}
            label={`${format.label} address`}
            address={feedAddress(publicUrl, feed.name, format)}
          />
        ))}
      </details>
    </section>
  );
};

const Explanation: FC = () => (
  <section aria-labelledby="what">
    <h2 id="what">What a feed is</h2>
    <p class="explanation">
      A feed is an address where new articles appear as they are published. You give it once to a feed reader, an app or
      a website that looks after everything you follow. From then on each article comes to you there, in order, with
      nothing left out and nothing put in between. It costs nothing, asks for no account and no email here, and ends
      when you remove it from your reader.
    </p>
  </section>
);

interface SampleProps {
  readonly rows: readonly WindowRow[];
  readonly profile: SiteProfile;
}

const SAMPLE_ARTICLES = 3;

/** How much comes, and of which kind: most want to know both before they subscribe. */
const Sample: FC<SampleProps> = ({ rows, profile }) => {
  if (rows.length === 0) return null;
  const times = rows.map(({ record }) => record.publishedAt);
  const pace = describePace(rows.length, Math.max(...times) - Math.min(...times));
  return (
    <section aria-labelledby="newest" class="related">
      <h2 id="newest">The newest articles</h2>
      {pace === undefined ? null : <p>Lately there were {pace}.</p>}
      <Headlines
        articles={rows.slice(0, SAMPLE_ARTICLES).map(({ record }) => ({ ...record, image: record.facets.image }))}
        profile={profile}
      />
    </section>
  );
};

interface OtherFeedsProps {
  readonly feeds: readonly FeedHeadRow[];
  readonly profile: SiteProfile;
}

const OtherFeeds: FC<OtherFeedsProps> = ({ feeds, profile }) => {
  const groups = feedGroups
    .filter(({ id }) => id !== "everything")
    .map(({ id, title, isIn }) => ({ id, title, members: sortFeeds(feeds.filter(({ name }) => isIn(name))) }))
    .filter(({ members }) => members.length > 0);
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="other-feeds" class="choices-of-feeds">
      <h2 id="other-feeds">Follow only a part</h2>
      {groups.map(({ id, title, members }) => (
        <section aria-labelledby={id} class="choices">
          <h3 id={id}>{title}</h3>
          <ul>
            {members.map(({ name, title }) => (
              <li {...attributesOf(profile.language, ourLanguage(profile.language))}>
                <a href={subscribePath(name)}>{title}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
};
