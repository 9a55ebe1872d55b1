import { readFeedName } from "../../feed/feed-names.ts";
import type { AskOrigin } from "./ask-origin.ts";
import type { GateMemory } from "./gate-memory.ts";

/** A path below a feed's, percent-encoded: `/tags/sea/rss.xml`. */
const BELOW_FEED = /^\/([a-z]+\/[^/]+)\/([^/]*)$/;

/** Where a path of a feed leads now: an old address leads there in one step, although the feed has moved since. */
export async function followMove(path: string, { heads }: GateMemory, ask: AskOrigin): Promise<string> {
  const [, parts = "", fileName = ""] = BELOW_FEED.exec(path) ?? [];
  const name = readFeedName(decode(parts).split("/"));
  const head = name === undefined || name === "main" ? undefined : await heads.find({ kind: "feed", name }, 0, ask);
  return head?.status === "moved" ? head.location + fileName : path;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
