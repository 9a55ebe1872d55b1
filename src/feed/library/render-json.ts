import { JSON_CLOSING, renderJsonEntry, renderJsonOpening } from "../json-feed.ts";
import { type Extras, readFeed } from "./read-feed.ts";
import type { FeedSource } from "./types.ts";

/** JSON Feed 1.1. Never throws; `listProblems` tells what it leaves out. Without `extras` it knows no extensions. */
export function renderJson(feed: FeedSource, extras?: Extras): string {
  const { head, items } = readFeed(feed, extras);
  let document = renderJsonOpening(head, head.feedLinks.json, extras?.listMembers(head));
  let separator = "";
  for (const item of items) {
    document += separator + renderJsonEntry(item, extras?.listMembers(item));
    separator = ",\n";
  }
  return document + JSON_CLOSING;
}
