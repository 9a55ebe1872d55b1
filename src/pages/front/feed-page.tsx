import type { Child, FC } from "hono/jsx";
import type { Label } from "../../article/article.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { addressOf, type DocumentPlace, describeFeed, requireProfile, resolveMark } from "../../feed/build-feed.ts";
import { feedPath } from "../../feed/feed-names.ts";
import { monthOf, periodPath } from "../../feed/periods.ts";
import type { WindowRow } from "../../feed/publishing/publication-store.ts";
import type { PageDescription } from "../document-head.tsx";
import { Layout } from "../layout.tsx";
import type { PageContext } from "../page-context.ts";
import { Pager } from "../pager.tsx";
import { renderPage } from "../render-page.ts";
import { SelectionHeading } from "../selection-heading.tsx";
import { Subscribe } from "../subscribe.tsx";
import { attributesOf, ourLanguage } from "../theme/writing-direction.ts";
import { FeedDirectory } from "./feed-directory.tsx";
import { ArticleGrid, CategorySection, dealSections, HEAD_ARTICLES, HeadArticles } from "./latest-articles.tsx";

type FeedPageContext = Pick<PageContext, "name" | "snapshot" | "entries" | "place" | "settings">;

/** A selection for people: its latest articles, and every feed there is. The front page is that of the main feed. */
export function renderFeedPage(props: FeedPageContext): Promise<string> {
  const { name, snapshot, entries, place, settings } = props;
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
      <FeedArticles
        rows={entries}
        sections={isFront ? (profile.sections ?? []) : []}
        older={isFront ? findOlderMonth(place, entries, profile) : findOlderPage(place, publicUrl)}
        profile={profile}
      >
        <div {...attributesOf(ourLanguage(profile.language), profile.language)}>
          <Subscribe feed={feed} publicUrl={publicUrl} layout="band" />
        </div>
      </FeedArticles>
      {isFront ? <FeedDirectory feeds={snapshot.feeds} window={entries} profile={profile} /> : null}
    </Layout>,
  );
}

function describePage(
  { name, entries, settings }: FeedPageContext,
  profile: SiteProfile,
  title: string,
): PageDescription {
  const { publicUrl } = settings;
  const image = entries[0]?.record.facets.image;
  return {
    kind: "website",
    title: name === "main" ? profile.title : `${title} · ${profile.title}`,
    headline: title,
    description: describeFeed(profile, name) || profile.description || profile.title,
    language: profile.language,
    canonicalUrl: addressOf(publicUrl, feedPath(name)),
    image: image && { url: resolveMark(image.url, publicUrl), alt: image.alt },
    ...(name === "main" && { isFront: true }),
  };
}

interface FeedArticlesProps {
  readonly rows: readonly WindowRow[];
  readonly profile: SiteProfile;
  /** The categories with a section of their own. */
  readonly sections: readonly Label[];
  /** The path of the archive page with the next older articles. */
  readonly older: string | undefined;
  /** Set between the newest articles and the others. */
  readonly children: Child;
}

const FeedArticles: FC<FeedArticlesProps> = ({ rows, sections: categories, profile, older, children }) => {
  const ours = attributesOf(ourLanguage(profile.language), profile.language);
  const head = rows.slice(0, HEAD_ARTICLES);
  const { sections, rest } = dealSections(rows.slice(HEAD_ARTICLES), categories);
  return (
    <>
      <section class="latest" aria-labelledby="latest">
        <h2 id="latest" {...ours}>
          Latest articles
        </h2>
        {head.length === 0 ? (
          <p {...ours}>Nothing has been published here yet. Subscribe now, and you will not miss the first article.</p>
        ) : (
          <HeadArticles rows={head} profile={profile} />
        )}
      </section>
      {children}
      {sections.map((section) => (
        <CategorySection section={section} profile={profile} />
      ))}
      {rest.length === 0 ? null : (
        <section class="latest" aria-labelledby="more">
          <h2 id="more" {...ours}>
            More articles
          </h2>
          <ArticleGrid rows={rest} profile={profile} />
        </section>
      )}
      {older === undefined ? null : (
        <div {...ours}>
          <Pager
            label="Archive"
            older={
              <a rel="prev" href={older}>
                Older articles
              </a>
            }
            newer={null}
          />
        </div>
      )}
    </>
  );
};

/** People go on by date: with the month of the oldest article shown. */
function findOlderMonth(
  { paging }: DocumentPlace,
  rows: readonly WindowRow[],
  { timeZone }: SiteProfile,
): string | undefined {
  const oldest = Math.min(...rows.map(({ record }) => record.publishedAt));
  if (paging?.kind !== "subscription" || !Number.isFinite(oldest)) return undefined;
  return periodPath(monthOf(oldest, timeZone));
}

/** Where the window goes on; undefined where it holds everything. */
function findOlderPage({ paging }: DocumentPlace, publicUrl: string): string | undefined {
  return paging?.kind === "subscription" ? paging.nextBase?.slice(publicUrl.length) : undefined;
}
