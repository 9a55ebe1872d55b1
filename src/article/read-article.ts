import type { Root } from "hast";
import { closeBidi } from "../lib/bidi.ts";
import type { Finding } from "../lib/finding.ts";
import { readZonedDate } from "../lib/zoned-dates.ts";
import type { Article, ArticleKind, DerivedField, Person } from "./article.ts";
import { isPageSlug } from "./article-path.ts";
import { checkKey } from "./check-key.ts";
import { chooseSlug } from "./derive/choose-slug.ts";
import { cutDateline } from "./derive/cut-dateline.ts";
import { deriveCategories } from "./derive/derive-categories.ts";
import { deriveSlug, slugOfTitle } from "./derive/derive-slug.ts";
import { deriveSummary } from "./derive/derive-summary.ts";
import { deriveTitle } from "./derive/derive-title.ts";
import { isNote } from "./derive/is-note.ts";
import { readMarkedSummary } from "./derive/marked-summary.ts";
import { type LabelReading, readLabels, readPeople } from "./derive/name-labels.ts";
import { reportRenamed, reportUnfollowed } from "./derive/report-labels.ts";
import { readStory, type Story } from "./derive/story.ts";
import { composeEpisode } from "./episode/compose-episode.ts";
import { listFormerAddresses } from "./former-addresses.ts";
import { readDates } from "./front-matter/read-dates.ts";
import type { FrontMatter } from "./front-matter/read-fields.ts";
import { illustrate } from "./images/illustrate.ts";
import type { ImageFiles } from "./images/lead-image.ts";
import { isDraftPlace } from "./is-draft-place.ts";
import { isSourceKey } from "./is-source-key.ts";
import { type KeyParts, readKeyParts } from "./key-parts.ts";
import type { LinkTable } from "./links/link-table.ts";
import { splitHeadline, trimBody } from "./markup/body-tree.ts";
import { type Body, isEmptyBody, readBody } from "./markup/read-body.ts";
import { reportRemoved } from "./markup/removed-elements.ts";
import type { StoryOutline } from "./markup/story-outline.ts";
import { type OpenedSource, openSource } from "./open-source.ts";
import { reportShownTokens } from "./profile/shown-tokens.ts";
import type { SiteProfile } from "./profile/site-profile.ts";
import { isPageKey } from "./standing-page.ts";

/** An article's file and what belongs to it. */
export interface ArticleSource extends ImageFiles {
  readonly key: string;
  readonly kind: ArticleKind;
  readonly bytes: Uint8Array;
  /** The slug under which the article was published first. */
  readonly existingSlug?: string | undefined;
  /** Where its links to other files lead; undefined where the other files are not known. */
  readonly links?: LinkTable | undefined;
  /** The slug that the article gets where the one that its file asks for belongs to another article. */
  readonly assignedSlug?: string | undefined;
}

export interface ArticleReading {
  /** Undefined exactly if a finding is an error. */
  readonly article: Article | undefined;
  /** In the order of their lines. */
  readonly findings: readonly Finding[];
  /** The links to other files that it has, as a {@link LinkTable} is asked. */
  readonly linkedFiles: readonly string[];
  /** Addresses of recordings elsewhere that are to be measured. */
  readonly unmeasured: readonly string[];
  readonly outline: StoryOutline;
}

/** Reads an article from its file; what the file does not say is derived. Never throws. */
export function readArticle(source: ArticleSource, profile: SiteProfile): ArticleReading {
  const badKey = checkKey(source.key);
  const opened = openSource(source.bytes, source.kind, profile.timeZone);
  if (!opened.ok)
    return {
      article: undefined,
      findings: [...(badKey ? [badKey] : []), opened.problem],
      linkedFiles: [],
      unmeasured: [],
      outline: EMPTY,
    };
  const { article, findings, linkedFiles, unmeasured, outline } = composeArticle(source, opened.value, profile);
  const all = [
    ...(badKey ? [badKey] : []),
    ...opened.value.frontMatter.findings,
    ...findings,
    ...reportShownTokens(source, profile),
  ].sort(byLine);
  return {
    article: all.some(({ severity }) => severity === "error") ? undefined : article,
    findings: all,
    linkedFiles,
    unmeasured,
    outline,
  };
}

const EMPTY: StoryOutline = { headings: 0, paragraphs: 0 };

/** Sorts findings by line; findings about the whole file come first. */
function byLine(a: Finding, b: Finding): number {
  return (a.line ?? 0) - (b.line ?? 0);
}

function withoutDateline(story: Story): Story {
  const [first, ...rest] = story.paragraphs;
  return {
    ...story,
    lead: cutDateline(story.lead),
    paragraphs: first === undefined ? [] : [cutDateline(first), ...rest],
  };
}

interface Composition {
  readonly article: Article;
  readonly findings: readonly Finding[];
  readonly linkedFiles: readonly string[];
  readonly unmeasured: readonly string[];
  readonly outline: StoryOutline;
}

function composeArticle(source: ArticleSource, opened: OpenedSource, profile: SiteProfile): Composition {
  const { key, kind } = source;
  const { frontMatter, text } = opened;
  const { fields } = frontMatter;
  const isHeldBack = fields.isHeldBack === true || isDraftPlace(key);
  const parts = readKeyParts(key, profile.languages);
  const language = fields.language ?? parts.language ?? profile.language;
  const body = readBody(kind, text, language);
  const { headline, tree } = takeHeadline(body.tree, fields.title);
  const story = kind === "text" ? withoutDateline(readStory(tree)) : readStory(tree);
  const givenTitle = fields.title ?? headline;
  const title = givenTitle ?? nameArticle(story, parts, key);
  const chosen = chooseSlug({ ...source, fields, derive: () => nameAddress({ key, title, parts }, profile) });
  const { slug } = chosen;
  const standing = isPageKey(key) ? readStanding(fields, profile) : undefined;
  const dates = readDates({
    ...{ key, isHeldBack, frontMatter, stamp: body.stamp, timeZone: profile.timeZone },
    fallback: standing?.publishedAt,
  });
  const categories = findCategories(fields, headline, story, profile);
  const tags = findTags(fields, profile);
  const note = isNote(kind, givenTitle, tree);
  const page = { tree, title, slug, kind, credit: body.credit, isNote: note };
  const illustrated = illustrate(page, source, frontMatter, profile);
  const episode = composeEpisode(fields.episode, {
    ...source,
    durationSeconds: illustrated.recordings[0]?.durationSeconds,
    lineOf: frontMatter.lineOf,
  });
  const article: Article = {
    key,
    kind,
    givenId: fields.id,
    slug,
    aliases: [],
    formerSlug: chosen.isDerived && standing === undefined ? findFormerSlug(title, slug) : undefined,
    draft: isHeldBack,
    ...(fields.feeds !== undefined && { feeds: fields.feeds }),
    ...(fields.republish !== undefined && { republish: fields.republish }),
    ...standing?.part,
    title: closeBidi(title),
    ...(note && { isNote: true }),
    summary: closeBidi(
      fields.summary ?? findMarkedSummary(body, kind, text, language) ?? deriveSummary(story.paragraphs),
    ),
    language,
    publishedAt: dates.publishedAt,
    writtenDate: dates.writtenDate,
    heldUntil: dates.heldUntil,
    updatedAt: dates.updatedAt,
    expiresAt: dates.expiresAt,
    authors: findAuthors(fields, profile),
    categories: categories.labels,
    tags: tags.labels,
    canonicalUrl: fields.canonical,
    linkedUrl: fields.link,
    ...(fields.origin !== undefined && isSourceKey(key) && { origin: fields.origin }),
    image: illustrated.image,
    ...(illustrated.keptImages !== undefined && { keptImages: illustrated.keptImages }),
    recordings: illustrated.recordings,
    ...episode.part,
    corrections: fields.corrections ?? [],
    codeLanguages: body.codeLanguages,
    html: illustrated.html,
    text: illustrated.text,
    mediaNames: illustrated.mediaNames,
    derived: listDerived(fields, headline, illustrated.image, source.assignedSlug),
  };
  return {
    article: {
      ...article,
      aliases: listAliases(article, { fields, name: parts.name, existingSlug: source.existingSlug, profile }),
    },
    linkedFiles: illustrated.linkedFiles,
    unmeasured: illustrated.unmeasured,
    outline: illustrated.outline,
    findings: [
      ...chosen.findings,
      ...dates.findings,
      ...reportRenamed(categories, frontMatter.lineOf("categories")),
      ...reportRenamed(tags, frontMatter.lineOf("tags")),
      ...reportUnfollowed(tags, frontMatter.lineOf("tags")),
      ...body.findings,
      ...reportEmptiness(body),
      ...reportRemoved(body.removed),
      ...illustrated.findings,
      ...episode.findings,
    ],
  };
}

/** Themes of Hugo and exports call the site's owner `admin`, who has no name of that kind. */
function findAuthors({ authors = [] }: FrontMatter, profile: SiteProfile): readonly Person[] {
  const known = [profile.author, ...profile.authors];
  const people = readPeople(authors, known).filter(({ name }) => name !== "admin");
  return people.length > 0 ? people : [authorOf(profile)];
}

/** A standing page is in no feed and needs no date: without one it has that from which the publication's ids count. */
function readStanding({ place = {} }: FrontMatter, { since, timeZone }: SiteProfile) {
  return { part: { feeds: "none", place } as const, publishedAt: readZonedDate(since, timeZone) };
}

/** The mark may lie within a text that is not for every reader, whose end the part before it does not show. */
function findMarkedSummary({ findings }: Body, kind: ArticleKind, text: string, language: string): string | undefined {
  if (findings.some(({ reason }) => reason === "template-held")) return undefined;
  return readMarkedSummary(kind, text, language);
}

/** A person in articles has no former names. */
function authorOf({ author: { name, slug, url, email } }: SiteProfile): Person {
  return { name, slug, url, email };
}

/** The title of an article that gives none: its first words, else its file's name. */
function nameArticle({ lead }: Story, { name }: KeyParts, key: string): string {
  return deriveTitle(lead) || name.replace(/[-_]+/g, " ") || key;
}

/** A translation has its language in its address: it may have the name, or the title, of the article it translates. */
function nameAddress({ key, title, parts }: { key: string; title: string; parts: KeyParts }, profile: SiteProfile) {
  const slug = deriveSlug({ name: parts.name, title, key });
  const isTranslation = parts.language !== undefined && parts.language !== profile.language;
  return isTranslation ? `${slug}-${parts.language?.toLowerCase()}` : slug;
}

/** Earlier versions derived the slug from the title. */
function findFormerSlug(title: string, slug: string): string | undefined {
  const former = slugOfTitle(title);
  return former === "" || former === slug ? undefined : former;
}

/** An `h1` that opens the body is the title where no other is given; it leaves the body, and so does one that repeats the title. */
function takeHeadline(tree: Root, title: string | undefined) {
  const { headline, rest } = splitHeadline(tree);
  return title === undefined || title === headline
    ? { headline, tree: trimBody(rest) }
    : { headline: undefined, tree: trimBody(tree) };
}

interface AliasSources {
  readonly fields: FrontMatter;
  readonly name: string;
  readonly existingSlug: string | undefined;
  readonly profile: SiteProfile;
}

/** Addresses from the file, and from the profile's patterns; an article whose slug was changed by hand stays where it was, too. */
function listAliases(article: Article, { fields, name, existingSlug, profile }: AliasSources): string[] {
  const { slug, title, categories } = article;
  const publishedAt = article.publishedAt === 0 ? undefined : article.publishedAt;
  const parts = {
    slug: slug.replace(/^\//, ""),
    title,
    name,
    publishedAt,
    categories: categories.map((category) => category.slug),
  };
  const former = listFormerAddresses(
    [...(profile.formerAddresses ?? []), ...(fields.addressPatterns ?? [])],
    parts,
    profile.timeZone,
  );
  // A standing page is found at the root as a former address is: its path leads to itself.
  const own = isPageSlug(slug) ? [slug, `${slug}/`] : [];
  const all = [...(fields.aliases ?? []), ...former, ...(existingSlug === undefined ? [] : [existingSlug])];
  const others = all.filter((alias) => alias !== slug && alias !== `/articles/${slug}`);
  return [...new Set([...own, ...others])];
}

function findTags({ tags = [] }: FrontMatter, profile: SiteProfile): LabelReading {
  return readLabels(tags, profile.tags ?? []);
}

function findCategories(
  fields: FrontMatter,
  headline: string | undefined,
  story: Story,
  { categories }: SiteProfile,
): LabelReading {
  if (fields.categories) return readLabels(fields.categories, categories);
  return { labels: deriveCategories(categories, { ...story, title: fields.title ?? headline }), renamed: [] };
}

function listDerived(
  fields: FrontMatter,
  headline: string | undefined,
  image: Article["image"],
  assignedSlug: string | undefined,
): DerivedField[] {
  const isDerived: Readonly<Record<DerivedField, boolean>> = {
    title: fields.title === undefined && headline === undefined,
    published: fields.date === undefined,
    slug: (fields.slug === undefined && fields.addressSlug === undefined) || assignedSlug !== undefined,
    summary: fields.summary === undefined,
    categories: fields.categories === undefined,
    image: image !== undefined && image.role !== "photograph",
    language: fields.language === undefined,
    authors: fields.authors === undefined,
  };
  const names: DerivedField[] = ["title", "published", "slug", "summary", "categories", "image", "language", "authors"];
  return names.filter((name) => isDerived[name]);
}

function reportEmptiness({ tree, findings }: Body): Finding[] {
  if (!isEmptyBody(tree) || findings.some(({ severity }) => severity === "error")) return [];
  const message = "An article must have a text or an image, found neither";
  return [{ severity: "error", reason: "article-empty", line: undefined, message }];
}
