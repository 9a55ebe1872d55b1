import { type Result, succeed } from "../../lib/result.ts";
import { chooseMedia } from "./media/choose-media.ts";
import type { ArticleSnapshot } from "./publication-store.ts";
import { composeChange, type PublishProblem, readSubmission } from "./publish-article.ts";
import type { PublishingPorts } from "./publishing-ports.ts";
import type { Submission } from "./submission.ts";

/** An article as its page would show it. */
export type Preview = Extract<ArticleSnapshot, { found: "article" }>;

/** Reads an article as a publish does, and stores nothing: neither the text nor its pictures. */
export async function previewArticle(
  submission: Submission,
  ports: PublishingPorts,
): Promise<Result<Preview, PublishProblem>> {
  const { stored, site } = await ports.store.findStoredWithSite(submission.key);
  // A preview brings its images along, and the proxy that shows it has those and no sizes.
  const media = chooseMedia(submission, stored, new Map());
  const links = submission.links ?? stored?.links ?? new Map<string, string>();
  const context = { media, links, place: "free", idNumber: 1, stored, site } as const;
  const read = await readSubmission(submission, context, ports);
  if (!read.ok) return read;
  const { findings: _, ...understood } = read.value;
  const source = new TextDecoder().decode(submission.body);
  const { minor } = submission;
  const parts = { ...understood, stored, contentHash: "", source, editionAt: ports.now, minor };
  const change = composeChange(parts, ports.now);
  // The address that a draft will have, though it holds none yet.
  const record = { ...change.record, slug: read.value.article.slug };
  // A draft may have no date yet.
  const dated = record.publishedAt > 0 ? record : { ...record, publishedAt: ports.now, updatedAt: ports.now };
  const surroundings = { older: undefined, newer: undefined, related: [] };
  return succeed({ found: "article", site, record: dated, feeds: change.feeds, surroundings });
}
