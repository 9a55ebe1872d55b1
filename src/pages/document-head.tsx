import type { FC } from "hono/jsx";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { feedAddress, resolveMark } from "../feed/build-feed.ts";
import { MICROPUB_PATH } from "../feed/connection-paths.ts";
import { allFormats } from "../feed/formats.ts";
import type { FeedLabel } from "../feed/publishing/memberships.ts";
import { themeOf, themePath } from "../feed/theme.ts";
import { grounds } from "./theme/palette.ts";

/** The metadata of a page for browsers, readers and link previews. Addresses are absolute. */
export interface PageDescription {
  readonly kind: "website" | "article";
  /** Includes the publication's name, for the browser's tab. */
  readonly title: string;
  /** Without it, for a card that shows the publication beside it. */
  readonly headline: string;
  readonly description: string;
  readonly language: string;
  /** Undefined on a not-found page. */
  readonly canonicalUrl: string | undefined;
  readonly image?: CardImage | undefined;
  readonly jsonLd?: string | undefined;
  /** Set on the front page. */
  readonly isFront?: true;
  /** The accounts of an article's authors in the fediverse, as `@anna@social.example`. */
  readonly creators?: readonly string[];
}

export interface CardImage {
  readonly url: string;
  readonly alt: string;
}

/** The one script of the pages; they are whole without it. */
const SCRIPT_PATH = "/page.js";

interface DocumentHeadProps {
  readonly page: PageDescription;
  readonly profile: SiteProfile;
  readonly publicUrl: string;
  /** The feeds this page advertises; the first is what a reader's "subscribe" finds. */
  readonly feeds: readonly FeedLabel[];
}

export const DocumentHead: FC<DocumentHeadProps> = ({ page, profile, publicUrl, feeds }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{page.title}</title>
    <meta name="description" content={page.description} />
    <meta name="color-scheme" content="light dark" />
    {(["light", "dark"] as const).map((scheme) => (
      <meta name="theme-color" content={grounds[scheme][0]} media={`(prefers-color-scheme: ${scheme})`} />
    ))}
    <link rel="stylesheet" href={`${themePath(themeOf(profile))}page.css`} />
    {page.canonicalUrl === undefined ? null : <link rel="canonical" href={page.canonicalUrl} />}
    <Icons profile={profile} />
    <link rel="manifest" href="/manifest.webmanifest" />
    {profile.machineLicence ? <link rel="license" type="application/rsl+xml" href="/license.xml" /> : null}
    <Connections page={page} profile={profile} />
    <link rel="search" type="application/opensearchdescription+xml" title={profile.title} href="/opensearch.xml" />
    {feeds.flatMap(({ name, title }) =>
      allFormats.map((format) => (
        <link
          rel="alternate"
          type={format.mediaType}
          title={`${title} (${format.label})`}
          href={feedAddress(publicUrl, name, format)}
        />
      )),
    )}
    <CardTags page={page} siteTitle={profile.title} />
    <script src={SCRIPT_PATH} defer />
    {page.jsonLd === undefined ? null : (
      // JSON with every `<` escaped: no text can end the script element.
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: page.jsonLd.replaceAll("<", "\\u003c") }} />
    )}
  </head>
);

/** Where writing tools publish, and who the publication is elsewhere (https://microformats.org/wiki/rel-me). */
const Connections: FC<Pick<DocumentHeadProps, "page" | "profile">> = ({ page, profile }) => (
  <>
    {profile.takesMicropub && page.isFront ? <link rel="micropub" href={MICROPUB_PATH} /> : null}
    {profile.fediverse?.me?.map((address) => (
      <link rel="me" href={address} />
    ))}
    {page.creators?.map((account) => (
      <meta name="fediverse:creator" content={account} />
    ))}
  </>
);

/** The publication's own, or the sign of a feed in its colour. */
const Icons: FC<{ readonly profile: SiteProfile }> = ({ profile }) => (
  <>
    {profile.icon === undefined ? (
      <link rel="icon" href={`${themePath(themeOf(profile))}icon.svg`} type="image/svg+xml" sizes="any" />
    ) : (
      <link rel="icon" href={resolveMark(profile.icon, "")} />
    )}
    <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
  </>
);

/** https://ogp.me: the preview of the page where its address is shared. */
const CardTags: FC<{ readonly page: PageDescription; readonly siteTitle: string }> = ({ page, siteTitle }) => (
  <>
    <meta property="og:type" content={page.kind} />
    <meta property="og:site_name" content={siteTitle} />
    <meta property="og:title" content={page.headline} />
    <meta property="og:description" content={page.description} />
    {page.canonicalUrl === undefined ? null : <meta property="og:url" content={page.canonicalUrl} />}
    {page.image === undefined ? null : (
      <>
        <meta property="og:image" content={page.image.url} />
        {page.image.alt === "" ? null : <meta property="og:image:alt" content={page.image.alt} />}
        <meta name="twitter:card" content="summary_large_image" />
      </>
    )}
  </>
);
