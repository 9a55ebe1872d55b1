import { fail, type Result } from "../../lib/result.ts";
import type { PublishWork } from "../compose-article.ts";
import { fetchPage } from "../fetch-page.ts";
import type { SourceClient } from "../fetch-source.ts";
import type { PageText } from "./read-page.ts";

/** The text of an entry as the page that it links to has it. Fails with the reason why the feed's text stays. */
export async function findFullText({ entry }: PublishWork, client: SourceClient): Promise<Result<PageText, string>> {
  const address = entry.link;
  if (address === undefined) return fail("it links to no page");
  const fetched = await fetchPage(address, client);
  if (fetched.kind === "failed") return fail(`its page cannot be had: ${fetched.problem}`);
  if (fetched.kind !== "document") return fail("its page is gone");
  // Few publications ask for pages: the others do not load Readability and its parser.
  const { readPage } = await import("./read-page.ts");
  return readPage(fetched, entry);
}
