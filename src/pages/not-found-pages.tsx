import type { Child } from "hono/jsx";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { requireProfile } from "../feed/build-feed.ts";
import { NOTICE_MARK } from "./notice-mark.ts";
import type { PageContext } from "./page-context.ts";
import { PlainLayout } from "./plain-layout.tsx";
import { renderPage } from "./render-page.ts";
import { SearchForm } from "./search/search-form.tsx";
import { TeaserList } from "./teaser-list.tsx";
import { attributesOf, ourLanguage } from "./theme/writing-direction.ts";

// Two pages that stand for any that is not there: the same for every address, so that they are rendered once and kept like others.

const LATEST = 5;

type NotFoundContext = Pick<PageContext, "snapshot" | "entries" | "settings">;

/** The page for an address that was never public. */
export function renderMissingPage(context: NotFoundContext): Promise<string> {
  return renderAbsence(context, "There is no page at this address", (ours) => (
    <p {...ours}>
      The link may be old, or mistyped. Search for the article, or go to the <a href="/">front page</a>;{" "}
      <a href="/subscribe">Subscribe</a> lists every feed.
    </p>
  ));
}

/** For what was published here and is no more: RFC 9110 §15.5.11. */
export function renderGonePage(context: NotFoundContext): Promise<string> {
  return renderAbsence(context, "This page is no longer published", (ours) => (
    <>
      <p class="notice">{NOTICE_MARK}</p>
      <p {...ours}>
        Its address will not lead anywhere else. Search for other articles, or go to the <a href="/">front page</a>;{" "}
        <a href="/subscribe">Subscribe</a> lists every feed.
      </p>
    </>
  ));
}

type LanguageAttributes = ReturnType<typeof attributesOf>;

function renderAbsence(
  { snapshot, entries, settings }: NotFoundContext,
  headline: string,
  explain: (ours: LanguageAttributes) => Child,
): Promise<string> {
  const profile: SiteProfile = requireProfile(snapshot.site);
  const ours = attributesOf(ourLanguage(profile.language), profile.language);
  return renderPage(
    <PlainLayout profile={profile} publicUrl={settings.publicUrl} headline={headline}>
      <div class="absence">
        <h1 {...ours}>{headline}</h1>
        {explain(ours)}
        <SearchForm profile={profile} />
      </div>
      {entries.length === 0 ? null : (
        <section class="latest" aria-labelledby="latest">
          <h2 id="latest" {...ours}>
            Latest articles
          </h2>
          <TeaserList rows={entries.slice(0, LATEST)} profile={profile} />
        </section>
      )}
    </PlainLayout>,
  );
}
