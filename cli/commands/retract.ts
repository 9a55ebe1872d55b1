import { UsageError } from "../../src/lib/usage-error.ts";
import { type ApiAnswer, createApiClient, describeProblem } from "../api-client.ts";
import type { Options } from "../edgewire.ts";
import { findToken } from "../token.ts";

/** Takes an article back: `edgewire retract KEY|SLUG --reason "…"`. */
export async function retract(options: Options, operands: readonly string[]): Promise<number> {
  const { client, key } = await findArticle(options, operands, "retract");
  return report(await client.retractArticle(key, options.reason ?? ""), `retracted ${key}`);
}

/** Brings it back: `edgewire restore KEY|SLUG`. */
export async function restore(options: Options, operands: readonly string[]): Promise<number> {
  const { client, key } = await findArticle(options, operands, "restore");
  return report(await client.restoreArticle(key), `restored ${key}`);
}

async function findArticle(options: Options, [name, ...rest]: readonly string[], command: string) {
  if (name === undefined || rest.length > 0) throw new UsageError(`wanted one article: edgewire ${command} KEY|SLUG`);
  const client = createApiClient(options.to, options.token ?? findToken());
  const articles = await client.listArticles();
  const found = articles.get(name) ?? [...articles.values()].find(({ slug }) => slug === name);
  if (found === undefined) throw new UsageError(`${options.to} has no article with the key or slug "${name}"`);
  return { client, key: found.key };
}

function report(answer: ApiAnswer, done: string): number {
  if (answer.status >= 400) throw new UsageError(describeProblem(answer));
  console.log(done);
  return 0;
}
