import { requireProfile } from "../feed/build-feed.ts";
import type { FeedPaging } from "../feed/feed-item.ts";
import type { FeedLabel } from "../feed/publishing/memberships.ts";
import { Layout } from "./layout.tsx";
import type { PageContext } from "./page-context.ts";
import { Pager } from "./pager.tsx";
import { renderPage } from "./render-page.ts";
import { SelectionHeading } from "./selection-heading.tsx";
import { Subscribe } from "./subscribe.tsx";
import { TeaserList } from "./teaser-list.tsx";
import { attributesOf, ourLanguage } from "./theme/writing-direction.ts";

/** A page of a feed's archive: it says nothing that changes more often than its head moves. */
export function renderArchivePage({ name, archivePage: page = 0, place, snapshot, entries, settings }: PageContext) {
  const { older, newer } = findNeighbours(place.paging, page);
  const profile = requireProfile(snapshot.site);
  const { publicUrl } = settings;
  const main: FeedLabel = { name: "main", title: profile.title };
  const feed: FeedLabel = name === "main" ? main : { name, title: snapshot.head?.title ?? name };
  const ours = attributesOf(ourLanguage(profile.language), profile.language);
  const title = `${feed.title}: archive, page ${page}`;
  const description = {
    kind: "website",
    title: name === "main" ? title : `${title} · ${profile.title}`,
    headline: title,
    description: profile.description || profile.title,
    language: profile.language,
    canonicalUrl: place.base,
  } as const;
  return renderPage(
    <Layout
      profile={profile}
      publicUrl={publicUrl}
      page={description}
      feeds={name === "main" ? [main] : [feed, main]}
      masthead="slim"
    >
      <SelectionHeading name={name} title={feed.title} profile={profile} archivePage={page} />
      <div class="columns">
        <section class="latest" aria-labelledby="articles">
          <h2 id="articles" {...ours}>
            Articles
          </h2>
          {entries.length === 0 ? <p {...ours}>Nothing on this page is published any more.</p> : null}
          <TeaserList rows={entries} profile={profile} />
          <div {...ours}>
            <Pager
              label="Archive"
              older={linkTo(older, "Older articles", "prev")}
              newer={linkTo(newer, "Newer articles", "next")}
            />
          </div>
        </section>
        <div class="side" {...ours}>
          <Subscribe feed={feed} publicUrl={publicUrl} layout="box" />
        </div>
      </div>
    </Layout>,
  );

  function linkTo(base: string | undefined, words: string, rel: "prev" | "next") {
    return base === undefined ? null : (
      <a rel={rel} href={base.slice(publicUrl.length)}>
        {words}
      </a>
    );
  }
}

interface PageNeighbours {
  readonly older?: string | undefined;
  readonly newer?: string | undefined;
}

/** The page after a closed one always exists, closed or filling: so a closed page's links never change. */
function findNeighbours(paging: FeedPaging | undefined, page: number): PageNeighbours {
  switch (paging?.kind) {
    case "archive":
      return { older: paging.previousArchiveBase, newer: `${paging.currentBase}archive/${page + 1}/` };
    case "filling":
      return { older: paging.nextBase, newer: paging.currentBase };
    default:
      return {};
  }
}
