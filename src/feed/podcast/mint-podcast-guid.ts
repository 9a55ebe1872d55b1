import { createUuidV5 } from "../../article/uuid-v5.ts";

/** Podcast namespace, `guid`: the name space of podcasts. */
const PODCASTS = "ead4c236-bf58-58c6-a2c6-a6b28d128cb6";

/** UUIDv5 of a podcast's feed address without its scheme and the slashes at its end. Set once: it stays when the podcast moves. */
export function mintPodcastGuid(feedAddress: string): Promise<string> {
  return createUuidV5(PODCASTS, feedAddress.replace(/^[a-z][a-z\d+.-]*:\/\//i, "").replace(/\/+$/, ""));
}
