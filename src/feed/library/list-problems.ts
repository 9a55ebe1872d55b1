import { extras } from "./extras.ts";
import { readFeed } from "./read-feed.ts";
import type { FeedSource, Problem } from "./types.ts";

/** The values that documents of this feed do not show as they were given. */
export function listProblems(feed: FeedSource): readonly Problem[] {
  const problems: Problem[] = [];
  readFeed(feed, extras, problems);
  return problems;
}
