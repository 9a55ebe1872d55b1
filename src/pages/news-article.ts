import type { Person } from "../article/article.ts";
import type { ArticleRecord } from "../article/article-record.ts";
import type { SiteProfile } from "../article/profile/site-profile.ts";
import { addressOf, articleAddress, resolveMark } from "../feed/build-feed.ts";
import { feedPath } from "../feed/feed-names.ts";
import { formatRfc3339 } from "../lib/dates.ts";

/** schema.org NewsArticle as JSON-LD text, with corrections as CorrectionComment. */
export function writeNewsArticle(record: ArticleRecord, profile: SiteProfile, publicUrl: string): string {
  const { image, authors, categories, tags, corrections } = record.facets;
  const url = articleAddress(publicUrl, record.slug);
  return JSON.stringify({
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    identifier: record.id,
    url,
    mainEntityOfPage: record.canonicalUrl ?? url,
    headline: record.title,
    description: record.summary,
    datePublished: formatRfc3339(record.publishedAt),
    dateModified: formatRfc3339(record.updatedAt),
    inLanguage: record.language,
    author: (authors.length > 0 ? authors : [profile.author]).map((person) =>
      writeAuthor(person, record, profile, publicUrl),
    ),
    publisher: {
      "@type": "Organization",
      name: profile.title,
      url: profile.homePage ?? `${publicUrl}/`,
      logo: profile.logo && { "@type": "ImageObject", url: resolveMark(profile.logo, publicUrl) },
    },
    isAccessibleForFree: true,
    image: image && {
      "@type": "ImageObject",
      url: resolveMark(image.url, publicUrl),
      contentUrl: resolveMark(image.url, publicUrl),
      width: image.width,
      height: image.height,
      caption: image.caption,
      creditText: image.credit,
      license: image.license,
    },
    articleSection: categories.map(({ name }) => name),
    keywords: tags.length === 0 ? undefined : tags.map(({ name }) => name),
    license: profile.license,
    copyrightNotice: profile.copyright,
    correction:
      corrections.length === 0
        ? undefined
        : corrections.map(({ at, text }) => ({
            "@type": "CorrectionComment",
            datePublished: formatRfc3339(at),
            text,
          })),
  });
}

/**
 * An author's `url` is recommended, as it tells people of the same name apart: their own, else their page here, which an author of
 * nothing but articles outside the feeds does not have. A publication that signs its articles itself is an Organization.
 */
function writeAuthor(author: Person, { facets }: ArticleRecord, profile: SiteProfile, publicUrl: string): object {
  const page = facets.feeds === "none" ? undefined : addressOf(publicUrl, feedPath(`authors/${author.slug}`));
  const type = isPublication(author, profile) ? "Organization" : "Person";
  return { "@type": type, name: author.name, url: author.url ?? page };
}

/** Whether the author is the publication itself. */
export function isPublication({ name }: Pick<Person, "name">, { title }: SiteProfile): boolean {
  return name.trim().toLowerCase() === title.trim().toLowerCase();
}
