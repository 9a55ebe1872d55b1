import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { importFeed } from "../../cli/import/import-feed.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// A WordPress site that moves here: every address and feed that its readers have answers 200, or 301 to what they mean.

const OLD = "https://wire.example";

interface Term {
  readonly domain: "category" | "post_tag";
  readonly slug: string;
  readonly name: string;
}

const HARBOURS: Term = { domain: "category", slug: "harbours", name: "Harbours" };
const VIEWS: Term = { domain: "category", slug: "news-views", name: "News & Views" };
const SEA: Term = { domain: "post_tag", slug: "sea", name: "Sea" };
const CPP: Term = { domain: "post_tag", slug: "cpp", name: "C++" };

function writeItem(number: number, slug: string, type: "post" | "page", terms: readonly Term[], body: string): string {
  const link = type === "page" ? `${OLD}/${slug}/` : `${OLD}/2024/03/${encodeURIComponent(slug).toLowerCase()}/`;
  const labels = terms.map(
    ({ domain, slug: nicename, name }) =>
      `<category domain="${domain}" nicename="${nicename}"><![CDATA[${name.replace("&", "&amp;")}]]></category>`,
  );
  return `<item><title>Title ${number}</title><link>${link}</link><dc:creator>mara</dc:creator>
<guid isPermaLink="false">${OLD}/?p=${number}</guid><content:encoded><![CDATA[${body}]]></content:encoded>
<wp:post_id>${number}</wp:post_id><wp:post_date_gmt>2024-03-0${number} 08:00:00</wp:post_date_gmt>
<wp:post_name>${encodeURIComponent(slug).toLowerCase()}</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>${type}</wp:post_type>${labels.join("")}</item>`;
}

const EXPORT = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>The Wire</title><link>${OLD}</link><wp:base_site_url>${OLD}</wp:base_site_url><wp:base_blog_url>${OLD}</wp:base_blog_url>
<wp:author><wp:author_login>mara</wp:author_login><wp:author_display_name>Mara O'Neill</wp:author_display_name></wp:author>
${writeItem(1, "crane-lifted", "post", [HARBOURS, SEA], "Words.")}
${writeItem(2, "νέα", "post", [VIEWS, CPP], `See <a href="${OLD}/2024/03/crane-lifted/#more-1">the crane</a>, <a href="http://www.wire.example/?p=3">about us</a>, <a href="/2024/03/crane-lifted">it again</a>, <a href="${OLD}/category/harbours/">harbours</a> and <a href="https://other.example/?p=1">elsewhere</a>.`)}
${writeItem(3, "about", "page", [], "We are here.")}
</channel></rss>`;

const folder = mkdtempSync(join(tmpdir(), "edgewire-move-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function move(): Promise<SimulatedEdge> {
  const [source, articles] = [join(folder, "export.xml"), join(folder, "articles")];
  writeFileSync(source, EXPORT);
  const request = { source, folder: articles, withImages: false, site: undefined };
  await importFeed(request, { fetch: () => Promise.reject(new Error("no network")) });
  const edge = createSimulatedEdge();
  const siteFile = readFileSync(join(articles, "site.yaml"), "utf8");
  await edge.putSite(0, siteFile);
  for (const name of readdirSync(articles).filter((one) => one.endsWith(".html"))) {
    await edge.publish(0, name.replace(/\.html$/, ""), readFileSync(join(articles, name), "utf8"));
  }
  return edge;
}

/** Follows redirects; gives the path where they end, and the answer there. */
async function follow(edge: SimulatedEdge, path: string) {
  let [place, answer] = [path, await edge.poll(0, path)];
  for (let hops = 0; answer.status === 301 && hops < 3; hops += 1) {
    const { pathname, search } = new URL(answer.headers.get("location") ?? "", OLD);
    place = pathname + search;
    answer = await edge.poll(0, place);
  }
  return { place: decodeURI(place), status: answer.status, text: answer.text };
}

const ADDRESSES: readonly (readonly [old: string, now: string])[] = [
  ["/2024/03/crane-lifted/", "/articles/crane-lifted"],
  ["/2024/03/%ce%bd%ce%ad%ce%b1/", "/articles/νέα"],
  ["/2024/03/%CE%BD%CE%AD%CE%B1/", "/articles/νέα"],
  ["/?p=1", "/articles/crane-lifted"],
  ["/?p=2", "/articles/νέα"],
  ["/?page_id=3", "/articles/about"],
  ["/?p=3&preview=false", "/articles/about"],
  ["/about/", "/articles/about"],
  ["/feed/", "/rss.xml"],
  ["/feed/rss2/", "/rss.xml"],
  ["/feed/atom/", "/atom.xml"],
  ["/?feed=rss2", "/rss.xml"],
  ["/?feed=atom", "/atom.xml"],
  ["/category/harbours/", "/categories/harbours/"],
  ["/category/harbours/feed/", "/categories/harbours/rss.xml"],
  ["/category/news-views/feed/atom/", "/categories/news-views/atom.xml"],
  ["/category/parent/harbours/feed/", "/categories/harbours/rss.xml"],
  ["/?feed=rss2&category_name=news-views", "/categories/news-views/rss.xml"],
  ["/tag/sea/", "/tags/sea/"],
  ["/tag/sea/feed/", "/tags/sea/rss.xml"],
  ["/tag/cpp/feed/", "/tags/cpp/rss.xml"],
  ["/?feed=atom&tag=cpp", "/tags/cpp/atom.xml"],
  ["/author/mara/", "/authors/mara/"],
  ["/author/mara/feed/", "/authors/mara/rss.xml"],
  ["/page/2/", "/"],
  ["/category/harbours/page/2/", "/categories/harbours/"],
];

describe("a WordPress site that has moved here", async () => {
  const edge = await move();

  it.each(ADDRESSES)("%s leads to %s", async (old, now) => {
    const { place, status } = await follow(edge, old);
    expect([place, status]).toEqual([now, 200]);
  });

  it("shows in the feed of a tag the posts that had it", async () => {
    const { text } = await follow(edge, "/tag/cpp/feed/");
    expect(Array.from(text.matchAll(/<title>(Title \d)<\/title>/g), ([, title]) => title)).toEqual(["Title 2"]);
  });

  it("links from post to post within the new site, and nowhere else otherwise than before", async () => {
    const { text } = await follow(edge, "/?p=2");
    const links = Array.from(text.matchAll(/<a href="([^"]+)">(?:the crane|about us|it again|harbours|elsewhere)</g));
    expect(links.map(([, href]) => href)).toEqual([
      "/articles/crane-lifted#more-1",
      "/articles/about",
      "/articles/crane-lifted",
      `${OLD}/category/harbours/`,
      "https://other.example/?p=1",
    ]);
  });
});
