import type { FC } from "hono/jsx";
import { articleAddress, addressOf, type DocumentSettings, requireProfile, resolveMark } from "../feed/build-feed.ts";
import { type FeedName, feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import type { FeedHeadRow, FeedSnapshot } from "../feed/publication-store.ts";
import type { ArticleRecord } from "../article/article-record.ts";
import type { SiteProfile } from "../article/site-profile.ts";
import { Day } from "./dateline.tsx";
import { directionOf, Layout } from "./layout.tsx";
import { renderPage } from "./render-page.ts";

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
  const isFront = name === "main";
  const title = isFront ? profile.title : `${snapshot.head?.title ?? name}`;
  const advertised = isFront ? [] : [{ name, title }];
  return renderPage(
    <Layout
      title={isFront ? profile.title : `${title} · ${profile.title}`}
      description={profile.description || profile.title}
      language={profile.language}
      canonicalUrl={addressOf(publicUrl, feedPath(name))}
      publicUrl={publicUrl}
      siteTitle={profile.title}
      feeds={[...advertised, { name: "main", title: profile.title }]}
    >
      <h1>{title}</h1>
      {isFront && profile.description ? <p class="lead">{profile.description}</p> : null}
      <FormatLinks name={name} />
      <section aria-labelledby="latest">
        <h2 id="latest">Latest articles</h2>
        {snapshot.window.length === 0 ? <p>Nothing has been published here yet.</p> : null}
        {snapshot.window.map(({ record }) => (
          <Teaser record={record} profile={profile} publicUrl={publicUrl} />
        ))}
      </section>
      {isFront ? <FeedList feeds={feeds} profile={profile} /> : null}
    </Layout>,
  );
}

const FormatLinks: FC<{ readonly name: FeedName }> = ({ name }) => (
  <p class="formats">
    Subscribe:{" "}
    {allFormats.map(({ fileName, label, mediaType }) => (
      <a href={encodeURI(feedPath(name)) + fileName} type={mediaType}>
        {label}
      </a>
    ))}
  </p>
);

interface TeaserProps {
  readonly record: ArticleRecord;
  readonly profile: SiteProfile;
  readonly publicUrl: string;
}

const Teaser: FC<TeaserProps> = ({ record, profile, publicUrl }) => {
  const { image, authors } = record.facets;
  return (
    <article class="teaser" lang={record.language} dir={directionOf(record.language)}>
      {image === undefined ? null : (
        <img src={resolveMark(image.url, publicUrl)} alt="" width={image.width} height={image.height} loading="lazy" />
      )}
      <h3>
        <a href={articleAddress(publicUrl, record.slug)}>{record.title}</a>
      </h3>
      <p class="byline">
        <Day at={record.publishedAt} timeZone={profile.timeZone} language={record.language} />
        {authors.length === 0 ? null : ` · ${authors.map(({ name }) => name).join(", ")}`}
      </p>
      <p>{record.summary}</p>
    </article>
  );
};

const FeedList: FC<{ readonly feeds: readonly FeedHeadRow[]; readonly profile: SiteProfile }> = ({ feeds, profile }) => (
  <section aria-labelledby="feeds">
    <h2 id="feeds">Feeds</h2>
    <div class="scrolls">
      <table>
        <thead>
          <tr>
            <th scope="col">Feed</th>
            <th scope="col">Articles</th>
            <th scope="col">Changed</th>
            <th scope="col">Formats</th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <tr>
              <th scope="row">
                <a href={encodeURI(feedPath(feed.name))}>{feed.name === "main" ? "Everything" : feed.title}</a>
              </th>
              <td>{feed.count}</td>
              <td>
                <Day at={feed.changedAt} timeZone={profile.timeZone} language={profile.language} />
              </td>
              <td>
                {allFormats.map(({ fileName, label }) => (
                  <a href={encodeURI(feedPath(feed.name)) + fileName} aria-label={`${feed.title}: ${label}`}>
                    {label}
                  </a>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);
