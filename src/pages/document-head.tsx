import type { FC } from "hono/jsx";
import { addressOf } from "../feed/build-feed.ts";
import { feedPath } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";
import type { FeedLabel } from "../feed/memberships.ts";

/** What a page says about itself to browsers, readers and those who link to it. Addresses are absolute. */
export interface PageDescription {
  readonly kind: "website" | "article";
  /** With the publication's name, for the browser's tab. */
  readonly title: string;
  /** Without it, for a card that shows the publication beside it. */
  readonly headline: string;
  readonly description: string;
  readonly language: string;
  readonly canonicalUrl: string;
  readonly image?: CardImage | undefined;
  readonly jsonLd?: string | undefined;
}

export interface CardImage {
  readonly url: string;
  readonly alt: string;
}

interface DocumentHeadProps {
  readonly page: PageDescription;
  readonly siteTitle: string;
  readonly publicUrl: string;
  /** The feeds this page advertises; the first is what a reader's "subscribe" finds. */
  readonly feeds: readonly FeedLabel[];
}

export const DocumentHead: FC<DocumentHeadProps> = ({ page, siteTitle, publicUrl, feeds }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{page.title}</title>
    <meta name="description" content={page.description} />
    <meta name="color-scheme" content="light dark" />
    <link rel="stylesheet" href="/style.css" />
    <link rel="canonical" href={page.canonicalUrl} />
    <link rel="icon" href="/favicon.ico" type="image/svg+xml" sizes="any" />
    {feeds.flatMap(({ name, title }) =>
      allFormats.map(({ fileName, label, mediaType }) => (
        <link
          rel="alternate"
          type={mediaType}
          title={`${title} (${label})`}
          href={addressOf(publicUrl, feedPath(name)) + fileName}
        />
      )),
    )}
    <CardTags page={page} siteTitle={siteTitle} />
    {page.jsonLd === undefined ? null : (
      // JSON with every `<` escaped: no text can end the script element.
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: page.jsonLd.replaceAll("<", "\\u003c") }} />
    )}
  </head>
);

/** https://ogp.me: how the page looks where its address is pasted. */
const CardTags: FC<{ readonly page: PageDescription; readonly siteTitle: string }> = ({ page, siteTitle }) => (
  <>
    <meta property="og:type" content={page.kind} />
    <meta property="og:site_name" content={siteTitle} />
    <meta property="og:title" content={page.headline} />
    <meta property="og:description" content={page.description} />
    <meta property="og:url" content={page.canonicalUrl} />
    {page.image === undefined ? null : (
      <>
        <meta property="og:image" content={page.image.url} />
        <meta property="og:image:alt" content={page.image.alt} />
        <meta name="twitter:card" content="summary_large_image" />
      </>
    )}
  </>
);
