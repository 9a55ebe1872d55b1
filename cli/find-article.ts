import { UsageError } from "../src/lib/usage-error.ts";
import { type ApiAnswer, describeProblem } from "./api/answers.ts";
import { type ApiClient, type ManifestLine, nameOf } from "./api-client.ts";
import { print, printable } from "./output.ts";

/** The stored article with this key or slug. Throws a UsageError that shows how `command` is called where there is no single operand. */
export async function findArticle(
  client: ApiClient,
  [name, ...rest]: readonly string[],
  command: string,
): Promise<ManifestLine> {
  if (name === undefined || rest.length > 0) throw new UsageError(`wanted one article: edgewire ${command} KEY|SLUG`);
  const articles = await client.listArticles();
  const found = articles.get(nameOf(name)) ?? [...articles.values()].find(({ slug }) => slug === name);
  if (found === undefined) throw new UsageError(`The publication has no article with the key or slug "${name}"`);
  return found;
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
