import { describe, expect, it } from "vitest";
import { settleNavigation } from "../../src/feed/publishing/settle-navigation.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// Standing pages: an address at the root, a place in the navigation of every page, and nothing in feeds.

const SITE = "title: The Wire\ndomain: wire.example\nsince: 2020-05-01\n";
const HOUR_MS = 3_600_000;
const FEEDS = ["/rss.xml", "/atom.xml", "/feed.json"];

async function put(edge: SimulatedEdge, key: string, text: string) {
  const headers = { "content-type": "text/markdown" };
  const answer = await edge.callApi(`/api/articles/${key}`, "with token", { method: "PUT", headers, body: text });
  edge.clock.now += 5000;
  return { status: answer.status, body: JSON.parse(answer.text) as Record<string, unknown> };
}

async function start(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge({ isolates: 2, hasWorkersCache: true });
  await edge.putSite(0, SITE);
  await edge.publish(
    0,
    "first",
    `---\ndate: ${new Date(edge.clock.now - HOUR_MS).toISOString()}\n---\n\n# First\n\nWords.\n`,
  );
  edge.clock.now += 5000;
  return edge;
}

/** The links of the navigation that are neither ours nor on every page. */
async function readNavigation(edge: SimulatedEdge, path: string): Promise<string[]> {
  const { text } = await edge.poll(1, path);
  const navigation = /<nav aria-label="Publication".*?<\/nav>/s.exec(text)?.[0] ?? "";
  const links = Array.from(
    navigation.matchAll(/<a href="(\/[^"#]+)"[^>]*>([^<]+)/g),
    ([, url, title]) => `${title} ${url}`,
  );
  return links.filter((link) => link !== "Search /search");
}

describe("a standing page", () => {
  it("answers at its name, undated, and stands in the navigation of every page at once", async () => {
    const edge = await start();
    expect(await readNavigation(edge, "/")).toEqual([]);
    const { status, body } = await put(edge, ".pages/about", "# About us\n\nWe are The Wire.\n");
    expect([status, body.url, body.slug]).toEqual([201, "https://wire.example/about", "/about"]);
    const page = await edge.poll(1, "/about?from=mail");
    expect([page.status, page.text.includes("We are The Wire.")]).toEqual([200, true]);
    expect(page.text).toContain('<link rel="canonical" href="https://wire.example/about"/>');
    expect(page.text).not.toMatch(/<time|NewsArticle|rel="author"/);
    for (const path of ["/", "/articles/first", "/about", "/subscribe", "/2026/"])
      expect(await readNavigation(edge, path), path).toEqual(["About us /about"]);
  });

  it("goes by order, then by title, and is left out by navigation: no", async () => {
    const edge = await start();
    await put(edge, ".pages/terms", "# Terms\n\nWords.\n");
    await put(edge, ".pages/contact", "# Contact\n\nWords.\n");
    await put(edge, ".pages/team", "---\norder: 2\n---\n\n# Team\n\nWords.\n");
    await put(edge, ".pages/about", "---\norder: 1\n---\n\n# About\n\nWords.\n");
    await put(edge, ".pages/thanks", "---\nnavigation: no\n---\n\n# Thanks\n\nWords.\n");
    const links = ["About /about", "Team /team", "Contact /contact", "Terms /terms"];
    expect(await readNavigation(edge, "/")).toEqual(links);
    expect((await edge.poll(1, "/thanks")).status).toBe(200);
  });

  it("is in no feed, month, search or news, and in the sitemap", async () => {
    const edge = await start();
    await put(edge, ".pages/about", "---\ndate: 2026-11-20\ntags: [colophon]\n---\n\n# Colophon\n\nColophon.\n");
    const lists = [...FEEDS, "/articles/first", "/2026/11/", "/news-sitemap.xml", "/feeds.opml", "/search?q=colophon"];
    for (const path of lists) {
      const { status, text } = await edge.poll(1, path);
      expect(
        [status, text.replace(/<nav.*?<\/nav>|value="colophon"|“?colophon”?/gs, "").includes("/about")],
        path,
      ).toEqual([200, false]);
    }
    expect((await edge.poll(1, "/tags/colophon/")).status).toBe(404);
    expect((await edge.poll(1, "/sitemap.xml")).text).toContain("<loc>https://wire.example/about</loc>");
  });

  it("moves the tag of every document with the navigation, and no entry of a feed", async () => {
    const edge = await start();
    const before = await Promise.all(FEEDS.map((path) => edge.poll(1, path)));
    await put(edge, ".pages/about", "# About\n\nWords.\n");
    for (const [index, path] of FEEDS.entries()) {
      const after = await edge.poll(1, path);
      expect(after.text).toBe(before[index]?.text);
      expect(after.headers.get("etag")).not.toBe(before[index]?.headers.get("etag"));
    }
    const tag = (await edge.poll(1, "/")).headers.get("etag");
    await put(edge, ".pages/about", "# About\n\nOther words.\n");
    expect((await edge.poll(1, "/about")).text).toContain("Other words.");
    expect(await settleNavigation(edge.openPublishing())).toBe(0);
    expect((await edge.poll(1, "/rss.xml")).headers.get("etag")).toBe(
      (await edge.poll(0, "/rss.xml")).headers.get("etag"),
    );
    expect(tag).not.toBeNull();
  });

  it.each([
    ["a draft", "draft: true"],
    ["embargoed", "publishDate: 2026-11-24T12:00:00Z"],
  ])("%s is nowhere", async (_, field) => {
    const edge = await start();
    await put(edge, ".pages/plan", `---\n${field}\n---\n\n# The plan\n\nWords.\n`);
    expect((await edge.poll(1, "/plan")).status).toBe(404);
    for (const path of ["/", "/sitemap.xml", "/articles/first"])
      expect((await edge.poll(1, path)).text, path).not.toMatch(/plan/i);
  });

  it("is there from the end of its embargo on, and in the navigation with the next run of the cron", async () => {
    const edge = await start();
    await put(edge, ".pages/plan", "---\npublishDate: 2026-11-24T12:00:00Z\n---\n\n# The plan\n\nWords.\n");
    edge.clock.now = Date.UTC(2026, 10, 24, 12, 0, 5);
    expect((await edge.poll(1, "/plan")).status).toBe(200);
    await settleNavigation(edge.openPublishing());
    edge.clock.now += 5000;
    expect(await readNavigation(edge, "/")).toEqual(["The plan /plan"]);
  });

  it("RFC 9110 §15.5.11: answers 410 when it is taken back, and leaves the navigation at once", async () => {
    const edge = await start();
    await put(edge, ".pages/about", "# About\n\nWords.\n");
    expect(await readNavigation(edge, "/")).toEqual(["About /about"]);
    await edge.callApi("/api/articles/.pages/about", "with token", { method: "DELETE" });
    edge.clock.now += 5000;
    expect((await edge.poll(1, "/about")).status).toBe(410);
    expect(await readNavigation(edge, "/")).toEqual([]);
  });

  it("has one address: with a slash, under its former name and below /articles it leads there or nowhere", async () => {
    const edge = await start();
    await put(edge, ".pages/about", "# About\n\nWords.\n");
    const slash = await edge.poll(1, "/about/");
    expect([slash.status, slash.headers.get("location")]).toEqual([301, "https://wire.example/about"]);
    for (const path of ["/articles/about", "/articles/%2Fabout", "/About"])
      expect((await edge.poll(1, path)).status, path).toBe(404);
    await put(edge, ".pages/about", "---\nslug: who-we-are\n---\n\n# About\n\nWords.\n");
    const former = await edge.poll(1, "/about");
    expect([former.status, former.headers.get("location")]).toEqual([301, "https://wire.example/who-we-are"]);
    expect(await readNavigation(edge, "/")).toEqual(["About /who-we-are"]);
  });

  it("in another script has that script in its address", async () => {
    const edge = await start();
    const { body } = await put(edge, encodeURI(".pages/会社概要"), "# 会社概要\n\nWords.\n");
    expect(body.slug).toBe("/会社概要");
    expect((await edge.poll(1, encodeURI("/会社概要"))).status).toBe(200);
  });

  it("of an article's name leaves the article where it is, also where that claims the address as a former one", async () => {
    const edge = await start();
    await put(edge, "pages/about", "---\ndate: 2026-11-01\naliases: [/about]\n---\n\n# About the article\n\nWords.\n");
    const { body } = await put(edge, ".pages/about", "# About\n\nWords.\n");
    expect(body.slug).toBe("/about-2020");
    expect((await edge.poll(1, "/about")).headers.get("location")).toBe("https://wire.example/articles/about");
    expect((await edge.poll(1, "/articles/about")).status).toBe(200);
  });

  it("that was an article is reached at the article's address, too", async () => {
    const edge = await start();
    await put(edge, "imprint", "---\ndate: 2026-11-01\nfeeds: none\n---\n\n# Imprint\n\nWords.\n");
    await put(edge, ".pages/imprint?from=imprint", "---\ndate: 2026-11-01\n---\n\n# Imprint\n\nWords.\n");
    const { status, headers } = await edge.poll(1, "/articles/imprint");
    expect([status, headers.get("location")]).toEqual([301, "https://wire.example/imprint"]);
    expect((await edge.poll(1, "/imprint")).status).toBe(200);
  });

  it.each(["search", "subscribe", "articles", "feed", "rss", "2026", "api", "dashboard", "media"])(
    "named %s is refused in a sentence, since that address is edgewire's own",
    async (name) => {
      const edge = await start();
      const { status, body } = await put(edge, ".pages/x", `---\nslug: "${name}"\n---\n\n# X\n\nWords.\n`);
      expect(status).toBe(422);
      expect(JSON.stringify(body)).toContain(`The address \\"/${name}\\" is edgewire's own`);
    },
  );

  it("survives a changed profile, which reads it again", async () => {
    const edge = await start();
    await put(edge, ".pages/about", "# About\n\nWords.\n");
    await edge.putSite(0, `${SITE}description: New words\n`);
    edge.clock.now += 5000;
    expect((await edge.poll(1, "/about")).status).toBe(200);
    expect(await readNavigation(edge, "/")).toEqual(["About /about"]);
  });
});
