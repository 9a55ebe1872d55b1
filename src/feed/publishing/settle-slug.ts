import { listSlugCandidates, reportTakenSlug } from "../../article/free-slug.ts";
import type { PublicationStore } from "./publication-store.ts";
import type { ReadingWithMedia } from "./read-with-media.ts";

export interface SettlingContext {
  readonly key: string;
  readonly existingSlug: string | undefined;
  readonly timeZone: string;
  /** Reads the article again, with another slug than its file asks for. */
  readonly readAs: (assignedSlug: string) => Promise<ReadingWithMedia>;
  readonly store: Pick<PublicationStore, "findAddressHolders">;
}

const MAX_CANDIDATES = 100;

/**
 * Gives an article a slug of its own where another article has it, now or as a former address: with the year, then with a number. A
 * finding names the holder.
 */
export async function settleSlug(reading: ReadingWithMedia, context: SettlingContext): Promise<ReadingWithMedia> {
  const { article } = reading;
  const { key, existingSlug, timeZone, store } = context;
  if (article === undefined || article.slug === existingSlug) return reading;
  const candidates = [...listSlugCandidates(article.slug, article.publishedAt, timeZone)].slice(0, MAX_CANDIDATES);
  const holders = await store.findAddressHolders(candidates, key);
  const slug = candidates.find((candidate) => holders.get(candidate)?.yields !== false);
  if (slug === undefined || slug === article.slug) return reading;
  const settled = await context.readAs(slug);
  const finding = reportTakenSlug(article.slug, holders.get(article.slug)?.key ?? "another article", slug);
  return { ...settled, findings: [...settled.findings, finding] };
}
