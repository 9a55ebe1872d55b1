import type { FC } from "hono/jsx";
import type { ArticleRecord } from "../article/article-record.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { articleAddress, type DocumentSettings, requireProfile, resolveMark } from "../feed/build-feed.ts";
import type { ArticleSnapshot } from "../feed/publishing/publication-store.ts";
import { FiledUnder, Neighbours, Related } from "./article/after-article.tsx";
import { Corrections, LinkedPage, Provenance, Rights, Tags } from "./article/article-foot.tsx";
import { ArticleHead, type ArticlePartProps, Standfirst } from "./article/article-head.tsx";
import { AuthorNotes, findAuthorNotes } from "./article/author-notes.tsx";
import { Contents } from "./article/contents.tsx";
import { highlightCode } from "./article/highlight-code.ts";
import { Players } from "./article/players.tsx";
import { fitBody } from "./article-body.ts";
import type { PageDescription } from "./document-head.tsx";
import { feedGroups } from "./feed-groups.ts";
import { Layout } from "./layout.tsx";
import { isPublication, writeNewsArticle } from "./news-article.ts";
import { renderPage } from "./render-page.ts";
import { Subscribe } from "./subscribe.tsx";
import { attributesOf, ourLanguage } from "./theme/writing-direction.ts";

export interface ArticlePageProps extends Omit<Extract<ArticleSnapshot, { found: "article" }>, "found"> {
  readonly settings: DocumentSettings;
}

/** The page at an entry's link. */
export function renderArticlePage({ site, record, feeds, surroundings, settings }: ArticlePageProps): Promise<string> {
  const profile = requireProfile(site);
  if (record.facets.place !== undefined) return renderStandingPage(record, profile, settings.publicUrl);
  const { publicUrl } = settings;
  const main = { name: "main" as const, title: profile.title };
  const ours = attributesOf(ourLanguage(profile.language), record.language);
  const body = writeBody(record);
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
        <AuthorNotes authors={findAuthorNotes(record.facets.authors, profile)} profile={profile} />
        <Related articles={surroundings.related} profile={profile} />
        <Neighbours surroundings={surroundings} />
        <FiledUnder selections={selections} lang={ourLanguage(profile.language)} />
        <Subscribe feed={main} publicUrl={publicUrl} layout="box" />
      </div>
    </Layout>,
  );
}

/** A page of the navigation: no date, no author and no other article belong to it. */
function renderStandingPage(record: ArticleRecord, profile: SiteProfile, publicUrl: string): Promise<string> {
  const body = writeBody(record);
  return renderPage(
    <Layout
      profile={profile}
      publicUrl={publicUrl}
      page={{ ...describePage(record, profile, publicUrl), kind: "website", jsonLd: undefined }}
      feeds={[{ name: "main", title: profile.title }]}
      masthead="slim"
    >
      <article class="article">
        <h1>{record.title}</h1>
        <Standfirst record={record} />
        <Cover record={record} profile={profile} />
        <Players record={record} />
        <Contents body={body} record={record} profile={profile} />
        <div class="body" dangerouslySetInnerHTML={{ __html: body }} />
        <Corrections record={record} profile={profile} />
      </article>
    </Layout>,
  );
}

/** Sanitised when it was stored; see article/markup/sanitise.ts. */
function writeBody(record: ArticleRecord): string {
  return resolveMark(highlightCode(fitBody(record.html), record.facets.codeLanguages ?? []), "");
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
    creators: listCreators(record, profile),
  };
}

/** The accounts that site.yaml has for the article's authors. */
function listCreators({ facets: { authors } }: ArticleRecord, profile: SiteProfile): string[] {
  const known = [profile.author, ...profile.authors];
  return authors.flatMap(({ slug }) => known.find((author) => author.slug === slug)?.fediverse ?? []);
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
