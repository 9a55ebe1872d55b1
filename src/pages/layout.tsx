import type { Child, FC } from "hono/jsx";
import { feedPath, type FeedName } from "../feed/feed-names.ts";
import { allFormats } from "../feed/formats.ts";

export interface LayoutProps {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly canonicalUrl: string;
  readonly publicUrl: string;
  readonly siteTitle: string;
  /** The feeds this page advertises; the first is what a reader's "subscribe" finds. */
  readonly feeds: readonly { readonly name: FeedName; readonly title: string }[];
  readonly jsonLd?: string | undefined;
  readonly children: Child;
}

/** What every page shares: the head with its alternates, the publication's name, and where its feeds are. */
export const Layout: FC<LayoutProps> = (props) => (
  <html lang={props.language} dir={directionOf(props.language)}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{props.title}</title>
      <meta name="description" content={props.description} />
      <link rel="canonical" href={props.canonicalUrl} />
      <link rel="icon" href="/favicon.ico" sizes="any" />
      <link rel="stylesheet" href="/style.css" />
      {props.feeds.flatMap(({ name, title }) =>
        allFormats.map((format) => (
          <link
            rel="alternate"
            type={format.mediaType}
            title={`${title} (${format.label})`}
            href={props.publicUrl + encodeURI(feedPath(name)) + format.fileName}
          />
        )),
      )}
      {props.jsonLd === undefined ? null : (
        // JSON with every `<` escaped: no text can end the script element.
        // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: props.jsonLd.replaceAll("<", "\\u003c") }} />
      )}
    </head>
    <body>
      <a class="skip" href="#content">
        Skip to content
      </a>
      <header class="site-header">
        <a class="site-name" href="/">
          {props.siteTitle}
        </a>
        <nav aria-label="Feeds">
          <a href="/rss.xml">RSS</a> <a href="/atom.xml">Atom</a> <a href="/feed.json">JSON Feed</a>
        </nav>
      </header>
      <main id="content">{props.children}</main>
      <footer class="site-footer">
        <p>
          <a href="/feeds.opml">All feeds as OPML</a> · <a href="/sitemap.xml">Sitemap</a>
        </p>
      </footer>
    </body>
  </html>
);

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);

/** The writing direction of a BCP 47 language tag. */
export function directionOf(language: string): "rtl" | "ltr" {
  return RIGHT_TO_LEFT.has(language.split("-")[0]?.toLowerCase() ?? "") ? "rtl" : "ltr";
}
