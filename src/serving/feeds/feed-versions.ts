import type { FeedSource } from "../../feed/library/types.ts";

/** The entries of recent versions of a feed, so that a client that has one of them can get what is new since (RFC 3229). */
export interface FeedVersions {
  note(tag: string, feed: FeedSource): void;
  /** The feed with the new and changed items alone; undefined if none of the tags is known, or an item left other than by age. */
  sinceAny(tags: readonly string[], feed: FeedSource): FeedSource | undefined;
}

const MAX_VERSIONS = 16;

/** Items by their permanent ids, as text that changes when they do; in their order. */
type Fingerprints = ReadonlyMap<string, string>;

export function createFeedVersions(): FeedVersions {
  const versions = new Map<string, Fingerprints>();
  return {
    note(tag, feed) {
      if (versions.has(tag)) return;
      versions.set(tag, fingerprint(feed));
      if (versions.size > MAX_VERSIONS) versions.delete(versions.keys().next().value ?? "");
    },
    sinceAny(tags, feed) {
      const tag = tags.find((one) => versions.has(one));
      const held = tag === undefined ? undefined : versions.get(tag);
      if (held === undefined) return undefined;
      const current = fingerprint(feed);
      if (!leftByAge([...held.keys()], current)) return undefined;
      const items = feed.items.filter((item) => held.get(idOf(item)) !== current.get(idOf(item)));
      return { ...feed, options: feed.options, items };
    },
  };
}

function fingerprint({ items }: FeedSource): Fingerprints {
  return new Map(items.map((item) => [idOf(item), JSON.stringify(item)]));
}

function idOf({ id, guid, link }: FeedSource["items"][number]): string {
  return id ?? guid ?? link;
}

/** Whether the items that are gone were the last ones. */
function leftByAge(held: readonly string[], current: Fingerprints): boolean {
  const kept = held.findLastIndex((id) => current.has(id));
  return held.slice(0, kept + 1).every((id) => current.has(id));
}
