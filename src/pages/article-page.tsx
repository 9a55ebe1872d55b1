import type { Child, FC } from "hono/jsx";
import type { ArticleRecord } from "../article/article-record.ts";
import { MAX_FOLLOWED_TAGS } from "../article/limits.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { articleAddress, articlePath, type DocumentSettings, requireProfile, resolveMark } from "../feed/build-feed.ts";
import { feedPath } from "../feed/feed-names.ts";
import { type FeedLabel, feedOfTag } from "../feed/publishing/memberships.ts";
import type { ArticleSnapshot, Neighbour, Surroundings } from "../feed/publishing/publication-store.ts";
import { directionOf } from "../lib/writing-direction.ts";
import { ArticleHead, type ArticlePartProps } from "./article/article-head.tsx";
import { Contents } from "./article/contents.tsx";
import { Players } from "./article/players.tsx";
import { fitBody } from "./article-body.ts";
import { Day } from "./dateline.tsx";
import type { PageDescription } from "./document-head.tsx";
import { feedGroups } from "./feed-groups.ts";
import { Layout } from "./layout.tsx";
import { Licence } from "./licence.tsx";
import { isPublication, writeNewsArticle } from "./news-article.ts";
import { Pager } from "./pager.tsx";
import { renderPage } from "./render-page.ts";
import { Subscribe, SubscribeLink } from "./subscribe.tsx";
import { attributesOf, ourLanguage } from "./theme/writing-direction.ts";

export interface ArticlePageProps extends Omit<Extract<ArticleSnapshot, { found: "article" }>, "found"> {
  readonly settings: DocumentSettings;
}

/** The page at an entry's link. */
export function renderArticlePage({ site, record, feeds, surroundings, settings }: ArticlePageProps): Promise<string> {
  const profile = requireProfile(site);
  const { publicUrl } = settings;
  const main = { name: "main" as const, title: profile.title };
  const ours = attributesOf(ourLanguage(profile.language), record.language);
  const body = resolveMark(fitBody(record.html), "");
  const selections = feedGroups.flatMap(({ isIn }) =>
    feeds.filter(({ name, title }) => name !== "main" && isIn(name) && !repeatsMain(name, title, profile)),
  );
  return renderPage(
    <Layout
      profile={profile}
      publicUrl={publicUrl}
      page={describePage(record, profile, publicUrl)}
      feeds={[main, ...selections]}
      masthead="slim"
    >
      <article class="article">
        <ArticleHead record={record} profile={profile} />
        <Cover record={record} profile={profile} />
        <Players record={record} />
        <Contents body={body} record={record} profile={profile} />
        {/* Sanitised when it was stored; see article/sanitise.ts. */}
        <div class="body" dangerouslySetInnerHTML={{ __html: body }} />
        <LinkedPage record={record} />
        <Corrections record={record} profile={profile} />
        <Tags record={record} profile={profile} />
        <div {...ours}>
          <Provenance record={record} />
          <Rights record={record} profile={profile} />
        </div>
      </article>
      <div class="after-article" {...ours}>
        <Neighbours surroundings={surroundings} />
        <FiledUnder selections={selections} lang={ourLanguage(profile.language)} />
        <Subscribe feed={main} publicUrl={publicUrl} layout="box" />
      </div>
    </Layout>,
  );
}

/** The feed of a publication that signs its articles itself is the main feed under another address. */
function repeatsMain(name: string, title: string, profile: SiteProfile): boolean {
  return name.startsWith("authors/") && isPublication({ name: title }, profile);
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

/**
 * The publication's default image heads an article without one. A photograph is in the body already, and a cover only repeats
 * the headline, for readers and cards that show an image alone, unless site.yaml wants covers everywhere.
 */
const Cover: FC<ArticlePartProps> = ({ record, profile }) => {
  const { image } = record.facets;
  const isShown = image?.role === "default" || (image?.role === "cover" && profile.covers === "everywhere");
  if (image === undefined || !isShown) return null;
  const { url, width, height, srcSet } = image;
  const set = srcSet === undefined ? {} : { srcset: resolveMark(srcSet, ""), sizes: COVER_SIZES };
  return (
    <img class="cover" src={resolveMark(url, "")} {...set} alt="" width={width} height={height} fetchpriority="high" />
  );
};

/** HTML, `sizes`: the column of the text is 37.5rem wide. */
const COVER_SIZES = "(max-width: 40rem) 100vw, 37.5rem";

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

/** The page that a link post is about. */
const LinkedPage: FC<{ readonly record: ArticleRecord }> = ({ record: { facets } }) =>
  facets.linkedUrl === undefined ? null : (
    <p class="linked">
      <a href={facets.linkedUrl}>{facets.linkedUrl.replace(/^https?:\/\/(?:www\.)?|\/$/g, "")}</a>
    </p>
  );

/** The tags, each leading to its articles. Those that have no page are words; an article outside the feeds may be in none. */
const Tags: FC<ArticlePartProps> = ({ record: { facets, language }, profile }) =>
  facets.tags.length === 0 ? null : (
    <ul class="tags" {...attributesOf(profile.language, language)}>
      {facets.tags.map((tag, index) => (
        <li>
          {facets.feeds === "none" || index >= MAX_FOLLOWED_TAGS ? (
            tag.name
          ) : (
            <a rel="tag" href={encodeURI(feedPath(feedOfTag(tag, facets, profile)))}>
              {tag.name}
            </a>
          )}
        </li>
      ))}
    </ul>
  );

/** Where the article's first home is elsewhere. */
const Provenance: FC<{ readonly record: ArticleRecord }> = ({ record: { canonicalUrl } }) =>
  canonicalUrl === undefined ? null : (
    <p class="rights">
      First published at <a href={canonicalUrl}>{URL.parse(canonicalUrl)?.host ?? canonicalUrl}</a>.
    </p>
  );

/** Whose it is, and what others may do with it and with its picture. */
const Rights: FC<ArticlePartProps> = ({ record: { facets }, profile }) => {
  const { copyright, license } = profile;
  const pictureLicence = facets.image?.license;
  if (copyright === undefined && license === undefined && pictureLicence === undefined) return null;
  return (
    <p class="rights">
      {copyright === undefined ? null : <span lang={profile.language}>{copyright}. </span>}
      {license === undefined ? null : (
        <>
          Licence: <Licence address={license} />.{" "}
        </>
      )}
      {pictureLicence === undefined ? null : <>Picture: {writePictureLicence(pictureLicence)}.</>}
    </p>
  );
};

function writePictureLicence(licence: string): Child {
  return /^https?:/.test(licence) ? <Licence address={licence} /> : licence;
}

/** The articles before and after it; the archive and the front page go on from there. */
const Neighbours: FC<{ readonly surroundings: Surroundings }> = ({ surroundings: { older, newer } }) =>
  older === undefined && newer === undefined ? null : (
    <Pager
      label="Articles before and after"
      older={older && <NeighbourLink neighbour={older} rel="prev" words="Earlier" />}
      newer={newer && <NeighbourLink neighbour={newer} rel="next" words="Later" />}
    />
  );

interface NeighbourLinkProps {
  readonly neighbour: Neighbour;
  readonly rel: "prev" | "next";
  readonly words: string;
}

const NeighbourLink: FC<NeighbourLinkProps> = ({ neighbour: { slug, title, language }, rel, words }) => (
  <>
    <span class="kicker">{words}</span>
    <a rel={rel} href={articlePath(slug)}>
      <span lang={language} dir={directionOf(language)}>
        {title}
      </span>
    </a>
  </>
);

interface FiledUnderProps {
  readonly selections: readonly FeedLabel[];
  readonly lang: string;
}

/** The article's categories, selections and authors, each with its feeds. */
const FiledUnder: FC<FiledUnderProps> = ({ selections, lang }) =>
  selections.length === 0 ? null : (
    <section aria-labelledby="filed-under" class="filed">
      <h2 id="filed-under">Follow what this is about</h2>
      <ul class="feeds">
        {selections.map((feed) => (
          <li>
            <a class="feed-name" href={encodeURI(feedPath(feed.name))}>
              {feed.title}
            </a>
            <SubscribeLink feed={feed} lang={lang} />
          </li>
        ))}
      </ul>
    </section>
  );
