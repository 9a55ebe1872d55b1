import type { Label } from "../../article/article.ts";
import type { ArticleFacets } from "../../article/article-record.ts";
import { MAX_FOLLOWED_TAGS } from "../../article/limits.ts";
import type { FeedTerm, NamedFeedRule, SiteProfile } from "../../article/profile/site-profile.ts";
import { type FeedName, isTagFeed, OUTSIDE } from "../feed-names.ts";

/** A feed and what people call it. */
export interface FeedLabel {
  readonly name: FeedName;
  readonly title: string;
}

/** Every feed that an article with these facets belongs to. Decided once, at publish. */
export function findMemberships(facets: ArticleFacets, profile: SiteProfile): FeedLabel[] {
  if (facets.feeds === "none") return [{ name: OUTSIDE, title: OUTSIDE }];
  const labels: FeedLabel[] = [
    { name: "main", title: profile.title },
    ...facets.categories.map(({ name, slug }): FeedLabel => ({ name: `categories/${slug}`, title: name })),
    ...listFollowedTags(facets, profile),
    ...facets.authors.map(({ name, slug }): FeedLabel => ({ name: `authors/${slug}`, title: name })),
    ...profile.feeds.filter((rule) => isSelectedBy(rule, facets)).map(labelNamedFeed),
  ];
  return labels.filter((label, index) => labels.findIndex(({ name }) => name === label.name) === index);
}

/** The feeds of an article's tags: the first {@link MAX_FOLLOWED_TAGS} of them, but those that are categories. */
function listFollowedTags(facets: ArticleFacets, profile: SiteProfile): FeedLabel[] {
  return facets.tags
    .slice(0, MAX_FOLLOWED_TAGS)
    .map((tag): FeedLabel => ({ name: feedOfTag(tag, facets, profile), title: tag.name }))
    .filter(({ name }) => isTagFeed(name));
}

/** The feed about a tag: that of the category with its slug, where the publication or the article has one, else its own. */
export function feedOfTag({ slug }: Label, { categories }: ArticleFacets, profile: SiteProfile): FeedName {
  const isCategory = [...profile.categories, ...categories].some((category) => category.slug === slug);
  return isCategory ? `categories/${slug}` : `tags/${slug}`;
}

/** The feeds that the profile itself declares: they exist, empty, before their first article. */
export function listDeclaredFeeds(profile: SiteProfile): FeedLabel[] {
  return [
    { name: "main", title: profile.title },
    ...profile.categories.map(({ name, slug }): FeedLabel => ({ name: `categories/${slug}`, title: name })),
    ...profile.authors.map(({ name, slug }): FeedLabel => ({ name: `authors/${slug}`, title: name })),
    ...profile.feeds.map(labelNamedFeed),
  ];
}

function labelNamedFeed(rule: NamedFeedRule): FeedLabel {
  return { name: `feeds/${rule.name}`, title: rule.title };
}

function isSelectedBy(rule: NamedFeedRule, facets: ArticleFacets): boolean {
  const has = (term: FeedTerm) => hasTerm(facets, term);
  return (rule.any.length === 0 || rule.any.some(has)) && rule.all.every(has) && !rule.not.some(has);
}

const labelsOf = {
  category: (facets: ArticleFacets) => facets.categories,
  author: (facets: ArticleFacets) => facets.authors,
  tag: (facets: ArticleFacets) => facets.tags,
} as const;

function hasTerm(facets: ArticleFacets, { facet, slug }: FeedTerm): boolean {
  return labelsOf[facet](facets).some((label) => label.slug === slug);
}
