import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSiteProfile } from "../src/article/profile/read-site-profile.ts";
import type { SiteProfile } from "../src/article/profile/site-profile.ts";
import type { JudgedImage } from "../src/feed/partners/judge-article.ts";
import {
  judgeForPartners,
  type PartnerJudgement,
  reportShortPartnerFeeds,
  writePartnerFindings,
} from "../src/feed/partners/list-partner-findings.ts";
import type { Finding } from "../src/lib/finding.ts";
import { UsageError } from "../src/lib/usage-error.ts";
import { addPeople } from "./add-people.ts";
import { readArticleFolder, readPagesFolder, type UnreadFile } from "./article-folder.ts";
import { ArticleLinks, createArticleIndex, NOTHING_STORED, type StoredArticles } from "./article-links.ts";
import { assignSlugs } from "./assign-slugs.ts";
import { MediaFolder } from "./media-folder.ts";
import { createMediaRoots } from "./media-roots.ts";
import { predictFeedImage } from "./partners/predict-feed-image.ts";
import { readPeopleFiles } from "./people-files.ts";
import type { PreparedArticle } from "./prepared-article.ts";
import { findClashes } from "./reading/find-clashes.ts";
import { prepareArticles } from "./reading/prepare-articles.ts";

/** A publication as its folder has it, understood as far as it can be. */
export interface LocalPublication {
  readonly sitePath: string;
  /** The files about people beside the articles. */
  readonly peoplePaths: readonly string[];
  /** site.yaml as it is sent: with the people of that file. */
  readonly siteText: string;
  /** The images that site.yaml names. */
  readonly siteMedia: MediaFolder;
  readonly profile: SiteProfile | undefined;
  readonly siteFindings: readonly Finding[];
  readonly articles: readonly PreparedArticle[];
  /** Files of formats that are not read. */
  readonly unread: readonly UnreadFile[];
}

/** Reads site.yaml and every article. Articles are not read if the profile is invalid: too much depends on it. */
export async function readPublication(folder: string): Promise<LocalPublication> {
  const sitePath = join(folder, "site.yaml");
  if (!existsSync(folder))
    throw new UsageError(`There is no folder "${folder}"; wanted one with site.yaml and articles`);
  const siteBytes = existsSync(sitePath) ? readFileSync(sitePath) : Buffer.alloc(0);
  const siteMedia = new MediaFolder({ roots: createMediaRoots(folder, []), folder: "", name: "site" });
  const own = readSiteProfile(siteBytes, siteMedia);
  const people = own.profile && readPeopleFiles(folder);
  const siteText =
    own.profile && people ? addPeople(siteBytes.toString(), own.profile, people.people) : siteBytes.toString();
  const { profile, findings } = people === undefined ? own : readSiteProfile(siteText, siteMedia);
  const siteFindings = [...findings, ...(people?.findings ?? []), ...siteMedia.findings.values()];
  const site = { sitePath, peoplePaths: people?.paths ?? [], siteText, siteMedia, siteFindings };
  if (profile === undefined) return { ...site, profile, articles: [], unread: [] };
  const found = readArticleFolder(folder, createMediaRoots(folder, profile.staticFolders));
  const pages = readPagesFolder(folder, profile.staticFolders);
  const unread = [...found.unread, ...pages.unread];
  const prepared = await prepareArticles([...found.files, ...pages.files], folder, profile);
  const dated = prepared.filter((article) => !isUndatedSection(article));
  const clashes = findClashes(dated);
  const sound = dated.map((article) => withClash(article, clashes.get(article.file.path)));
  const articles = await linkArticles(await assignSlugs(sound, profile), profile, NOTHING_STORED);
  return { ...site, ...judgeAll(articles, profile, siteFindings), profile, unread };
}

/** A cover is as large as a card is drawn (cli/cover/card.ts). */
const COVER: JudgedImage = { mediaType: "image/png", width: 1200, height: 630 };

/** Adds what partners find wrong with the articles, and which of their feeds hold too few for that. */
function judgeAll(articles: readonly PreparedArticle[], profile: SiteProfile, siteFindings: readonly Finding[]) {
  if (profile.partners === undefined) return { articles, siteFindings };
  const judged = articles.map((prepared) => ({ prepared, judgements: judgePrepared(prepared, profile) }));
  const short = reportShortPartnerFeeds(
    judged.flatMap(({ judgements }) => judgements),
    profile,
  );
  return {
    siteFindings: [...siteFindings, ...short],
    articles: judged.map(({ prepared, judgements }) => ({
      ...prepared,
      findings: [...prepared.findings, ...writePartnerFindings(judgements)],
    })),
  };
}

function judgePrepared({ article, cover }: PreparedArticle, profile: SiteProfile): PartnerJudgement[] {
  return article === undefined
    ? []
    : judgeForPartners(article, profile, cover === undefined ? predictFeedImage(article.image) : COVER);
}

/** With the links as the publication has their targets: an article whose slug was derived keeps the one that it was given first. */
export async function linkToStored(publication: LocalPublication, stored: StoredArticles): Promise<LocalPublication> {
  const { profile, articles } = publication;
  const { slugs, others } = stored;
  const isMoved = articles.some(({ file: { key }, article }) => slugs.has(key) && slugs.get(key) !== article?.slug);
  if (profile === undefined || !(isMoved || others.length > 0)) return publication;
  return { ...publication, articles: await linkArticles(articles, profile, stored) };
}

/** Reads those again that link to other files, now that all are known. */
function linkArticles(
  articles: readonly PreparedArticle[],
  profile: SiteProfile,
  stored: StoredArticles,
): Promise<readonly PreparedArticle[]> {
  const index = createArticleIndex(articles, stored, Date.now());
  return Promise.all(
    articles.map(async (prepared) => {
      const { file, linkedFiles, article } = prepared;
      if (linkedFiles.length === 0 || article === undefined) return prepared;
      const from = { key: file.key, isBundle: /[\\/]index\.[a-z]+$/i.test(file.path) };
      const isLinking = linkedFiles.some(
        (address) => !address.startsWith("/") || index.find(address, from) !== "nowhere",
      );
      if (!isLinking) return prepared;
      const { prepareArticle } = await import("./prepared-article.ts");
      return prepareArticle(file, profile, { links: new ArticleLinks(index, from), assigned: prepared.assigned });
    }),
  );
}

/** The page of a section of other tools: `index.md` of a folder of articles, without a date of its own. */
function isUndatedSection({ file, article, findings }: PreparedArticle): boolean {
  if (!file.isSectionIndex) return false;
  return article === undefined ? findings.some(({ reason }) => reason === "date-missing") : article.publishedAt === 0;
}

function withClash(prepared: PreparedArticle, clash: Finding | undefined): PreparedArticle {
  return clash === undefined ? prepared : { ...prepared, article: undefined, findings: [...prepared.findings, clash] };
}
