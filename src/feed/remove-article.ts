import { fail, type Result, succeed } from "../lib/result.ts";
import type { PublishingPorts, PublishProblem } from "./publish-article.ts";

/** Takes an article out of every output; its page answers 410 from now on. Its id and slug stay its own. */
export async function removeArticle(
  key: string,
  expectedHash: string | undefined,
  { store, now }: PublishingPorts,
): Promise<Result<{ readonly revision: number }, PublishProblem>> {
  const previous = await store.findStored(key);
  if (previous === undefined) return fail({ reason: "not-found", key });
  if (expectedHash !== undefined && expectedHash !== "*" && expectedHash !== previous.contentHash) {
    return fail({ reason: "precondition-failed", current: previous.contentHash });
  }
  const { record } = previous;
  if (record.state === "retracted") return succeed({ revision: record.revision });
  const facets = { authors: [], categories: [], tags: [], corrections: [] };
  const saved = await store.saveArticle({
    record: { ...record, state: "retracted", changedAt: now, updatedAt: now, html: "", text: "", summary: "", facets },
    logKind: "retract",
    contentHash: "",
    source: "",
    feeds: [],
    media: new Map(),
    aliases: [],
    previous,
  });
  return saved.ok ? saved : fail({ reason: "conflict" });
}
