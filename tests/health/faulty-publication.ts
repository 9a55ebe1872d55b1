import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { onTestFinished } from "vitest";

// A publication with nothing wrong, of which a test spoils one thing.

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | Uint8Array;
}

/** What becomes of the answer to a request. */
export type Spoil = (answer: Answer, request: IncomingMessage, path: string) => Answer;

export interface Publication {
  readonly url: string;
  readonly paths: readonly string[];
}

const IMAGE = Buffer.from("not looked at, but its length is");
const TAG = '"one"';
const CHANGED = "Mon, 23 Nov 2026 10:00:00 GMT";

const TYPES: Readonly<Record<string, string>> = {
  "/": "text/html; charset=utf-8",
  "/rss.xml": "application/rss+xml; charset=utf-8",
  "/atom.xml": "application/atom+xml; charset=utf-8",
  "/feed.json": "application/feed+json",
  "/image.png": "image/png",
  "/hub": "text/plain",
};

const PAGE = `<!doctype html><html><head><title>P</title>
<link rel="alternate" type="application/rss+xml" href="/rss.xml">
<link rel=alternate type=application/atom+xml href=atom.xml>
<link type="application/feed+json" href="/feed.json" rel="alternate"></head><body><p>Hello</p></body></html>`;

const TEXT = "It sailed again, and nobody minded. ".repeat(60);

function writeDocument(path: string, url: string): string | Uint8Array {
  switch (path) {
    case "/":
      return PAGE;
    case "/rss.xml":
      return `<?xml version="1.0" encoding="utf-8"?>
<!-- as many write it --><rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Ships &amp; more</title><link>${url}/</link><description>All</description><lastBuildDate>${CHANGED}</lastBuildDate>
<a:link rel="self" href="${url}/rss.xml"/><a:link rel="hub" href="${url}/hub"/>
${[1, 2]
  .map(
    (
      number,
    ) => `<item><title>Ship ${number}</title><link>${url}/${number}</link><guid isPermaLink='false'>ship-${number}</guid>
<pubDate>Sun, 22 Nov 2026 1${number}:00:00 +0200</pubDate><description><![CDATA[<p>${TEXT}</p><img src="/image.png">]]></description>
<enclosure url="${url}/image.png" type="image/png" length="${IMAGE.length}"/></item>`,
  )
  .join("\n")}
</channel></rss>`;
    case "/atom.xml":
      return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:feed</id><title>Ships</title><updated>2026-11-23T10:00:00Z</updated>
<author><name>Mara</name></author><link rel="self" href="${url}/atom.xml"/>
${[1, 2]
  .map(
    (number) => `<entry><id>urn:x:${number}</id><title>Ship ${number}</title><link href="${url}/${number}"/>
<published>2026-11-22T1${number}:00:00+02:00</published><updated>2026-11-22T1${number}:00:00.5Z</updated>
<content type="html">&lt;p&gt;${TEXT}&lt;/p&gt;</content></entry>`,
  )
  .join("\n")}
</feed>`;
    case "/feed.json":
      return JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "Ships",
        feed_url: `${url}/feed.json`,
        items: [1, 2].map((number) => ({
          id: `ship-${number}`,
          title: `Ship ${number}`,
          content_html: `<p>${TEXT}</p>`,
          date_published: `2026-11-22T1${number}:00:00Z`,
          attachments: [{ url: `${url}/image.png`, mime_type: "image/png", size_in_bytes: IMAGE.length }],
        })),
      });
    case "/image.png":
      return IMAGE;
    default:
      return "what a hub says to a GET";
  }
}

function answerWell(path: string, url: string, { headers }: IncomingMessage): Answer {
  if (!Object.hasOwn(TYPES, path)) return { status: 404, headers: {}, body: "not here" };
  if (path === "/hub") return { status: 405, headers: { allow: "POST" }, body: writeDocument(path, url) };
  const common = {
    etag: TAG,
    "cache-control": "public, max-age=900",
    vary: "Accept-Encoding",
    "last-modified": CHANGED,
  };
  const isKnown = headers["if-none-match"] === TAG || headers["if-modified-since"] === CHANGED;
  if (isKnown) return { status: 304, headers: common, body: "" };
  return { status: 200, headers: { ...common, "content-type": TYPES[path] }, body: writeDocument(path, url) };
}

/** Serves it on a port of its own until the test ends. */
export async function servePublication(spoil: Spoil = (answer) => answer): Promise<Publication> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    paths.push(`${request.method} ${path}`);
    const { port } = server.address() as AddressInfo;
    send(request, response, spoil(answerWell(path, `http://127.0.0.1:${port}`, request), request, path));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  const isText = !headers["content-type"]?.startsWith("image/");
  const isPacked =
    status === 200 &&
    isText &&
    headers["content-encoding"] !== "none" &&
    /gzip/.test(String(request.headers["accept-encoding"]));
  const bytes = isPacked ? gzipSync(body) : Buffer.from(body);
  const all = { ...headers, "content-encoding": isPacked ? "gzip" : undefined, "content-length": String(bytes.length) };
  const kept = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  response.writeHead(
    status,
    Object.fromEntries(status === 304 ? kept.filter(([name]) => name !== "content-length") : kept),
  );
  response.end(request.method === "HEAD" || status === 304 ? undefined : bytes);
}
