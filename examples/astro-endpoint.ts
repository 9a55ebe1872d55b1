import { serveFeed } from "edgewire/hono";
import { loadFeed, readRevision } from "./posts.ts";

// Astro: src/pages/rss.xml.ts, with `export const prerender = false`.

const options = { load: loadFeed, revision: readRevision, format: "rss" } as const;

export const GET = ({ request }: { request: Request }) => serveFeed(request, options);
