import { articlePath } from "../../article/article-path.ts";
import type { PageLink, SiteProfile } from "../../article/profile/site-profile.ts";
import { sha256Hex } from "../../lib/digest.ts";
import type { PublicationStore, StandingPage } from "./publication-store.ts";
import type { PublishingPorts } from "./publishing-ports.ts";

const ATTEMPTS = 4;

/**
 * Brings the navigation of the stored profile to the standing pages that readers may see. The profile is part of the epoch, so that no
 * tag stands for a page with one navigation and with another. Returns the revision, or 0 where nothing has changed.
 */
export async function settleNavigation({ store, now }: Pick<PublishingPorts, "store" | "now">): Promise<number> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const site = await store.readSite();
    if (site.profile === undefined) return 0;
    const profile = await addPages(site.profile, store);
    const text = JSON.stringify(profile);
    if (text === JSON.stringify(site.profile)) return 0;
    const change = { profile, profileHash: await sha256Hex(text), formerHash: site.profileHash, now };
    const saved = await store.saveNavigation(change);
    if (saved.ok) return saved.value.revision;
  }
  // Other writers came first each time: the cron does it within a minute.
  return 0;
}

/** The profile with the pages that are published at this moment. */
export async function addPages(
  { pages: _, ...profile }: SiteProfile,
  store: Pick<PublicationStore, "listStandingPages">,
): Promise<SiteProfile> {
  const pages = listPageLinks(await store.listStandingPages());
  return pages.length === 0 ? profile : { ...profile, pages };
}

/** By number, then by title; equal everywhere, since code points are compared. */
function listPageLinks(pages: readonly StandingPage[]): PageLink[] {
  return pages
    .filter(({ facets }) => facets.place?.isHidden !== true)
    .toSorted((a, b) => orderOf(a) - orderOf(b) || compare(a.title, b.title) || compare(a.slug, b.slug))
    .map(({ title, slug, language }) => ({ title, url: articlePath(slug), language }));
}

/** Finite: the difference of two infinities is no number. */
function orderOf({ facets }: StandingPage): number {
  return facets.place?.order ?? Number.MAX_VALUE;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
