import { ARTICLE_EXTENSIONS } from "../src/article/article-kinds.ts";
import { PAGE_KEYS } from "../src/article/standing-page.ts";
import { UsageError } from "../src/lib/usage-error.ts";
import { findClosest } from "../src/lib/words/find-closest.ts";
import { type ApiAnswer, describeProblem } from "./api/answers.ts";
import { type ApiClient, type ManifestLine, nameOf } from "./api-client.ts";
import { callEdgewire } from "./call-edgewire.ts";
import { print, printable } from "./output.ts";

/** The stored article with this key or slug. Throws a UsageError that shows how `command` is called where there is no single operand. */
export async function findArticle(
  client: ApiClient,
  [name, ...rest]: readonly string[],
  command: string,
): Promise<ManifestLine> {
  if (name === undefined || rest.length > 0)
    throw new UsageError(`wanted one article: ${callEdgewire(`${command} KEY|SLUG`)}`);
  const articles = await client.listArticles();
  const found = findNamed(name, articles);
  if (found !== undefined) return found;
  const slugs = [...articles.values()].flatMap(({ key, slug }) => [key, slug ?? key]);
  const closest = findClosest(name, slugs);
  const advice = closest === undefined ? "" : `; did you mean ${closest}?`;
  throw new UsageError(`The publication has no article with the key or slug "${name}"${advice}`);
}

/** By its key or slug, else by what else people have of it: its file, its address, or a page's name without the slash. */
export function findNamed(name: string, articles: ReadonlyMap<string, ManifestLine>): ManifestLine | undefined {
  const bySlug = (slug: string) => [...articles.values()].find((line) => line.slug === slug);
  const file = nameOf(withoutEnding(name)).replace(/^\.\//, "");
  const path = (URL.parse(name)?.pathname ?? name).replace(/^\/articles\//, "");
  return (
    articles.get(nameOf(name)) ??
    bySlug(name) ??
    articles.get(file) ??
    articles.get(file.replace(/^articles\//, "")) ??
    articles.get(file.replace(/^pages\//, PAGE_KEYS)) ??
    bySlug(path) ??
    bySlug(`/${name}`)
  );
}

/** People write the file's name. */
export function withoutEnding(name: string): string {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const isFile = ARTICLE_EXTENSIONS.includes(ending);
  return isFile ? name.slice(0, -ending.length - 1).replace(/\/index$/i, "") : name;
}

/** Prints one line for a change that was made; a refusal is a UsageError. */
export function reportChange(answer: ApiAnswer, done: string): number {
  if (answer.status >= 400) throw new UsageError(describeProblem(answer));
  print(done);
  return 0;
}

/** Prints what would be done without `--dry-run`. */
export function reportPlan(plan: string): number {
  print(printable(plan));
  return 0;
}
