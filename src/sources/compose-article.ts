import { canonicalTag, isWebAddress } from "../article/front-matter/yaml-schema.ts";
import type { SourceRule } from "../article/profile/source-rules.ts";
import { textOfHtml } from "../import/plain-text.ts";
import { prepareBody, renderBody } from "../import/prepare-body.ts";
import type { SourceEntry, SourceImage } from "../import/source-feed.ts";
import { renderArticle } from "../import/write-article-text.ts";
import { cutWithEllipsis } from "../lib/text.ts";
import { escapeHtml } from "../lib/xml.ts";
import type { KnownEntry, StagedWork } from "./source-store.ts";

const MAX_SUMMARY_CHARACTERS = 500;

export type PublishWork = Extract<StagedWork, { kind: "publish" }>;

/** The text of the article of an entry: HTML with front matter, read as every other article is. `image` is a file sent along. */
export function composeArticle(
  known: KnownEntry,
  { entry, title, homePage }: PublishWork,
  rule: SourceRule,
  image: SourceImage | undefined,
): string {
  const home = entry.canonical ?? entry.link;
  const canonical = home !== undefined && isWebAddress(home) ? home : undefined;
  const dated: SourceEntry = {
    ...entry,
    date: known.publishedAt,
    // The entry's own picture is sent along or left out: what is left of it must not be taken for a body.
    image,
    authors: rule.author === undefined ? entry.authors : [{ name: rule.author }],
    categories: [...new Set([...entry.categories, ...rule.categories])],
    tags: [...new Set([...entry.tags, ...rule.tags])],
  };
  const shown = rule.content === "summary" ? { ...dated, ...summarise(entry, canonical, title) } : dated;
  const placed = {
    entry: shown,
    id: entry.id,
    key: known.key,
    slug: known.slug,
    aliases: [],
    canonical,
    losses: [],
  };
  const body = renderBody(
    prepareBody(placed, () => undefined),
    new Map(),
    undefined,
  );
  const origin = {
    title,
    feed: rule.from,
    ...(homePage !== undefined && isWebAddress(homePage) && { home: homePage }),
  };
  const language = canonicalTag(entry.language ?? "");
  return renderArticle({ placed, image, language, body, origin });
}

/** Others' texts are not republished: some sentences, and the way to the whole. */
function summarise(entry: SourceEntry, home: string | undefined, title: string): Partial<SourceEntry> {
  const summary = cutWithEllipsis(entry.summary ?? textOfHtml(entry.html) ?? entry.title ?? "", MAX_SUMMARY_CHARACTERS);
  const link = home === undefined ? "" : `<p><a href="${escapeHtml(home)}">${escapeHtml(title)}</a></p>`;
  return { html: `<p>${escapeHtml(summary)}</p>\n${link}`, summary };
}
