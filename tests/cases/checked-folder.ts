import { realpathSync } from "node:fs";
import { relative, resolve } from "node:path";

/** An article of `check --json`, as far as cases look at it. */
export interface CheckedArticle {
  readonly title: string;
  readonly slug: string;
  readonly language: string;
  readonly summary: string;
  readonly html: string;
  readonly draft?: boolean;
  readonly state?: string;
  readonly publishedAt: number;
  readonly updatedAt?: number;
  readonly expiresAt?: number;
  readonly heldUntil?: number;
  readonly canonicalUrl?: string;
  readonly aliases: readonly string[];
  readonly authors: readonly Readonly<Record<string, unknown>>[];
  readonly categories: readonly { readonly name: string; readonly slug: string }[];
  readonly tags: readonly { readonly name: string; readonly slug: string }[];
  readonly image?: { readonly role: string; readonly url: string; readonly width?: number; readonly height?: number };
  readonly feeds?: unknown;
}

export interface CheckedFinding {
  readonly severity: string;
  readonly message: string;
  readonly line?: number;
}

export interface CheckedEntry {
  readonly path: string;
  readonly article?: CheckedArticle;
  readonly findings: readonly CheckedFinding[];
  readonly hasCover?: boolean;
}

export interface CheckOutput {
  readonly site: { readonly findings: readonly CheckedFinding[] };
  readonly articles: readonly CheckedEntry[];
}

/** The output of `check --json` for one folder, by path. Paths and texts are compared as NFC. */
export class CheckedFolder {
  readonly root: string;
  readonly entries: ReadonlyMap<string, CheckedEntry>;
  /** Findings that belong to no article: site.yaml, files that are not read, groups. */
  readonly others: readonly CheckedFinding[];

  constructor(root: string, output: CheckOutput) {
    this.root = realpathSync(root);
    this.entries = new Map(
      output.articles.map((entry) => [relative(this.root, resolve(this.root, entry.path)).normalize("NFC"), entry]),
    );
    const { articles: _, ...rest } = output;
    this.others = listFindings(rest);
  }

  entry(path: string): CheckedEntry | undefined {
    return this.entries.get(path.normalize("NFC"));
  }
}

function listFindings(value: unknown): CheckedFinding[] {
  if (Array.isArray(value)) return value.flatMap(listFindings);
  if (typeof value !== "object" || value === null) return [];
  const own = "message" in value && typeof value.message === "string" ? [value as CheckedFinding] : [];
  return [...own, ...Object.values(value).flatMap(listFindings)];
}

export function listTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(listTexts);
}

export function isRefused(entry: CheckedEntry | undefined): boolean {
  return entry?.article === undefined || entry.findings.some(({ severity }) => severity === "error");
}

/** Whether readers would see it at `now`, had it been published. */
export function isPublic(entry: CheckedEntry | undefined, now: number): boolean {
  const article = entry?.article;
  if (article === undefined || isRefused(entry) || article.draft === true) return false;
  const releasedAt = Math.max(article.publishedAt, article.heldUntil ?? 0);
  return releasedAt <= now && (article.expiresAt === undefined || article.expiresAt > now);
}
