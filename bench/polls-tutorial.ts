import type { Feed } from "feed";
import { Hono } from "hono";
import { etag } from "hono/etag";
import type { FeedItem } from "../src/feed/feed-item.ts";
import { head } from "./corpus.ts";
import { buildFeed } from "./peers.ts";

const formats = [
  { fileName: "rss.xml", type: "application/rss+xml", write: (feed: Feed) => feed.rss2() },
  { fileName: "atom.xml", type: "application/atom+xml", write: (feed: Feed) => feed.atom1() },
  { fileName: "feed.json", type: "application/feed+json", write: (feed: Feed) => feed.json1() },
];

/** The worker that a search for "rss cloudflare worker" leads to: Hono and the `feed` package, rendered at each request. */
export function createTutorial(items: readonly FeedItem[]): Hono {
  const app = new Hono();
  app.use("/etag/*", etag());
  for (const { fileName, type, write } of formats) {
    app.on("GET", [`/${fileName}`, `/etag/${fileName}`], (c) => {
      return c.body(write(buildFeed(head, items)), 200, { "Content-Type": `${type}; charset=utf-8` });
    });
  }
  return app;
}
