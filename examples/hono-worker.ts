import { feeds } from "edgewire/hono";
import { Hono } from "hono";
import { loadFeed, readRevision } from "./posts.ts";

// Cloudflare Workers, or any runtime that Hono has: /rss.xml, /atom.xml and /feed.json beside the app's own routes.

const app = new Hono();
app.use(feeds({ load: loadFeed, revision: readRevision }));
app.get("/", (c) => c.text("Harbour news"));

export default app;
