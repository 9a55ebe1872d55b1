import { findLeaving } from "../article/profile/find-leaving.ts";
import type { FeedHeadRow, Site } from "../feed/publishing/publication-store.ts";
import type { Topic } from "./push-store.ts";
import { topicAddress } from "./topics.ts";

interface FoundHead {
  readonly site: Pick<Site, "profile">;
  readonly head: FeedHeadRow | undefined;
}

/** Where a topic is now that has moved, here or to another publication. */
export function findSuccessor(
  { feed, format }: Topic,
  { site, head }: FoundHead,
  publicUrl: string,
  now: number,
): string | undefined {
  const leaving = feed === "main" ? findLeaving(site.profile?.leaving, publicUrl, now) : undefined;
  if (leaving !== undefined) return leaving.to[format];
  return head?.successor && topicAddress({ feed: head.successor, format }, publicUrl);
}
