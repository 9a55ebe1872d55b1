import type { CheckedArticle, CheckedEntry, CheckedFinding, CheckedFolder } from "./checked-folder.ts";
import { isPublic, isRefused, listTexts } from "./checked-folder.ts";
import { compareHtml, comparePlainText, compareText, isThatImage, squeeze } from "./compare-text.ts";
import type { ArticleExpectation, FindingExpectation, LabelExpectation } from "./expectation.ts";

/** Reasons why the article of `path` differs from the expectation; empty when it holds. */
export function compareArticle(folder: CheckedFolder, path: string, wanted: ArticleExpectation, now: number): string[] {
  const entry = folder.entry(path);
  return [
    ...compareState(folder, path, entry, wanted, now),
    ...compareFindings(folder, path, entry, wanted),
    ...compareMembers(folder, entry, wanted),
  ];
}

function compareState(
  folder: CheckedFolder,
  path: string,
  entry: CheckedEntry | undefined,
  wanted: ArticleExpectation,
  now: number,
): string[] {
  const reasons: string[] = [];
  if (wanted.public !== undefined && isPublic(entry, now) !== wanted.public) {
    const why = entry?.findings[0]?.message ?? "";
    reasons.push(wanted.public ? `is not public: ${why}` : "is public");
  }
  if (wanted.refused === false && isRefused(entry)) reasons.push(entry?.findings[0]?.message ?? "is not read");
  if (wanted.refused === true && !(entry !== undefined && isRefused(entry)) && !isNamedAsRefused(folder, path)) {
    reasons.push("is not refused");
  }
  return reasons;
}

/** A file may be refused before it has an entry of its own. */
function isNamedAsRefused(folder: CheckedFolder, path: string): boolean {
  const name = nameOf(path);
  return folder.others.some((one) => one.severity === "error" && wordsOf(one).includes(name));
}

function compareFindings(
  folder: CheckedFolder,
  path: string,
  entry: CheckedEntry | undefined,
  { finding: wanted }: ArticleExpectation,
): string[] {
  if (wanted === undefined) return [];
  const own = entry?.findings ?? [];
  if (wanted === null) {
    const all = [...own, ...folder.others.filter((one) => wordsOf(one).includes(nameOf(path)))];
    // The tools' own posts leave descriptions out, which is no fault of the reading.
    const found = all.filter(({ message }) => !message.includes("no alternative text"));
    return found.slice(0, 1).map(({ message }) => `has a finding: ${message}`);
  }
  const candidates = [
    ...own.map((one) => ({ finding: one, words: `${wordsOf(one)} ${path.normalize("NFC").toLowerCase()}` })),
    ...folder.others.map((one) => ({ finding: one, words: wordsOf(one) })),
  ];
  return (Array.isArray(wanted) ? wanted : [wanted]).flatMap((one: FindingExpectation) => findMatch(one, candidates));
}

interface Candidate {
  readonly finding: CheckedFinding;
  readonly words: string;
}

function findMatch({ contains = [], any = [], line }: FindingExpectation, candidates: readonly Candidate[]): string[] {
  const lower = (word: string) => word.normalize("NFC").toLowerCase();
  const fitting = candidates.filter(
    ({ words }) =>
      contains.every((word) => words.includes(lower(word))) &&
      (any.length === 0 || any.some((word) => words.includes(lower(word)))),
  );
  if (fitting.length === 0) return [`no finding with ${JSON.stringify([...contains, ...any])}`];
  if (line === undefined || fitting.some(({ finding }) => finding.line === line)) return [];
  return [`no such finding at line ${line}, found ${JSON.stringify(fitting.map(({ finding }) => finding.line))}`];
}

function wordsOf(finding: CheckedFinding): string {
  return listTexts(finding).join(" ").normalize("NFC").toLowerCase();
}

function nameOf(path: string): string {
  return (path.split("/").at(-1) ?? "").normalize("NFC").toLowerCase();
}

type Compare = (
  article: CheckedArticle,
  wanted: never,
  folder: CheckedFolder,
  entry: CheckedEntry,
) => string | undefined;

/** How each member is compared; the reason why it differs, or undefined. */
const comparisons: Readonly<Partial<Record<keyof ArticleExpectation, Compare>>> = {
  title: same(({ title }) => title),
  slug: same(({ slug }) => slug),
  canonical: same(({ canonicalUrl }) => canonicalUrl),
  language: ({ language }, wanted: string) =>
    language.toLowerCase() === wanted.toLowerCase() ? undefined : `found ${language}`,
  link: ({ canonicalUrl: _c, html: _h, summary: _s, aliases: _a, ...rest }, wanted: string) =>
    listTexts({ ...rest, text: "" }).includes(wanted) ? undefined : "the linked page is nowhere",
  published: time(({ publishedAt }) => publishedAt),
  updated: time(({ updatedAt }) => updatedAt),
  expires: time(({ expiresAt }) => expiresAt),
  categories: labels(({ categories }) => categories.map(({ name }) => name)),
  tags: labels(({ tags }) => tags.map(({ name }) => name)),
  categorySlugs: labels(({ categories }) => categories.map(({ slug }) => slug)),
  tagSlugs: labels(({ tags }) => tags.map(({ slug }) => slug)),
  authors: labels(({ authors }) => authors.map(({ name }) => String(name))),
  author: ({ authors }, wanted: Record<string, unknown>) =>
    authors.some((one) => Object.entries(wanted).every(([name, value]) => one[name] === value))
      ? undefined
      : `found ${JSON.stringify(authors)}`,
  aliases: ({ aliases }, wanted: readonly string[]) => {
    const bare = (address: string) => address.replace(/^\/+|\/+$/g, "");
    const found = new Set(aliases.map(bare));
    const missing = wanted.filter((one) => !found.has(bare(one)));
    return missing.length === 0 ? undefined : `lacks ${missing.join(", ")}, found ${[...found].join(", ")}`;
  },
  summary: ({ summary }, wanted: NonNullable<ArticleExpectation["summary"]>) => {
    if (typeof wanted === "object") return compareText(summary, wanted);
    return squeeze(summary) === squeeze(wanted) ? undefined : `found ${JSON.stringify(summary)}`;
  },
  image: (article, wanted: boolean | string, folder) => compareImage(article, wanted, folder.root),
  cover: ({ image }, wanted: boolean, _folder, entry) =>
    (entry.hasCover === true || image?.role === "cover") === wanted ? undefined : `found ${!wanted}`,
  somewhere: (article, wanted: readonly string[]) => {
    const everything = listTexts(article).join(" ");
    const missing = wanted.filter((text) => !everything.includes(text));
    return missing.length === 0 ? undefined : `nowhere: ${missing.join(", ")}`;
  },
  html: (article, wanted: NonNullable<ArticleExpectation["html"]>, folder) => compareHtml(article, wanted, folder.root),
  text: (article, wanted: NonNullable<ArticleExpectation["text"]>) => comparePlainText(article, wanted),
};

function compareMembers(folder: CheckedFolder, entry: CheckedEntry | undefined, wanted: ArticleExpectation): string[] {
  const named = Object.entries(wanted).filter(([name]) => name in comparisons);
  const article = entry?.article;
  if (named.length > 0 && article === undefined)
    return [`no article to compare: ${entry?.findings[0]?.message ?? "not read"}`];
  return named.flatMap(([name, value]) => {
    const compare = comparisons[name as keyof ArticleExpectation];
    const reason = article && entry && compare?.(article, value as never, folder, entry);
    return reason === undefined ? [] : [`${name}: ${reason}; wanted ${JSON.stringify(value)}`];
  });
}

function same(read: (article: CheckedArticle) => string | undefined): Compare {
  return (article, wanted: string | null) => {
    const found = read(article);
    return found?.normalize("NFC") === wanted?.normalize("NFC") ? undefined : `found ${JSON.stringify(found)}`;
  };
}

function time(read: (article: CheckedArticle) => number | undefined): Compare {
  return (article, wanted: string | null) => {
    const at = read(article);
    const found = at === undefined ? undefined : `${new Date(at).toISOString().slice(0, 19)}Z`;
    if (wanted === null) return found === undefined ? undefined : `found ${found}`;
    return found?.startsWith(wanted) ? undefined : `found ${found}`;
  };
}

function labels(read: (article: CheckedArticle) => readonly string[]): Compare {
  return (article, wanted: LabelExpectation) => {
    const found = read(article).map((name) => name.normalize("NFC"));
    const isGood =
      wanted === "distinct"
        ? new Set(found).size === found.length
        : JSON.stringify(found) === JSON.stringify(wanted.map((name) => name.normalize("NFC")));
    return isGood ? undefined : `found ${JSON.stringify(found)}`;
  };
}

function compareImage({ image }: CheckedArticle, wanted: boolean | string, root: string): string | undefined {
  const own = image !== undefined && image.role !== "cover" && image.role !== "default" ? image : undefined;
  if (typeof wanted === "boolean") return (own !== undefined) === wanted ? undefined : `found ${own?.url ?? "none"}`;
  if (own === undefined) return "found none";
  return isThatImage(root, wanted, own.url, own.width, own.height) ? undefined : `found ${own.url}`;
}
