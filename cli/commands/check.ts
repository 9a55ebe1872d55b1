import type { Article, DerivedField } from "../../src/article/article.ts";
import { decideState } from "../../src/article/lifecycle.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { hasErrors } from "../../src/lib/finding.ts";
import { formatZonedMinute } from "../../src/lib/zoned-dates.ts";
import type { ApiClient } from "../api-client.ts";
import { checkDomain, findPublicUrl } from "../check-domain.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { counted } from "../counted.ts";
import { listDeployments } from "../deploy/deploy-token.ts";
import { findEmptied } from "../feed-lives/find-emptied-feeds.ts";
import { describeEmptied } from "../feed-lives/settle-emptied-feeds.ts";
import { ARTICLES, CLIENT, JSON_OUTPUT, STRICT, VERBOSE } from "../options.ts";
import { print, printJson } from "../output.ts";
import type { PreparedArticle } from "../prepared-article.ts";
import type { LocalPublication } from "../publication.ts";
import { listFindings, printFindings } from "../report-findings.ts";

export const check = defineCommand({
  summary:
    "Read every article, show each value with the derived ones marked, and every problem with file and line; exit 1 on errors",
  options: {
    articles: ARTICLES,
    to: {
      type: "string",
      value: "URL",
      help: "also say which feeds of this publication would lose their last article",
    },
    token: CLIENT.token,
    json: JSON_OUTPUT,
    verbose: VERBOSE,
    strict: STRICT,
  },
  run: async ({ articles, to, token, json, verbose: isVerbose, strict }) => {
    // The help must not wait until all that reads a folder is loaded.
    const { readPublication } = await import("../publication.ts");
    const read = await readPublication(articles);
    const siteFindings = [...read.siteFindings, ...checkDomain(read.profile, findPublicUrl() ?? listDeployments()[0])];
    const { checkPodcasts } = await import("../podcast/check-podcasts.ts");
    const publication = await checkPodcasts({ ...read, siteFindings }, Date.now());
    if (json) printJson(describeAll(publication));
    else printAll(publication, { isVerbose });
    if (to !== undefined) await printEmptied(publication, connect({ to, token }));
    const findings = listFindings(publication);
    const isBad = strict ? findings.length > 0 : hasErrors(findings.map(({ finding }) => finding));
    return isBad ? 1 : 0;
  },
});

async function printEmptied(publication: LocalPublication, client: ApiClient): Promise<void> {
  for (const emptied of await findEmptied(publication, client)) print(describeEmptied(emptied));
}

function printAll(publication: LocalPublication, { isVerbose }: { isVerbose: boolean }): void {
  const { profile, articles } = publication;
  const findings = listFindings(publication);
  if (profile === undefined) {
    printFindings(findings, { isVerbose });
    return;
  }
  for (const prepared of articles) {
    if (prepared.article !== undefined) print(...writeArticle(prepared, prepared.article, profile));
  }
  printFindings(findings, { isVerbose });
  const good = articles.filter(({ article }) => article !== undefined).length;
  const errors = findings.filter(({ finding }) => finding.severity === "error").length;
  const found = `${counted(errors, "error")}, ${counted(findings.length - errors, "warning")}`;
  print(`${good} of ${counted(articles.length, "article")} can be published; ${found}`);
}

function writeArticle({ file, cover, outline }: PreparedArticle, article: Article, profile: SiteProfile): string[] {
  const mark = (field: DerivedField) => (article.derived.includes(field) ? " (derived)" : "");
  const { headings, paragraphs } = outline;
  const state = decideState(article, Date.now());
  const isUndated = article.draft && article.publishedAt === 0;
  const rows: [string, string][] = [
    ["title", article.title + mark("title")],
    ["published", isUndated ? "no date yet" : formatTime(article.publishedAt, profile.timeZone) + mark("published")],
    ...(state === "published" ? [] : [["state", state] as [string, string]]),
    ...(article.feeds === "none" ? [["feeds", "none: an address in the sitemap alone"] as [string, string]] : []),
    ["slug", article.slug + mark("slug")],
    ["language", article.language + mark("language")],
    ["authors", article.authors.map(({ name }) => name).join(", ") + mark("authors")],
    ["categories", (article.categories.map(({ name }) => name).join(", ") || "none") + mark("categories")],
    ...(article.tags.length > 0 ? [["tags", article.tags.map(({ name }) => name).join(", ")] as [string, string]] : []),
    ["summary", article.summary + mark("summary")],
    ["image", cover === undefined ? describeImage(article) : "a cover card, drawn at publish (derived)"],
    ["text", `${counted(headings, "sub-heading")}, ${counted(paragraphs, "paragraph")}`],
  ];
  return [file.path, ...rows.map(([name, value]) => `  ${name.padEnd(11)}${value}`), ""];
}

/** In the publication's zone: the day alone where it is the day's beginning. */
function formatTime(at: number, timeZone: string): string {
  return `${formatZonedMinute(at, timeZone).replace(/ 00:00$/, "")} ${timeZone}`;
}

function describeImage({ image }: Article): string {
  if (image === undefined) return "none";
  const size = image.width === undefined ? "not measured" : `${image.width}x${image.height}, ${image.sizeBytes} bytes`;
  return `${image.role}, ${image.mediaType}, ${size}`;
}

export function describeAll({ sitePath, siteFindings, articles, unread }: LocalPublication): unknown {
  return {
    site: { path: sitePath, findings: siteFindings },
    articles: articles.map(({ file, article, findings, cover, contentHash, outline }) => ({
      path: file.path,
      key: file.key,
      findings,
      contentHash,
      hasCover: cover !== undefined,
      article: article && { ...article, outline },
    })),
    unread: unread.map(({ path, finding }) => ({ path, ...finding })),
  };
}
