import type { Label } from "../../article/article.ts";
import type { ArticleFacets, ArticleRecord } from "../../article/article-record.ts";
import { MAX_FOLLOWED_TAGS } from "../../article/limits.ts";
import type { FeedTerm, NamedFeedRule, SiteProfile } from "../../article/profile/site-profile.ts";
import { type FeedName, isTagFeed, OUTSIDE } from "../feed-names.ts";

/** A feed and what people call it. */
export interface FeedLabel {
  readonly name: FeedName;
  readonly title: string;
}

/** The part of an article that decides its feeds. */
type Sorted = Pick<ArticleRecord, "facets" | "language">;

/** Every feed that an article belongs to. Decided once, at publish. */
export function findMemberships(article: Sorted, profile: SiteProfile): FeedLabel[] {
  const { facets, language } = article;
  if (facets.feeds === "none") return [{ name: OUTSIDE, title: OUTSIDE }];
  const labels: FeedLabel[] = [
    { name: "main", title: profile.title },
    ...facets.categories.map(({ name, slug }): FeedLabel => ({ name: `categories/${slug}`, title: name })),
    ...listFollowedTags(facets, profile),
    ...facets.authors.map(({ name, slug }): FeedLabel => ({ name: `authors/${slug}`, title: name })),
    ...profile.feeds.filter((rule) => isSelectedBy(rule, article)).map(labelNamedFeed),
    ...(hasLanguageFeed(language, profile) ? [labelLanguage(language)] : []),
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

/** Where a publication has one language, its feed would be the main one again. */
function hasLanguageFeed(language: string, { language: own, languages = [] }: SiteProfile): boolean {
  return language !== own || languages.length > 1;
}

/** A language is called as its readers call it. */
function labelLanguage(tag: string): FeedLabel {
  // Extensions and private subtags have no names.
  const { baseName } = new Intl.Locale(tag);
  const name = new Intl.DisplayNames([baseName], { type: "language" }).of(baseName) ?? tag;
  const title = name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  return { name: `languages/${tag.toLowerCase()}`, title };
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

function isSelectedBy(rule: NamedFeedRule, article: Sorted): boolean {
  // Apps list no item of a podcast that they cannot play.
  if (rule.podcast !== undefined && !article.facets.recordings?.length) return false;
  const has = (term: FeedTerm) => hasTerm(article, term);
  return (rule.any.length === 0 || rule.any.some(has)) && rule.all.every(has) && !rule.not.some(has);
}

const labelsOf = {
  category: (facets: ArticleFacets) => facets.categories,
  author: (facets: ArticleFacets) => facets.authors,
  tag: (facets: ArticleFacets) => facets.tags,
} as const;

function hasTerm({ facets, language }: Sorted, { facet, slug }: FeedTerm): boolean {
  // RFC 4647 §3.3.1: a range matches every tag that begins with it.
  if (facet === "language") return `${language.toLowerCase()}-`.startsWith(`${slug}-`);
  return labelsOf[facet](facets).some((label) => label.slug === slug);
}
