import type { Child, FC } from "hono/jsx";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { resolveMark } from "../feed/build-feed.ts";
import type { FeedLabel } from "../feed/publishing/memberships.ts";
import { directionOf } from "../lib/writing-direction.ts";
import { DocumentHead, type PageDescription } from "./document-head.tsx";
import { SearchBox } from "./search/search-box.tsx";
import { FormatLinks, subscribePath } from "./subscribe.tsx";
import { attributesOf, ourLanguage } from "./theme/writing-direction.ts";

export interface LayoutProps {
  readonly profile: SiteProfile;
  readonly publicUrl: string;
  readonly page: PageDescription;
  /** The feeds this page advertises; the first is what a reader's "subscribe" finds, and where ours leads. */
  readonly feeds: readonly FeedLabel[];
  /** The front page opens with the publication's name and description as its headline; others only name it. */
  readonly masthead: "full" | "slim";
  readonly children: Child;
}

/** The frame of every page: the head with its alternates, the publication's name, and where its feeds are. */
export const Layout: FC<LayoutProps> = ({ profile, publicUrl, page, feeds, masthead, children }) => (
  <html lang={page.language} dir={directionOf(page.language)}>
    <DocumentHead page={page} profile={profile} publicUrl={publicUrl} feeds={feeds} />
    <body>
      <a class="skip" href="#content" {...attributesOf(ourLanguage(profile.language), page.language)}>
        Skip to content
      </a>
      <header class={`site-header ${masthead}`} {...attributesOf(profile.language, page.language)}>
        {masthead === "full" ? <Masthead profile={profile} /> : <Brand profile={profile} />}
        <div class="site-tools">
          <SiteNavigation profile={profile} current={page.canonicalUrl?.replace(publicUrl, "")} />
          <SearchBox lang={ourLanguage(profile.language)} />
        </div>
        <a class="button" href={subscribePath(feeds[0]?.name ?? "main")} lang={ourLanguage(profile.language)}>
          Subscribe
        </a>
      </header>
      <main id="content">{children}</main>
      <footer class="site-footer" {...attributesOf(profile.language, page.language)}>
        <SiteFooter profile={profile} />
      </footer>
    </body>
  </html>
);

interface ProfileProps {
  readonly profile: SiteProfile;
}

const Masthead: FC<ProfileProps> = ({ profile }) => (
  <div>
    <h1 class="site-name">
      <Name profile={profile} />
    </h1>
    {profile.description ? <p class="site-description">{profile.description}</p> : null}
  </div>
);

const Brand: FC<ProfileProps> = ({ profile }) => (
  <p class="site-name">
    <a href="/">
      <Name profile={profile} />
    </a>
  </p>
);

/** The logo is shown beside the name, which not every logo contains. */
const Name: FC<ProfileProps> = ({ profile: { title, logo, logoSize } }) => (
  <>
    {logo === undefined ? null : (
      // Its own size, or the two to one that the profile asks for: room is kept for it before it comes.
      <img class="logo" src={resolveMark(logo, "")} alt="" {...(logoSize ?? { width: 2, height: 1 })} />
    )}
    <span>{title}</span>
  </>
);

interface SiteNavigationProps extends ProfileProps {
  /** The path of the page that it is on. */
  readonly current: string | undefined;
}

const SiteNavigation: FC<SiteNavigationProps> = ({ profile, current }) => (
  <nav aria-label="Publication" lang={ourLanguage(profile.language)}>
    <ul>
      <li>
        <a href="/#latest">Latest</a>
      </li>
      <li>
        <a href="/#feeds">Feeds</a>
      </li>
      {profile.navigation?.map(({ title, url }) => (
        <li {...attributesOf(profile.language, ourLanguage(profile.language))}>
          <a href={url}>{title}</a>
        </li>
      ))}
      {profile.pages?.map(({ title, url, language }) => (
        <li {...attributesOf(language, ourLanguage(profile.language))}>
          <a href={url} {...(url === current && { "aria-current": "page" as const })}>
            {title}
          </a>
        </li>
      ))}
      {profile.newsletter === undefined ? null : (
        <li>
          <a href={profile.newsletter}>Newsletter</a>
        </li>
      )}
      {/* On a phone in place of the form, which would take a row of every page. */}
      <li class="narrow">
        <a href="/search">Search</a>
      </li>
    </ul>
  </nav>
);

const SiteFooter: FC<ProfileProps> = ({ profile }) => (
  <>
    {profile.copyright ? <p>{profile.copyright}</p> : null}
    <ul class="footer-links" lang={ourLanguage(profile.language)}>
      {profile.homePage ? (
        <li>
          <a href={profile.homePage}>Home page</a>
        </li>
      ) : null}
      {profile.license ? (
        <li>
          <a rel="license" href={profile.license}>
            Licence
          </a>
        </li>
      ) : null}
      <li>
        <a href="/feeds.opml">All feeds (OPML)</a>
      </li>
      <li>
        <a href="/sitemap.xml">Sitemap</a>
      </li>
    </ul>
    <FormatLinks feed={{ name: "main", title: profile.title }} />
  </>
);
