import { serveFeed } from "edgewire/hono";
import { loadFeed, readRevision } from "./posts.ts";

// Next: app/atom.xml/route.ts, with `export const dynamic = "force-dynamic"`.

const options = { load: loadFeed, revision: readRevision, format: "atom" } as const;

export async function GET(request: Request): Promise<Response> {
  return serveFeed(request, options);
}
