import { Feed } from "feed";
import { Hono } from "hono";
import { etag } from "hono/etag";
import type { FeedItem } from "../src/feed/feed-item.ts";
import { head } from "./corpus.ts";

/** The worker that a search for "rss cloudflare worker" leads to: Hono and the `feed` package, rendered at each request. */
export function createTutorial(items: readonly FeedItem[]): Hono {
  const app = new Hono();
  app.use("/etag/*", etag());
  for (const path of ["/rss.xml", "/etag/rss.xml"]) {
    app.get(path, (c) => {
      const feed = new Feed(head);
      for (const item of items) feed.addItem(item);
      return c.body(feed.rss2(), 200, { "Content-Type": "application/rss+xml; charset=utf-8" });
    });
  }
  return app;
}
