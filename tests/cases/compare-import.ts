import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CheckedEntry, type CheckedFolder, isPublic, listTexts } from "./checked-folder.ts";
import { compareArticle } from "./compare-article.ts";
import { squeeze } from "./compare-text.ts";
import type { ImportExpectation } from "./expectation.ts";

interface Imported {
  readonly folder: CheckedFolder;
  /** Everything that readers would see. */
  readonly published: readonly CheckedEntry[];
  /** Titles of the public articles in the feeds, sorted. */
  readonly titles: readonly string[];
  /** The importer's report as text. */
  readonly report: string;
  readonly now: number;
}

/** How each member is compared; one reason a difference. */
const comparisons: readonly ((imported: Imported, wanted: ImportExpectation) => readonly string[])[] = [
  ({ titles }, { articles = titles.length }) =>
    titles.length === articles ? [] : [`${titles.length} public articles, wanted ${articles}: ${titles.join(", ")}`],
  ({ titles }, wanted) =>
    wanted.titles === undefined || JSON.stringify(titles) === JSON.stringify([...wanted.titles].sort())
      ? []
      : [`public titles are ${titles.join(", ")}, wanted ${wanted.titles.join(", ")}`],
  ({ folder, published }, wanted) => {
    const drafts = folder.entries.size - published.length;
    return wanted.drafts === undefined || drafts === wanted.drafts ? [] : [`${drafts} drafts, wanted ${wanted.drafts}`];
  },
  ({ published }, { lacks = [] }) => {
    const everything = squeeze(published.flatMap(({ article }) => listTexts(article)).join(" "));
    return lacks.filter((text) => everything.includes(text)).map((text) => `readers would see "${text}"`);
  },
  ({ published, titles, report }, { outside = [] }) =>
    outside
      .filter((title) => titles.includes(title) || !(published.some(has(title)) || report.includes(title)))
      .map((title) => `"${title}" is neither outside the feeds nor named as left out`),
  ({ folder }, { site = [] }) => {
    const text = readFileSync(join(folder.root, "site.yaml"), "utf8");
    return site.filter((part) => !text.includes(part)).map((part) => `site.yaml lacks "${part}"`);
  },
  ({ folder, now }, { each = {} }) =>
    Object.entries(each).flatMap(([title, members]) => {
      const path = [...folder.entries].find(([, entry]) => titleOf(entry) === title)?.[0];
      if (path === undefined) return [`no article "${title}"`];
      return compareArticle(folder, path, members, now).map((reason) => `${title}: ${reason}`);
    }),
];

/** Reasons why an imported folder differs from the expectation. `report` is the importer's, as text. */
export function compareImport(folder: CheckedFolder, wanted: ImportExpectation, report: string, now: number): string[] {
  const published = [...folder.entries.values()].filter((entry) => isPublic(entry, now));
  const titles = published.filter(isListed).map(titleOf).sort();
  const imported = { folder, published, titles, report, now };
  return comparisons.flatMap((compare) => compare(imported, wanted));
}

function has(title: string): (entry: CheckedEntry) => boolean {
  return (entry) => titleOf(entry) === title;
}

function titleOf({ article }: CheckedEntry): string {
  return article?.title ?? "";
}

/** False for an article outside the feeds (`feeds: none`). */
function isListed({ article }: CheckedEntry): boolean {
  return article?.feeds !== "none";
}
