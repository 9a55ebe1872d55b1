import { isPublic } from "../../article/authority.ts";
import type { NamedFeedRule, SiteProfile } from "../../article/profile/site-profile.ts";
import { feedAddress } from "../build-feed.ts";
import type { FeedName } from "../feed-names.ts";
import { formats } from "../formats.ts";
import type { GuidStore } from "./guid-store.ts";
import { mintPodcastGuid } from "./mint-podcast-guid.ts";

/** The profile with the guid of each podcast, so that no poll has to look one up. */
export async function settlePodcastGuids(
  profile: SiteProfile,
  store: GuidStore,
  publicUrl: string,
): Promise<SiteProfile> {
  const rules = profile.feeds.filter(({ podcast }) => podcast !== undefined);
  if (rules.length === 0) return profile;
  const minted = new Map<string, string>();
  for (const { name } of rules) {
    minted.set(name, await mintPodcastGuid(feedAddress(publicUrl, `feeds/${name}`, formats.rss)));
  }
  const isKept = isPublic(publicUrl);
  const settled = await store.settlePodcastGuids(
    rules.map(({ name, formerly = [], podcast }) => ({
      feed: `feeds/${name}`,
      former: formerly.map((former): FeedName => `feeds/${former}`),
      given: podcast?.guid ?? null,
      minted: isKept ? (minted.get(name) ?? null) : null,
    })),
  );
  return { ...profile, feeds: profile.feeds.map((rule) => withGuid(rule, settled, minted)) };
}

function withGuid(
  rule: NamedFeedRule,
  settled: ReadonlyMap<FeedName, string>,
  minted: ReadonlyMap<string, string>,
): NamedFeedRule {
  const { podcast, name } = rule;
  if (podcast === undefined) return rule;
  return { ...rule, podcast: { ...podcast, guid: settled.get(`feeds/${name}`) ?? minted.get(name) } };
}
