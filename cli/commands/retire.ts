import { UsageError } from "../../src/lib/usage-error.ts";
import { findClosest } from "../../src/lib/words/find-closest.ts";
import type { ApiClient, FeedLine } from "../api-client.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { counted } from "../counted.ts";
import { reportChange, reportPlan } from "../find-article.ts";
import { CLIENT, DRY_RUN } from "../options.ts";
import { print, printable } from "../output.ts";

export const retire = defineCommand({
  summary:
    "End an empty feed for its readers: it answers 410, and its title is forgotten; without FEED, list the empty ones",
  operands: "[FEED]",
  options: { ...CLIENT, "dry-run": DRY_RUN },
  run: async ({ to, token, "dry-run": dryRun }, [name, ...rest]) => {
    if (rest.length > 0) throw new UsageError(`wanted one feed: ${callEdgewire("retire categories/russia")}`);
    const client = connect({ to, token });
    const feeds = await listKnown(client);
    if (name === undefined) return listEmpty(feeds);
    const feed = findFeed(name, feeds);
    if (dryRun) return reportPlan(`would retire ${feed.name} (${counted(feed.articles, "article")})`);
    return reportChange(await client.retireFeed(feed.name), printable(`retired ${feed.name}: it answers 410`));
  },
});

async function listKnown(client: ApiClient): Promise<readonly FeedLine[]> {
  const feeds = await client.listFeeds();
  if (feeds === undefined)
    throw new UsageError("The publication does not list its feeds; deploy this version of it first");
  return feeds;
}

/** By its name, or by the address of its page or of one of its documents. */
function findFeed(written: string, feeds: readonly FeedLine[]): FeedLine {
  const name = written.replace(/\/(?:(?:rss|atom)\.xml|feed\.json)?$/, "");
  const found = feeds.find((feed) => feed.name === name || feed.url === `${name}/`);
  if (found !== undefined) return found;
  const closest = findClosest(
    name,
    feeds.map((feed) => feed.name),
  );
  const advice =
    closest === undefined ? `${callEdgewire("retire")} lists those without an article` : `did you mean ${closest}?`;
  throw new UsageError(`The publication has no feed "${written}"; ${advice}`);
}

function listEmpty(feeds: readonly FeedLine[]): number {
  const empty = feeds.filter(({ articles, declared, state }) => articles === 0 && !declared && state !== "retired");
  if (empty.length === 0) print("Every feed has an article, or is named by site.yaml");
  for (const { name, title, state, successor } of empty) {
    print(printable(state === "moved" ? `${name}  moved to ${successor}` : `${name}  ${title}`));
  }
  return 0;
}
