import { createServer } from "node:http";
import { serveFeed } from "edgewire/hono";
import { loadFeed, readRevision } from "./posts.ts";

// Node without a framework: `node plain-node.ts`, then http://localhost:3000/rss.xml.

const options = { load: loadFeed, revision: readRevision };

export const server = createServer(async (incoming, outgoing) => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? "GET",
    headers,
  });
  const response = (await serveFeed(request, options)) ?? new Response("Not found", { status: 404 });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.bytes());
});

if (import.meta.main) server.listen(3000);
