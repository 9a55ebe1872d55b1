import type { NewsHeadSnapshot, OutsideSnapshot, PartHeadSnapshot } from "../../feed/lists/list-reader.ts";
import { NEWS_PERIOD_MS } from "../../feed/lists/news-sitemap.ts";
import { countParts } from "../../feed/lists/sitemap-parts.ts";
import type { FeedSnapshot, Site } from "../../feed/publishing/publication-store.ts";
import { sha256Hex } from "../../lib/digest.ts";
import type { Head } from "../head.ts";
import type { createHeadReader } from "../origin/read-head.ts";
import type { PartnerResource } from "./list-resource.ts";

export type HeadReader = ReturnType<typeof createHeadReader>;

/** The sitemap lists the main feed's articles and those that are in no feed, and moves with the catalogue. */
export async function headOfSitemap({ site, head, outside }: OutsideSnapshot, heads: HeadReader): Promise<Head> {
  const main = await heads.ofFeed({ site, head });
  if (main.status !== "live" || head === undefined) return main;
  const dueTimes = [head.nextDueAt, outside?.nextDueAt].filter((at) => at !== undefined);
  return heads.live(site, {
    ...site.catalogue,
    nextDueAt: dueTimes.length === 0 ? undefined : Math.min(...dueTimes),
  });
}

/** Beside the parts of a large sitemap. */
export async function headOfOutside({ site, head, outside }: OutsideSnapshot, heads: HeadReader): Promise<Head> {
  if (head === undefined || outside === undefined || countParts(head.lastPosition) === 1) return { status: "missing" };
  return heads.live(site, { ...site.catalogue, nextDueAt: outside.nextDueAt });
}

/** A part's head moves when one of its articles does; what is due anywhere only makes it be looked at again. */
export async function headOfPart({ site, head, part }: PartHeadSnapshot, heads: HeadReader): Promise<Head> {
  if (site.profile === undefined || head === undefined || part === undefined) return { status: "missing" };
  if (countParts(head.lastPosition) === 1) return { status: "missing" };
  return heads.live(site, { ...part, nextDueAt: head.nextDueAt, departedRevision: part.revision });
}

/**
 * An article that grows too old changes the list without any revision: then the head falls due, has that moment as its change,
 * and another epoch, since the oldest article that is left decides the bytes.
 */
export async function headOfNews(snapshot: NewsHeadSnapshot, heads: HeadReader): Promise<Head> {
  const { site, head, oldestAt, lastLeftAt } = snapshot;
  const main = await heads.ofFeed({ site, head });
  if (main.status !== "live" || head === undefined) return main;
  const leavesAt = oldestAt === undefined ? [] : [oldestAt + NEWS_PERIOD_MS];
  const dueTimes = [...leavesAt, ...(head.nextDueAt === undefined ? [] : [head.nextDueAt])];
  const live = await heads.live(site, {
    ...site.catalogue,
    changedAt: Math.max(site.catalogue.changedAt, (lastLeftAt ?? Number.NEGATIVE_INFINITY) + NEWS_PERIOD_MS),
    nextDueAt: dueTimes.length === 0 ? undefined : Math.min(...dueTimes),
  });
  return { ...live, epoch: (await sha256Hex(`${live.epoch} ${oldestAt}`)).slice(0, 12) };
}

/** A feed's head, for the partner that site.yaml names; with a digest of the token that its address must have. */
export async function headOfPartner(
  snapshot: Pick<FeedSnapshot, "site" | "head">,
  { feed, partner }: PartnerResource,
  heads: HeadReader,
): Promise<Head> {
  const rule = snapshot.site.profile?.partners?.find((one) => one.feed === feed && one.partner === partner);
  const head = rule === undefined ? undefined : await heads.ofFeed(snapshot);
  if (rule === undefined || head?.status !== "live") return { status: "missing" };
  return rule.token === undefined ? head : { ...head, access: await sha256Hex(rule.token) };
}

/** The licence for machines is in the profile alone. */
export async function headOfLicence({ site }: { readonly site: Site }, heads: HeadReader): Promise<Head> {
  if (site.profile?.machineLicence === undefined) return { status: "missing" };
  return heads.live(site, { revision: 1, changedAt: site.changedAt, nextDueAt: undefined, departedRevision: 0 });
}

export async function headOfKey({ site }: { readonly site: Site }, heads: HeadReader, key: string): Promise<Head> {
  if (site.profile?.indexNow?.key !== key) return { status: "missing" };
  return heads.live(site, { revision: 1, changedAt: site.changedAt, nextDueAt: undefined, departedRevision: 0 });
}
