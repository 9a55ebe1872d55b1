import type { FC } from "hono/jsx";
import type { ArticleRecord } from "../article/article-record.ts";
import type { SiteProfile } from "../article/site-profile.ts";
import { articleAddress, type DocumentSettings, requireProfile, resolveMark } from "../feed/build-feed.ts";
import { feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import type { FeedLabel } from "../feed/memberships.ts";
import type { Site } from "../feed/publication-store.ts";
import { Day } from "./dateline.tsx";
import { Layout } from "./layout.tsx";
import { writeNewsArticle } from "./news-article.ts";
import { renderPage } from "./render-page.ts";

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
  const url = articleAddress(publicUrl, record.slug);
  return renderPage(
    <Layout
      title={`${record.title} · ${profile.title}`}
      description={record.summary}
      language={record.language}
      canonicalUrl={record.canonicalUrl ?? url}
      publicUrl={publicUrl}
      siteTitle={profile.title}
      feeds={[{ name: "main", title: profile.title }, ...feeds.filter(({ name }) => name !== "main")]}
      jsonLd={writeNewsArticle(record, profile, publicUrl)}
    >
      <article>
        <h1>{record.title}</h1>
        <Byline record={record} profile={profile} />
        <Cover record={record} publicUrl={publicUrl} />
        {/* Sanitised when it was stored; see article/sanitise.ts. */}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was stored */}
        <div class="body" dangerouslySetInnerHTML={{ __html: resolveMark(record.html, publicUrl) }} />
        <Corrections record={record} profile={profile} />
        <Labels record={record} />
      </article>
    </Layout>,
  );
}

const Byline: FC<{ readonly record: ArticleRecord; readonly profile: SiteProfile }> = ({ record, profile }) => (
  <p class="byline">
    <Day at={record.publishedAt} timeZone={profile.timeZone} language={record.language} />
    {record.updatedAt === record.publishedAt ? null : (
      <>
        {" · ↻ "}
        <Day at={record.updatedAt} timeZone={profile.timeZone} language={record.language} />
      </>
    )}
    {record.facets.authors.map(({ name, slug }) => (
      <>
        {" · "}
        <a rel="author" href={encodeURI(feedPath(`authors/${slug}`))}>
          {name}
        </a>
      </>
    ))}
  </p>
);

/** A photograph stands in the body already; a cover or a default image heads the page alone. */
const Cover: FC<{ readonly record: ArticleRecord; readonly publicUrl: string }> = ({ record, publicUrl }) => {
  const { image } = record.facets;
  if (image === undefined || image.role === "photograph") return null;
  return (
    <img class="cover" src={resolveMark(image.url, publicUrl)} alt={image.alt} width={image.width} height={image.height} />
  );
};

const Corrections: FC<{ readonly record: ArticleRecord; readonly profile: SiteProfile }> = ({ record, profile }) =>
  record.facets.corrections.length === 0 ? null : (
    <section aria-labelledby="corrections" class="corrections">
      <h2 id="corrections">Corrections</h2>
      {record.facets.corrections.map((correction) => (
        <p>
          <Day at={correction.at} timeZone={profile.timeZone} language={record.language} />: {correction.text}
        </p>
      ))}
    </section>
  );

const Labels: FC<{ readonly record: ArticleRecord }> = ({ record }) =>
  record.facets.categories.length === 0 ? null : (
    <ul class="labels" aria-label="Categories">
      {record.facets.categories.map(({ name, slug }) => (
        <li>
          <a href={encodeURI(feedPath(`categories/${slug}`))}>{name}</a>{" "}
          {allFormats.map(({ fileName, label }) => (
            <a class="feed" href={encodeURI(feedPath(`categories/${slug}`)) + fileName} aria-label={`${name}: ${label}`}>
              {label}
            </a>
          ))}
        </li>
      ))}
    </ul>
  );
