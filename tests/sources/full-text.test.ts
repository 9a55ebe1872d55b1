import { beforeEach, describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedSources, type SimulatedSources, type Site } from "../support/simulated-sources.ts";

let edge: SimulatedEdge;
let sources: SimulatedSources;
let sites: Map<string, Site>;

const LEAD = "The weir above the old mill was opened on Monday, for the first time since the flood of 1998.";
const PARAGRAPHS = Array.from(
  { length: 6 },
  (_, number) =>
    `<p>Paragraph ${number} tells of the river, its keepers, and the boats that pass the mill on their way to the sea, as they did before the flood took the lock away.</p>`,
);
const STORY = `<p>${LEAD}</p>${PARAGRAPHS.join("")}<p>The last sentence of the story.</p>`;
const HEAD = "<meta charset=utf-8><title>The weir – The Valley Post</title>";
const page = (body: string, head = "") =>
  `<!doctype html><html lang=en><head>${HEAD}${head}</head><body>${body}</body></html>`;
const html = (text: BodyInit, headers: Record<string, string> = {}) =>
  new Response(text, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });

const feed = (items: readonly string[]) =>
  new Response(
    `<rss version="2.0"><channel><title>The Valley Post</title><link>https://post.example/</link>${items.join("")}</channel></rss>`,
  );
const item = (number: number, description = LEAD, more = "") =>
  `<item><title>The weir</title><guid isPermaLink="false">weir-${number}</guid><link>https://post.example/weir-${number}</link><pubDate>${new Date(Date.UTC(2026, 10, number)).toUTCString()}</pubDate><description>${description}</description>${more}</item>`;

beforeEach(() => {
  edge = createSimulatedEdge();
  sites = new Map();
  sources = createSimulatedSources(edge, sites);
});

async function follow(answerPage: Site, items = [item(1)]): Promise<string> {
  sites.set("post.example", (request) => (request.url.endsWith("/feed") ? feed(items) : answerPage(request)));
  await edge.putSite(
    0,
    "title: The Wire\ndomain: wire.example\nsources:\n  - { name: post, from: https://post.example/feed, content: page }\n",
  );
  await sources.run();
  return edge.store.query<{ html: string }>("SELECT html FROM articles ORDER BY published_at DESC")[0]?.html ?? "";
}

const remarks = async () => (await sources.store.listReports())[0]?.withoutPage.map(({ problem }) => problem);

const WORDPRESS =
  page(`<div id="page" class="site"><header class="site-header"><p class="site-title">The Valley Post</p></header>
  <main><article class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">The weir</h1></header>
  <div class="entry-content">${STORY}<img src="/wp-content/weir.jpg" alt="The weir" width=600 height=400>
  <div class="sharedaddy"><a href="https://share.example/?u=1">Share on Things</a></div></div></article>
  <div id="comments" class="comments-area"><h2>2 thoughts</h2><ol class="comment-list"><li class="comment">A remark by a reader of it.</li></ol></div></main>
  <aside class="widget-area"><h2>Recent posts</h2><ul><li><a href="/other">Another post</a></li></ul></aside></div>`);
const SUBSTACK =
  page(`<div class="main-menu"><a href="/">Home</a><button>Subscribe</button></div><div class="single-post-container"><article class="newsletter-post post">
  <h1 class="post-title">The weir</h1><div class="available-content"><div class="body markup">${STORY}</div></div>
  <div class="subscribe-widget"><form action="/subscribe"><input type=email required><button type=submit>Subscribe to us</button></form></div></article></div>`);
const NEWS =
  page(`<nav><ul><li><a href="/sport">Sport</a></li></ul></nav><div class="layout"><main id="main"><h1>The weir</h1>
  <div class="byline">By A. Writer</div><div class="story-body">${STORY}</div><div class="related-stories"><h3>Read more</h3><ul><li><a href="/a">Related headline</a></li></ul></div></main>
  <aside class="sidebar"><p>Most read: <a href="/b">Ten of the most read stories</a></p></aside></div>
  <section id="comments"><p>A remark by a reader of it.</p></section><footer>Imprint and contact</footer>`);
const UNSAFE =
  page(`<article><h1>The weir</h1>${STORY}<p onclick="steal()">A <a href="javascript:steal()">link</a> of harm.</p><script>steal()</script>
  <p style="display:none">Hidden words.</p><p><a href="/next" download>A relative link, and &lt;b&gt; as text &amp; more.</a></p></article>`);

describe("the text of a page", () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      "a WordPress theme",
      WORDPRESS,
      ["https://post.example/wp-content/weir.jpg"],
      ["Recent posts", "A remark", "Another post"],
    ],
    ["a Substack post", SUBSTACK, [], ["Subscribe", "<form", "Home"]],
    [
      "a news page with navigation, aside, related stories and comments",
      NEWS,
      [],
      ["Sport", "Most read", "A remark", "Related headline", "Imprint"],
    ],
    [
      "a page with scripts and hidden text",
      UNSAFE,
      ["&lt;b> as text &amp; more", "https://post.example/next"],
      ["steal", "Hidden words", "onclick", "readability"],
    ],
  ])("is taken from %s, without what is around it", async (_, body, kept, dropped) => {
    const text = await follow(() => html(body));
    for (const wanted of [LEAD, "Paragraph 5", "The last sentence of the story.", ...kept])
      expect(text).toContain(wanted);
    for (const unwanted of dropped) expect(text).not.toContain(unwanted);
    expect(await remarks()).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["meta", { "content-type": "text/html" }, '<meta charset="windows-1252">'],
    ["its answer", { "content-type": "text/html; charset=windows-1252" }, ""],
  ])("is read in the charset that %s names", async (_, headers, meta) => {
    const body = `<html><head>${meta}</head><body><article>${STORY.replace("The last", "The caf\u00e9's last")}</article></body></html>`;
    expect(await follow(() => html(Buffer.from(body, "latin1"), headers))).toContain("The café's last sentence");
  });

  it("is found for entries that have a title alone, and is followed to where the page has moved", async () => {
    sites.set("www.post.example", () => html(WORDPRESS));
    const moved = () => new Response(null, { status: 301, headers: { location: "https://www.post.example/weir" } });
    const text = await follow(moved, [item(1, "")]);
    expect(text).toContain("The last sentence of the story.");
    expect(text).toContain("https://www.post.example/wp-content/weir.jpg");
  });

  it("is asked for in ten pages a run, and the other entries wait", async () => {
    await follow(
      () => html(WORDPRESS),
      Array.from({ length: 25 }, (_, number) => item(number + 1)),
    );
    const pages = () => sources.asked.filter(({ url }) => url.includes("/weir-")).length;
    expect([pages(), (await sources.store.listReports())[0]?.pending]).toEqual([10, 15]);
    await sources.run();
    await sources.run();
    expect([pages(), (await sources.store.listReports())[0]?.pending]).toEqual([25, 0]);
    await sources.runUntil(edge.clock.now + 6 * 3_600_000);
    expect(pages()).toBe(25);
  });
});

describe("the text of the feed stays, and the report says why", () => {
  const endless = () =>
    html(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(512 * 1024).fill(0x20)) }));
  const wall = page(
    "<main><h1>Before you continue</h1><p>We and our 842 partners store cookies on your device to process personal data, such as identifiers.</p><p>You can accept all, reject all, or manage your choices, and withdraw consent whenever you like in our settings.</p></main>",
  );
  const ld = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>';
  it.each<[string, string, Site]>([
    ["a page with only a cookie wall", "another text than the feed", () => html(wall)],
    [
      "a page with less text than the feed",
      "less text than the feed",
      () => html(page("<article><p>The weir above.</p></article>")),
    ],
    ["an empty page", "no text", () => html(page("<div id=root></div><script src=app.js></script>"))],
    ["a page behind a paywall (JSON-LD)", "behind a paywall", () => html(page(STORY, ld))],
    [
      "a page behind a paywall (Ghost)",
      "behind a paywall",
      () => html(page(`${STORY}<aside class="gh-post-upgrade-cta">Subscribe</aside>`)),
    ],
    [
      "a page that robots may not index",
      '"noindex"',
      () => html(page(STORY, '<meta name="robots" content="noindex, follow">')),
    ],
    ["an answer that robots may not archive", '"noarchive"', () => html(page(STORY), { "x-robots-tag": "noarchive" })],
    ["10 MB", "more than 2097152 bytes", endless],
    ["a page of 20,000 elements", "too many elements", () => html(page("<p>x".repeat(20_000)))],
    ["a page of 5,000 levels", "page", () => html(page("<div>".repeat(5_000)))],
    ["a PDF", "no HTML", () => html("%PDF-1.7", { "content-type": "application/pdf" })],
    ["a page that is gone", "gone", () => new Response(null, { status: 410 })],
    ["an error", "answered 503", () => new Response(null, { status: 503 })],
    ["a redirect to a private host", "must be public", () => Response.redirect("http://printer.local/weir", 302)],
    ["a redirect to an IP address", "not an IP address", () => Response.redirect("http://169.254.169.254/", 301)],
  ])("%s", async (_, problem, answerPage) => {
    const text = await follow(answerPage);
    expect(text).toContain(LEAD);
    expect(text).not.toContain("The last sentence");
    expect(await remarks()).toEqual([expect.stringContaining(problem)]);
  });

  it("a page that drips slowly", async () => {
    const ports = sources.connect();
    const abort = new AbortController();
    const drip = () =>
      html(
        new ReadableStream({
          pull: (controller) => {
            controller.enqueue(new Uint8Array([0x20]));
            return new Promise(() => abort.abort());
          },
        }),
      );
    sites.set("post.example", (request) => (request.url.endsWith("/feed") ? feed([item(1)]) : drip()));
    await edge.putSite(
      0,
      "title: W\ndomain: wire.example\nsources:\n  - { name: post, from: https://post.example/feed, content: page }\n",
    );
    const asked: number[] = [];
    const startTimeout = (milliseconds: number) => {
      asked.push(milliseconds);
      return milliseconds < 20_000 ? abort.signal : new AbortController().signal;
    };
    await sources.run({ ...ports, client: { ...ports.client, startTimeout } });
    expect(asked).toEqual([20_000, 8_000]);
    expect(await remarks()).toEqual([expect.stringContaining("did not answer in time")]);
  });
});
