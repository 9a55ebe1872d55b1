import type { FC } from "hono/jsx";
import type { Label } from "../../article/article.ts";
import type { ArticleRecord } from "../../article/article-record.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { feedPath } from "../../feed/feed-names.ts";
import type { WindowRow } from "../../feed/publishing/publication-store.ts";
import { Teaser } from "../teaser.tsx";
import { attributesOf, ourLanguage } from "../theme/writing-direction.ts";

interface RowsProps {
  readonly rows: readonly WindowRow[];
  readonly profile: SiteProfile;
}

/** The articles at the head of a feed's page: the lead, and two beside it. */
export const HEAD_ARTICLES = 3;

export const HeadArticles: FC<RowsProps> = ({ rows, profile }) => (
  <div class="head-articles">
    {rows.map(({ record }, index) => (
      <Teaser record={record} profile={profile} rank={index === 0 ? "lead" : "second"} />
    ))}
  </div>
);

/** Articles in as many columns as the window has room for. */
export const ArticleGrid: FC<RowsProps> = ({ rows, profile }) => (
  <ul class="teasers grid">
    {rows.map(({ record }) => (
      <li>
        <Teaser record={record} profile={profile} rank="card" />
      </li>
    ))}
  </ul>
);

/** A category's newest articles on the front page. */
export interface FrontSection {
  readonly category: Label;
  readonly rows: readonly WindowRow[];
}

const SECTION_ARTICLES = 3;

/**
 * Deals articles out to the sections that site.yaml asks for, each article to the first section that has room for it. A section
 * without an article is left out.
 */
export function dealSections(
  rows: readonly WindowRow[],
  categories: readonly Label[],
): { readonly sections: readonly FrontSection[]; readonly rest: readonly WindowRow[] } {
  let rest = rows;
  const sections: FrontSection[] = [];
  for (const category of categories) {
    const own = rest.filter(({ record }) => isIn(record, category)).slice(0, SECTION_ARTICLES);
    rest = rest.filter((row) => !own.includes(row));
    if (own.length > 0) sections.push({ category, rows: own });
  }
  return { sections, rest };
}

function isIn({ facets }: ArticleRecord, category: Label): boolean {
  return facets.categories.some(({ slug }) => slug === category.slug);
}

export const CategorySection: FC<{ readonly section: FrontSection; readonly profile: SiteProfile }> = ({
  section: { category, rows },
  profile,
}) => {
  const id = `section-${category.slug}`;
  const address = encodeURI(feedPath(`categories/${category.slug}`));
  return (
    <section class="latest" aria-labelledby={id}>
      <h2 id={id}>
        <a href={address}>{category.name}</a>
      </h2>
      <ArticleGrid rows={rows} profile={profile} />
      <p class="more">
        <a href={address} {...attributesOf(ourLanguage(profile.language), profile.language)}>
          All articles in {category.name}
        </a>
      </p>
    </section>
  );
};
