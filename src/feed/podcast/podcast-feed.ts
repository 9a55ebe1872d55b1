import type { PodcastRule } from "../../article/profile/podcast/podcast-rule.ts";
import type { NamedFeedRule } from "../../article/profile/site-profile.ts";

/** A named feed that is a podcast. */
export interface PodcastFeed extends NamedFeedRule {
  readonly podcast: PodcastRule;
}

export function isPodcast(rule: NamedFeedRule | undefined): rule is PodcastFeed {
  return rule?.podcast !== undefined;
}
