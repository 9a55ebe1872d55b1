import type { Context } from "hono";
import { addressOf } from "../feed/build-feed.ts";
import { type FeedName, feedPath, readFeedName } from "../feed/feed-names.ts";
import type { FeedHeadRow } from "../feed/publishing/publication-store.ts";
import { answerProblem } from "./problems.ts";
import type { PublishingEnv } from "./publishing-inputs.ts";
import { REVISION_HEADER } from "./worker-headers.ts";

type FeedsContext = Context<PublishingEnv>;

/** Every feed that readers may know of, also those that are empty, have moved or were ended. */
export async function listFeeds(c: FeedsContext): Promise<Response> {
  const { ports, publicUrl } = c.var.publishing;
  const feeds = (await ports.store.listFeeds()).map((head) => describe(head, publicUrl));
  return Response.json({ feeds }, { headers: { "Cache-Control": "no-store" } });
}

function describe({ name, title, count, declared, retired, successor }: FeedHeadRow, publicUrl: string) {
  const isEnded = retired && count === 0 && !declared;
  const state = isEnded ? "retired" : successor === undefined ? "live" : "moved";
  return { name, title, url: addressOf(publicUrl, feedPath(name)), articles: count, declared, state, successor };
}

/** A feed and the keys of its published articles. */
export async function getFeed(c: FeedsContext): Promise<Response> {
  const { ports, publicUrl } = c.var.publishing;
  const written = c.req.param("name") ?? "";
  const name = readFeedName(written.split("/"));
  const known = name === undefined ? undefined : await findKnown(name, ports.store.listFeeds);
  if (known === undefined) return answerProblem({ reason: "feed-not-found", name: written });
  const keys = await ports.store.listFeedKeys(known.name);
  return Response.json({ ...describe(known, publicUrl), keys }, { headers: { "Cache-Control": "no-store" } });
}

/** Ends a feed for its readers: `DELETE /api/feeds/categories/russia`. Repeated, it answers the same. */
export async function deleteFeed(c: FeedsContext): Promise<Response> {
  const { store, now } = c.var.publishing.ports;
  const written = c.req.param("name") ?? "";
  const name = readFeedName(written.split("/"));
  const known = name === undefined ? undefined : await findKnown(name, store.listFeeds);
  if (name === undefined || known === undefined) return answerProblem({ reason: "feed-not-found", name: written });
  if (!(await store.retireFeed(name, now))) {
    return answerProblem({ reason: "feed-in-use", name, articles: known.count, isDeclared: known.declared });
  }
  // Readers see it at once; the log does not grow by it.
  return Response.json(
    { name, state: "retired" },
    { headers: { [REVISION_HEADER]: "0", "Cache-Control": "no-store" } },
  );
}

async function findKnown(
  name: FeedName,
  list: () => Promise<readonly FeedHeadRow[]>,
): Promise<FeedHeadRow | undefined> {
  return (await list()).find((head) => head.name === name);
}
