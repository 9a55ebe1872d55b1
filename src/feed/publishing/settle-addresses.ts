import type { Article } from "../../article/article.ts";
import { listSlugCandidates, reportTakenSlug } from "../../article/free-slug.ts";
import type { Finding } from "../../lib/finding.ts";
import type { AddressHolder, PublicationStore } from "./publication-store.ts";
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
 * Gives an article addresses that are its own: a slug that another article has, now or as a former address, gets the year, then
 * a number; a former address of another article is left to it. Findings name the holders. Costs one read of the store,
 * and another one where the slug is taken.
 */
export async function settleAddresses(reading: ReadingWithMedia, context: SettlingContext): Promise<ReadingWithMedia> {
  const { article } = reading;
  if (article === undefined) return reading;
  const { key, existingSlug, store } = context;
  const isNew = article.slug !== existingSlug;
  const former = article.formerSlug === undefined ? [] : [article.formerSlug];
  const addresses = [...(isNew ? [article.slug] : []), ...article.aliases, ...former];
  if (addresses.length === 0) return reading;
  const holders = await store.findAddressHolders(addresses, key);
  const wanted = isNew ? holders.get(article.slug) : undefined;
  const slug = wanted?.yields === false ? await findFreeSlug(article, context) : article.slug;
  const settled = slug === article.slug ? reading : await context.readAs(slug);
  const findings = slug === article.slug ? [] : [reportTakenSlug(article.slug, wanted?.key ?? "another article", slug)];
  return leaveAliases({ ...settled, findings: [...settled.findings, ...findings] }, holders);
}

async function findFreeSlug(
  { slug, publishedAt }: Article,
  { key, timeZone, store }: SettlingContext,
): Promise<string> {
  const candidates = [...listSlugCandidates(slug, publishedAt, timeZone)].slice(1, MAX_CANDIDATES);
  const holders = await store.findAddressHolders(candidates, key);
  return candidates.find((candidate) => holders.get(candidate)?.yields !== false) ?? slug;
}

function leaveAliases(reading: ReadingWithMedia, holders: ReadonlyMap<string, AddressHolder>): ReadingWithMedia {
  const { article, findings } = reading;
  if (article === undefined) return reading;
  const isTaken = (alias: string) => holders.get(alias)?.yields === false;
  const former = article.formerSlug;
  const kept: Article = {
    ...article,
    aliases: article.aliases.filter((alias) => !isTaken(alias)),
    formerSlug: former === undefined || holders.has(former) ? undefined : former,
  };
  const lost = article.aliases.filter(isTaken).map((alias) => reportTakenAlias(alias, holders.get(alias)?.key ?? ""));
  return { ...reading, article: kept, findings: [...findings, ...lost] };
}

function reportTakenAlias(alias: string, holder: string): Finding {
  const message = `The former address "${alias}" belongs to the article "${holder}" and leads there; remove it from one of them`;
  return { severity: "warning", reason: "alias-taken", line: undefined, message };
}
