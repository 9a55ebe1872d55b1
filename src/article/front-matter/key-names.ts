import { EPISODE_NAMES } from "./podcast/episode-names.ts";

/** Names of front matter: the rows of what is read, and what is known and left alone. */

/** Our name for each value, and what other tools call it; the first given one counts, labels and former addresses are joined. */
export const FIELD_NAMES = {
  title: ["title", "headline"],
  date: [
    ...["date", "pubDate", "datetime", "created", "createdAt", "publishedAt", "datePublished", "published"],
    ...["publishedDate", "publishedTime", "publishedOn", "postDate", "postedAt", "posted", "time", "pubDatetime"],
    ...["dateCreated", "createdDate", "createDate", "createTime", "createdTime", "creationDate", "createdOn"],
  ],
  heldUntil: ["publishDate", "publishAt", "embargo", "scheduled", "embargoUntil", "scheduledAt", "releaseDate"],
  updated: [
    ...["updated", "updatedAt", "lastmod", "modified", "lastModifiedAt", "lastUpdated", "dateModified"],
    ...[
      "updatedDate",
      "lastModified",
      "modifiedAt",
      "dateUpdated",
      "lastUpdate",
      "modDate",
      "modifiedDate",
      "modDatetime",
    ],
    ...["updateDate", "updateTime", "updatedTime", "updatedOn", "modifiedTime", "lastEdited"],
  ],
  expires: ["expires", "expiryDate", "unpublishAt", "expiresAt", "expirationDate", "unpublishDate"],
  slug: ["slug", "postSlug"],
  address: ["permalink", "url", "path"],
  aliases: ["aliases", "redirectFrom", "redirects", "alias"],
  summary: [
    ...["summary", "description", "excerpt", "abstract", "dek", "subtitle"],
    ...["desc", "spoiler", "lede", "standfirst", "blurb", "shortText", "shortDescription"],
  ],
  authors: ["author", "authors", "authorName", "by", "byline"],
  authorUrl: ["authorUrl", "authorLink", "authorWebsite"],
  categories: ["category", "categories", "topics", "section"],
  tags: ["tags", "tag", "keywords", "keyword"],
  image: [
    ...["image", "cover", "featuredImage", "heroImage", "thumbnail", "banner", "ogImage", "images", "coverImage"],
    ...["featureImage", "headerImage", "coverUrl", "imageUrl", "featuredImg", "indexImg", "bannerImg", "topImg"],
    ...["socialImage", "socialCard", "socialMediaCard", "thumb", "headerImg", "img", "featureImg"],
    "header",
  ],
  imageAlt: [
    "imageAlt",
    "heroImageAlt",
    "coverAlt",
    "featuredImageAlt",
    "coverImageAlt",
    "thumbnailAlt",
    "heroAlt",
    "bannerAlt",
  ],
  imageCaption: [
    "imageCaption",
    "coverCaption",
    "heroCaption",
    "featuredImageCaption",
    "coverImageCaption",
    "bannerCaption",
  ],
  language: ["lang", "language", "locale"],
  canonical: ["canonical", "canonicalUrl"],
  link: ["link", "externalUrl", "linkedUrl"],
  origin: ["edgewireSource"],
  id: ["id", "guid"],
  audio: ["audio", "audioUrl", "audioFile", "enclosure", "podcast"],
  video: ["video", "videoUrl", "videoFile"],
  corrections: ["corrections"],
  feeds: ["feeds"],
  republish: ["republish"],
  order: ["order", "weight"],
  navigation: ["navigation", "nav"],
  ...EPISODE_NAMES,
} as const satisfies Record<string, readonly string[]>;

export type FieldName = keyof typeof FIELD_NAMES;

/** Groups whose names count as if they stood at the top, the top winning. */
export const GROUPS: readonly string[] = ["extra", "taxonomies", "params", "seo", "post", "fields"];

/** Names that say how a tool builds or lays out a page. Readers lose nothing without them. */
const QUIET_NAMES = `
  layout type kind template theme view component render markup engine sort sortOrder position priority
  toc tableOfContents tocDepth showToc tocOpen sidebar sidebarLabel sidebarPosition navOrder navTitle menu menus
  parent grandParent hasChildren childNavOrder breadcrumbs breadcrumb eleventyNavigation eleventyComputed eleventyImport
  comment comments commentable disqus disqusId disqusIdentifier utterances giscus isso discourse
  math mathjax katex mermaid chart charts highlight highlighter prism syntaxHighlighter lineNumbers codeCopy
  pin pinned sticky top featured featuredPost feature star starred home homepage frontpage recommended
  readingTime readTime timeToRead minutesToRead wordCount words showReadingTime
  pagination paginate paginationNext paginationPrev prev next previous related relatedPosts
  sitemap robots noindex search searchable searchExclude excludeFromSearch swiftype changefreq
  meta head headTags og opengraph ogType ogTitle ogDescription twitter twitterCard twitterTitle twitterDescription
  twitterImage facebook share sharing shareButtons social analytics ads adsense advertising
  css js scripts styles style stylesheets stylesheet javascript class classes className bodyClass cssClass cssClasses color colors
  colour icon emoji background backgroundColor textColor footer hero width fullWidth wide size format
  cascade outputs output resources resourcesDir sites environments isCjkLanguage linkTitle shortTitle seoTitle metaTitle titleSeo
  metaDescription editUrl editLink edit repo githubUrl issue collection collections permalinkBase
  uid uuid postId wordpressId wpId ghostId hash version revision sha comments_id commentId fileName filePath fileClass
  status_icon mtime ctime dgHome dgPermalink dgPath dgPinned dgShowToc cssclasses created_by_tool generator editor editorOptions
  codeFold execute jupyter kernelspec output_dir knit bibliography csl link-citations numberSections draft_id
  hideTitle hideTableOfContents hideSidebar hideMeta hideToc hideSummary hideBackToTop hideComments hiddenInHomeList
  showDate showAuthor showTags showHeader showFooter showSummary showComments showPagination showRelated
  showBreadCrumbs showPostNavLinks showShareButtons showWordCount showCodeCopyButtons disableShare disableComments
  disableHljs disableAnchoredHeadings useHlColors insertAnchorLinks insertAnchor pageTemplate sortBy paginateBy inSearchIndex
  coverCaptionless relative loading aspectRatio transparent contentClass lightbox gallery_layout slides transition
  authorTitle authorImage authorImageUrl authorAvatar authorTwitter authorFbid gravatar evergreen pageTitle tocTitle
  online isOnline isLive deleted isDeleted trashed
  chapter pre catalog excerptSeparator featuredImagePreview ogImageAlt schemas translationKey archives hideOverview
  hideEditPost postType seriesWeight lightgallery projects
  extends seoDescription paginationLabel customEditUrl
  microformats header footerless showLastUpdated lastUpdatedAuthor contributors aside outline pageClass hideEdit
`;

/** Compares names without case, hyphens, underscores and blanks: `last_modified_at` is `lastModifiedAt`. */
export function normaliseKey(name: string): string {
  return name.toLowerCase().replace(/[-_\s]+/g, "");
}

export const QUIET_KEYS: ReadonlySet<string> = new Set(QUIET_NAMES.trim().split(/\s+/).map(normaliseKey));

const OWNERS: ReadonlyMap<string, FieldName> = new Map(
  (Object.keys(FIELD_NAMES) as FieldName[]).flatMap((field) =>
    FIELD_NAMES[field].map((name): [string, FieldName] => [normaliseKey(name), field]),
  ),
);

/** The field that a name as written belongs to. */
export function fieldOf(name: string): FieldName | undefined {
  return OWNERS.get(normaliseKey(name));
}
