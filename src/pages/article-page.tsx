import type { FC } from "hono/jsx";
import type { ArticleRecord } from "../article/article-record.ts";
import type { SiteProfile } from "../article/site-profile.ts";
import { articleAddress, type DocumentSettings, requireProfile, resolveMark } from "../feed/build-feed.ts";
import { feedPath } from "../feed/feed-names.ts";
import type { FeedLabel } from "../feed/memberships.ts";
import type { Site } from "../feed/publication-store.ts";
import { fitBody } from "./article-body.ts";
import { Day, isSameDay } from "./dateline.tsx";
import type { PageDescription } from "./document-head.tsx";
import { feedGroups } from "./feed-groups.ts";
import { Layout } from "./layout.tsx";
import { writeNewsArticle } from "./news-article.ts";
import { renderPage } from "./render-page.ts";
import { FormatLinks, Subscribe } from "./subscribe.tsx";
import { attributesOf, ourLanguage } from "./writing-direction.ts";

export interface ArticlePageProps {
  readonly site: Site;
  readonly record: ArticleRecord;
  readonly feeds: readonly FeedLabel[];
  readonly settings: DocumentSettings;
}

/** The page at an entry's link. */
export function renderArticlePage({ site, record, feeds, settings }: ArticlePageProps): Promise<string> {
  const profile = requireProfile(site);
  const { publicUrl } = settings;
  const main = { name: "main" as const, title: profile.title };
  const selections = feedGroups.flatMap(({ isIn }) => feeds.filter(({ name }) => name !== "main" && isIn(name)));
  return renderPage(
    <Layout
      profile={profile}
      publicUrl={publicUrl}
      page={describePage(record, profile, publicUrl)}
      feeds={[main, ...selections]}
      masthead="slim"
    >
      <article class="article">
        <h1>{record.title}</h1>
        <Byline record={record} profile={profile} />
        <Cover record={record} />
        {/* Sanitised when it was stored; see article/sanitise.ts. */}
        <div class="body" dangerouslySetInnerHTML={{ __html: resolveMark(fitBody(record.html), "") }} />
        <Corrections record={record} profile={profile} />
      </article>
      <div class="after-article" {...attributesOf(ourLanguage(profile.language), record.language)}>
        <Provenance record={record} />
        <FiledUnder selections={selections} />
        <Subscribe feed={main} publicUrl={publicUrl} />
      </div>
    </Layout>,
  );
}

function describePage(record: ArticleRecord, profile: SiteProfile, publicUrl: string): PageDescription {
  const { image } = record.facets;
  return {
    kind: "article",
    title: `${record.title} · ${profile.title}`,
    headline: record.title,
    description: record.summary,
    language: record.language,
    canonicalUrl: record.canonicalUrl ?? articleAddress(publicUrl, record.slug),
    image: image && { url: resolveMark(image.url, publicUrl), alt: image.alt },
    jsonLd: writeNewsArticle(record, profile, publicUrl),
  };
}

interface ArticlePartProps {
  readonly record: ArticleRecord;
  readonly profile: SiteProfile;
}

const Byline: FC<ArticlePartProps> = ({ record, profile }) => (
  <p class="meta byline">
    {record.facets.authors.map(({ name, slug }) => (
      <a rel="author" href={encodeURI(feedPath(`authors/${slug}`))}>
        {name}
      </a>
    ))}{" "}
    <Day at={record.publishedAt} timeZone={profile.timeZone} language={record.language} />{" "}
    {isSameDay(record.updatedAt, record.publishedAt, profile.timeZone) ? null : (
      <span>
        <span {...attributesOf(ourLanguage(profile.language), record.language)}>Updated</span>{" "}
        <Day at={record.updatedAt} timeZone={profile.timeZone} language={record.language} />
      </span>
    )}{" "}
    {record.facets.corrections.length === 0 ? null : (
      <a href="#corrections" {...attributesOf(ourLanguage(profile.language), record.language)}>
        Corrected
      </a>
    )}
  </p>
);

/**
 * The publication's own picture heads an article that has none. A photograph stands in the body already, and a cover is
 * nothing but the headline, drawn for readers and cards that show a picture alone: below the headline it is said twice.
 */
const Cover: FC<{ readonly record: ArticleRecord }> = ({ record }) => {
  const { image } = record.facets;
  if (image === undefined || image.role !== "default") return null;
  const { url, width, height } = image;
  return <img class="cover" src={resolveMark(url, "")} alt="" width={width} height={height} fetchpriority="high" />;
};

const Corrections: FC<ArticlePartProps> = ({ record, profile }) =>
  record.facets.corrections.length === 0 ? null : (
    <section aria-labelledby="corrections" class="corrections">
      <h2 id="corrections" {...attributesOf(ourLanguage(profile.language), record.language)}>
        Corrections
      </h2>
      <ul>
        {record.facets.corrections.map((correction) => (
          <li>
            <Day at={correction.at} timeZone={profile.timeZone} language={record.language} />
            {": "}
            {correction.text}
          </li>
        ))}
      </ul>
    </section>
  );

/** Where the article's first home is elsewhere. */
const Provenance: FC<{ readonly record: ArticleRecord }> = ({ record: { canonicalUrl } }) =>
  canonicalUrl === undefined ? null : (
    <p class="provenance">
      First published at <a href={canonicalUrl}>{URL.parse(canonicalUrl)?.host ?? canonicalUrl}</a>.
    </p>
  );

/** The article's categories, selections and authors, each with its feeds. */
const FiledUnder: FC<{ readonly selections: readonly FeedLabel[] }> = ({ selections }) =>
  selections.length === 0 ? null : (
    <section aria-labelledby="filed-under" class="filed">
      <h2 id="filed-under">Follow what this is about</h2>
      <ul class="feeds">
        {selections.map((feed) => (
          <li>
            <a class="feed-name" href={encodeURI(feedPath(feed.name))}>
              {feed.title}
            </a>
            <FormatLinks feed={feed} />
          </li>
        ))}
      </ul>
    </section>
  );
