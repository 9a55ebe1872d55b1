import { beforeEach, describe, expect, it } from "vitest";
import { digestId } from "../../src/sources/entry-names.ts";
import { pollSource } from "../../src/sources/poll-source.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedSources, type SimulatedSources, type Site } from "../support/simulated-sources.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Item {
  readonly id?: string;
  readonly link?: string;
  readonly title: string;
  readonly date?: number;
  readonly html?: string;
  readonly category?: string;
}

let edge: SimulatedEdge;
let sites: Map<string, Site>;
let sources: SimulatedSources;

beforeEach(() => {
  edge = createSimulatedEdge();
  sites = new Map();
  sources = createSimulatedSources(edge, sites);
});

function writeRss(items: readonly Item[], channel = "<title>The Blog</title>"): string {
  const written = items.map(
    ({ id, link, title, date, html = `Text of ${title}.`, category }) =>
      `<item><title>${title}</title>${link ? `<link>${link}</link>` : ""}${id ? `<guid isPermaLink="false">${id}</guid>` : ""}` +
      `${date === undefined ? "" : `<pubDate>${new Date(date).toUTCString()}</pubDate>`}` +
      `${category ? `<category>${category}</category>` : ""}<description><![CDATA[<p>${html}</p>]]></description></item>`,
  );
  return `<rss version="2.0"><channel>${channel}<link>https://blog.example/</link>${written.join("")}</channel></rss>`;
}

const answer = (body: string, headers: Record<string, string> = {}, status = 200) =>
  new Response(status === 304 ? null : body, { status, headers });

/** Days before the beginning of the simulation. */
const ago = (days: number) => Date.UTC(2026, 10, 23, 9) - days * DAY_MS;

const item = (number: number, more: Partial<Item> = {}): Item => ({
  id: `post-${number}`,
  link: `https://blog.example/posts/post-${number}/`,
  title: `Post ${number}`,
  date: ago(number),
  ...more,
});

async function follow(text: string): Promise<void> {
  await edge.putSite(0, `title: The Wire\ndomain: wire.example\nsources:\n${text}`);
}

const BLOG = "  - name: blog\n    from: https://blog.example/feed\n";

interface ArticleRow {
  key: string;
  id: string;
  slug: string;
  state: string;
  title: string;
  published_at: number;
  quiet: number;
}

const articles = () =>
  edge.store.query<ArticleRow>(
    "SELECT key, id, slug, state, title, published_at, quiet_revision IS revision AS quiet FROM articles ORDER BY published_at DESC, key",
  );
const report = async (name = "blog") => (await sources.store.listReports()).find((one) => one.name === name);

describe("the first reading", () => {
  it("publishes each entry quietly under its own id and date, below sources/<name>/", async () => {
    sites.set("blog.example", () => answer(writeRss([item(1), item(2)])));
    await follow(BLOG);
    await sources.run();
    expect(articles()).toMatchObject([
      { id: "post-1", slug: "post-1", state: "published", published_at: ago(1), quiet: 1 },
      { id: "post-2", state: "published", published_at: ago(2), quiet: 1 },
    ]);
    expect(articles()[0]?.key).toMatch(/^sources\/blog\/[0-9a-f]{32}$/);
  });

  it("names the origin in every format, and the origin's page is canonical", async () => {
    sites.set("blog.example", () => answer(writeRss([item(1)])));
    await follow(BLOG);
    await sources.run();
    const [rss, atom, json, page] = await Promise.all(
      ["/rss.xml", "/atom.xml", "/feed.json", "/articles/post-1"].map(async (path) => (await edge.poll(0, path)).text),
    );
    expect(rss).toContain('<source url="https://blog.example/feed">The Blog</source>');
    expect(atom).toMatch(/<source>\s*<id>https:\/\/blog\.example\/feed<\/id>\s*<title type="text">The Blog<\/title>/);
    expect(JSON.parse(json ?? "").items[0]).toMatchObject({
      external_url: "https://blog.example/posts/post-1/",
      _source: { title: "The Blog", url: "https://blog.example/feed", home_page_url: "https://blog.example/" },
    });
    expect(page).toContain('<link rel="canonical" href="https://blog.example/posts/post-1/"');
  });

  it("is quiet in all of its runs, and later entries are news", async () => {
    let items = Array.from({ length: 100 }, (_, index) => item(index + 1));
    sites.set("blog.example", () => answer(writeRss(items)));
    await follow(BLOG);
    await sources.run();
    expect(articles()).toHaveLength(40);
    await sources.runUntil(edge.clock.now + 5 * 60_000);
    expect(articles()).toHaveLength(100);
    expect(articles().every(({ quiet }) => quiet === 1)).toBe(true);
    items = [item(0, { date: edge.clock.now }), ...items];
    await sources.runUntil(edge.clock.now + 3 * HOUR_MS);
    expect(articles().filter(({ quiet }) => quiet === 0)).toMatchObject([{ id: "post-0" }]);
  });
});

describe("keeping in step", () => {
  it("an edit updates the article: id, date, slug and key stay, even if the source changes them", async () => {
    let items = [item(1)];
    sites.set("blog.example", () => answer(writeRss(items)));
    await follow(BLOG);
    await sources.run();
    const [before] = articles();
    items = [item(1, { title: "Post 1, corrected", date: ago(0), link: "https://blog.example/posts/another/" })];
    await sources.runUntil(edge.clock.now + HOUR_MS);
    expect(articles()).toMatchObject([{ ...before, title: "Post 1, corrected", quiet: 0 }]);
  });

  it("sends back the validators, and a 304 changes nothing", async () => {
    sites.set("blog.example", (request) =>
      request.headers.get("if-none-match") === '"a"'
        ? answer("", {}, 304)
        : answer(writeRss([item(1)]), { etag: '"a"', "last-modified": "Mon, 23 Nov 2026 09:00:00 GMT" }),
    );
    await follow(BLOG);
    await sources.run();
    await sources.runUntil(edge.clock.now + HOUR_MS);
    const [, second] = sources.asked;
    expect(second?.headers.get("if-none-match")).toBe('"a"');
    expect(second?.headers.get("if-modified-since")).toBe("Mon, 23 Nov 2026 09:00:00 GMT");
    expect(articles()).toHaveLength(1);
  });

  it("an entry that leaves the source's window stays published", async () => {
    let items = [item(1), item(2)];
    sites.set("blog.example", () => answer(writeRss(items)));
    await follow(BLOG);
    await sources.run();
    items = [item(0)];
    await sources.runUntil(edge.clock.now + DAY_MS);
    expect(articles().map(({ state }) => state)).toEqual(["published", "published", "published"]);
  });

  it.each([
    ["ids that change with each poll", (poll: number) => ({ id: `random-${poll}` })],
    [
      "ids and links that change with each poll",
      (poll: number) => ({ id: `r-${poll}`, link: `https://blog.example/?s=${poll}` }),
    ],
    ["https for http", (poll: number) => ({ id: "", link: `http${poll > 1 ? "s" : ""}://www.blog.example/a` })],
  ])("recognises an entry under %s", async (_, change) => {
    let poll = 0;
    sites.set("blog.example", () => {
      poll += 1;
      return answer(writeRss([item(1, change(poll)), item(2)]));
    });
    await follow(BLOG);
    await sources.runUntil(edge.clock.now + DAY_MS);
    expect(poll).toBeGreaterThan(5);
    expect(articles()).toHaveLength(2);
  });

  it("keeps episodes apart that all link to one page", async () => {
    let items = [item(1, { link: "https://blog.example/show" }), item(2, { link: "https://blog.example/show" })];
    sites.set("blog.example", () => answer(writeRss(items)));
    await follow(BLOG);
    await sources.run();
    items = [item(0, { link: "https://blog.example/show" })];
    await sources.runUntil(edge.clock.now + DAY_MS);
    expect(articles()).toHaveLength(3);
  });

  it("follows a permanent redirect for good once two polls have met it, and a page to its feed", async () => {
    sites.set("blog.example", () => answer("", { location: "https://new.example/" }, 301));
    sites.set("new.example", (request) =>
      request.url.endsWith("/feed.xml")
        ? answer(writeRss([item(1)]))
        : answer(
            '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>',
          ),
    );
    await follow(BLOG);
    await sources.runUntil(edge.clock.now + 3 * HOUR_MS);
    expect(articles()).toHaveLength(1);
    expect(sources.asked.at(-1)?.url).toBe("https://new.example/feed.xml");
    expect((await report())?.state.address).toBe("https://new.example/feed.xml");
  });

  it("a changed rule applies to the entries that the source still lists, quietly", async () => {
    sites.set("blog.example", (request) =>
      request.headers.has("if-none-match") ? answer("", {}, 304) : answer(writeRss([item(1)]), { etag: '"a"' }),
    );
    await follow(BLOG);
    await sources.run();
    await follow(`${BLOG}    categories: [Blogs]\n`);
    await sources.run();
    expect(edge.store.query("SELECT feed FROM memberships WHERE feed = 'categories/blogs'")).toHaveLength(1);
    expect(articles()).toMatchObject([{ quiet: 1 }]);
  });
});

describe("withdrawals by a source", () => {
  const tombstone =
    '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="post-1" when="2026-11-23T12:00:00Z"/>';
  const states = () => Object.fromEntries(articles().map(({ id, state }) => [id, state]));

  it("RFC 6721: a tombstone is a retraction, and the entry that returns is restored with its new text", async () => {
    let [items, channel] = [[item(1), item(2)], "<title>The Blog</title>"];
    sites.set("blog.example", () => answer(writeRss(items, channel)));
    await follow(BLOG);
    await sources.run();
    [items, channel] = [[item(2)], `<title>The Blog</title>${tombstone}`];
    await sources.runUntil(edge.clock.now + HOUR_MS);
    expect(states()).toEqual({ "post-1": "retracted", "post-2": "published" });
    [items, channel] = [[item(1, { html: "Mended." }), item(2)], "<title>The Blog</title>"];
    await sources.runUntil(edge.clock.now + 3 * HOUR_MS);
    expect(states()).toEqual({ "post-1": "published", "post-2": "published" });
    const { text } = await edge.poll(0, "/rss.xml");
    expect(text).toContain("Mended.");
    expect(text).not.toContain("Text of Post 1.");
  });

  it.each([
    ["a CDATA section", `<description><![CDATA[${tombstone}]]></description>`],
    ["a comment", `<!-- ${tombstone} -->`],
  ])("a tombstone that %s quotes withdraws nothing", async (_, quoted) => {
    let channel = "<title>The Blog</title>";
    sites.set("blog.example", () => answer(writeRss([item(1), item(2)], channel)));
    await follow(BLOG);
    await sources.run();
    channel = `<title>The Blog</title>${quoted}`;
    await sources.runUntil(edge.clock.now + HOUR_MS);
    expect(states()).toEqual({ "post-1": "published", "post-2": "published" });
  });

  it("a JSON Feed has no tombstones, whatever a post quotes", async () => {
    const post = { id: "post-1", url: "https://blog.example/1", title: "Post 1" };
    let html = "Text.";
    sites.set("blog.example", () =>
      answer(
        JSON.stringify({
          version: "https://jsonfeed.org/version/1.1",
          title: "B",
          items: [{ ...post, content_html: html }],
        }),
      ),
    );
    await follow(BLOG);
    await sources.run();
    html = "<at:deleted-entry ref='post-1'/>";
    await sources.runUntil(edge.clock.now + HOUR_MS);
    expect(states()).toEqual({ "post-1": "published" });
  });

  it("an entry that its publisher here has retracted stays retracted", async () => {
    let items = [item(1)];
    sites.set("blog.example", () => answer(writeRss(items)));
    await follow(BLOG);
    await sources.run();
    await edge.retract(0, articles()[0]?.key ?? "");
    items = [item(1, { html: "Edited." })];
    await sources.runUntil(edge.clock.now + DAY_MS);
    expect(states()).toEqual({ "post-1": "retracted" });
    expect((await report())?.refused).toMatchObject([{ problem: "it was retracted here" }]);
  });

  it("a draft of the source never becomes public, and one that becomes a draft is retracted", async () => {
    const entry = (number: number, isDraft: boolean) =>
      `<entry><id>e-${number}</id><title>E${number}</title><updated>2026-11-20T00:00:00Z</updated>` +
      `<content type="html">Text ${number}</content>${isDraft ? "<app:control><app:draft>yes</app:draft></app:control>" : ""}</entry>`;
    const feed = (...entries: string[]) =>
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app"><title>B</title><id>b</id>${entries.join("")}</feed>`;
    let body = feed(entry(1, false), entry(2, true));
    sites.set("blog.example", () => answer(body));
    await follow(BLOG);
    await sources.run();
    expect(states()).toEqual({ "e-1": "published" });
    body = feed(entry(1, true), entry(2, true));
    await sources.runUntil(edge.clock.now + HOUR_MS);
    expect(states()).toEqual({ "e-1": "retracted" });
  });

  it("a date in the future holds the entry back until then", async () => {
    const date = edge.clock.now + 2 * DAY_MS;
    sites.set("blog.example", () => answer(writeRss([item(1, { date }), item(2)])));
    await follow(BLOG);
    await sources.run();
    expect((await edge.poll(0, "/rss.xml")).text).not.toContain("Post 1");
    edge.clock.now = date + 1000;
    expect((await edge.poll(0, "/rss.xml")).text).toContain("Post 1");
  });

  it.each([
    ["404 on two days", [404, 404], "retracted"],
    ["404 once, then it is back", [404, 200, 200], "published"],
    ["an answer that settles nothing", [500, 503, 403, 429], "published"],
    ["a redirect to the home page", [302, 302, 302], "published"],
  ])("if asked for, a page that is gone on two days is a retraction: %s", async (_, statuses, state) => {
    const left: number[] = [...statuses];
    let items = [item(1), item(2), item(3)];
    sites.set("blog.example", ({ url }) => {
      if (url.endsWith("/feed")) return answer(writeRss(items));
      const status = url.endsWith("/post-2/") ? (left.shift() ?? 200) : 200;
      return answer("", status === 302 ? { location: "/" } : {}, status);
    });
    await follow(`${BLOG}    retract: true\n`);
    await sources.run();
    items = [item(1), item(3)];
    await sources.runUntil(edge.clock.now + 5 * DAY_MS);
    expect(states()).toEqual({ "post-1": "published", "post-2": state, "post-3": "published" });
  });

  it("without that option no page is looked at", async () => {
    let items = [item(1), item(2), item(3)];
    sites.set("blog.example", ({ url }) => (url.endsWith("/feed") ? answer(writeRss(items)) : answer("", {}, 404)));
    await follow(BLOG);
    await sources.run();
    items = [item(1), item(3)];
    await sources.runUntil(edge.clock.now + 5 * DAY_MS);
    expect(states()["post-2"]).toBe("published");
    expect(new Set(sources.asked.map(({ url }) => url))).toEqual(new Set(["https://blog.example/feed"]));
  });
});

describe("what was held back stays so", () => {
  const atom = (...entries: string[]) =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app"><title>B</title><id>b</id>${entries.join("")}</feed>`;
  const entry = (number: number, { text = "Text", updated = "2026-11-20T00:00:00Z", draft = false } = {}) =>
    `<entry><id>e-${number}</id><title>E${number}</title><published>2026-11-1${number}T00:00:00Z</published><updated>${updated}</updated>` +
    `<content type="html">${text} ${number}</content>${draft ? "<app:control><app:draft>yes</app:draft></app:control>" : ""}</entry>`;
  const stateOf = (id: string) => articles().find((one) => one.id === id)?.state;
  const wait = (ms: number) => sources.runUntil(edge.clock.now + ms);
  const withdraw = async (id: string, source = "blog") => {
    const names = { digests: [await digestId(id)], links: [], titleDays: [] };
    await sources.store.stageWithdrawal(source, names, edge.clock.now);
  };
  const unpublish = async (id: string) => {
    await withdraw(id);
    await sources.run();
  };
  let body: string;

  beforeEach(async () => {
    body = atom(entry(1), entry(2));
    sites.set("blog.example", () => answer(body));
    await follow(`${BLOG}    content: full\n`);
    await sources.run();
    edge.clock.now += 60_000;
  });

  it("a poll that reads an older copy does not restore a withdrawn entry, edited or not", async () => {
    await unpublish("e-1");
    expect(stateOf("e-1")).toBe("retracted");
    body = atom(entry(1, { text: "An older edit", updated: "2026-11-21T00:00:00Z" }), entry(2));
    await wait(3 * HOUR_MS);
    expect(stateOf("e-1")).toBe("retracted");
    body = atom(entry(1), entry(2));
    await wait(DAY_MS);
    expect(stateOf("e-1")).toBe("retracted");
  });

  it("a draft mark is not undone by the older copy that a later poll reads", async () => {
    body = atom(entry(1, { draft: true }), entry(2));
    await sources.runUntil(edge.clock.now + 16 * 60_000);
    expect(stateOf("e-1")).toBe("retracted");
    const polls = sources.asked.length;
    body = atom(entry(1, { text: "An older edit" }), entry(2));
    await wait(3 * HOUR_MS);
    expect(sources.asked.length).toBeGreaterThan(polls);
    expect(stateOf("e-1")).toBe("retracted");
  });

  it("it returns unchanged once a poll has not found it", async () => {
    await unpublish("e-1");
    body = atom(entry(2));
    await wait(3 * HOUR_MS);
    body = atom(entry(1), entry(2));
    await wait(3 * HOUR_MS);
    expect(stateOf("e-1")).toBe("published");
    expect((await edge.poll(0, "/rss.xml")).text).toContain("Text 1");
  });

  it("it returns with a date after its withdrawal, though not with one in the future", async () => {
    await unpublish("e-1");
    body = atom(entry(1, { updated: new Date(edge.clock.now + 30 * DAY_MS).toISOString() }), entry(2));
    await wait(3 * HOUR_MS);
    expect(stateOf("e-1")).toBe("retracted");
    body = atom(entry(1, { updated: new Date(edge.clock.now).toISOString() }), entry(2));
    await wait(3 * HOUR_MS);
    expect(stateOf("e-1")).toBe("published");
  });

  it.each([
    ["a webhook", async () => withdraw("e-3")],
    [
      "a tombstone",
      async () => {
        body = body.replace(
          "<entry>",
          '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="e-3"/><entry>',
        );
        await wait(16 * 60_000);
      },
    ],
  ])("%s of an entry that was never read is remembered, until a poll has not found it", async (_, takeBack) => {
    await takeBack();
    body = atom(entry(3), entry(1), entry(2));
    await wait(3 * HOUR_MS);
    expect(stateOf("e-3")).toBeUndefined();
    body = atom(entry(1), entry(2));
    await wait(3 * HOUR_MS);
    body = atom(entry(3), entry(1), entry(2));
    await wait(3 * HOUR_MS);
    expect(stateOf("e-3")).toBe("published");
    const date = articles().find(({ id }) => id === "e-3")?.published_at;
    expect(date).toBe(Date.UTC(2026, 10, 13));
  });

  it("a poll that was under way when its entry was withdrawn does not publish its edit", async () => {
    body = atom(entry(1, { text: "Edited" }), entry(2));
    const ports = sources.connect();
    const findEntries: typeof ports.store.findEntries = async (names) => {
      const found = await ports.store.findEntries(names);
      await withdraw("e-1");
      return found;
    };
    const source = await sources.store.findSource("blog");
    if (source === undefined) throw new Error("it is followed");
    await pollSource(source, { ...ports, store: { ...ports.store, findEntries } });
    await sources.run();
    expect(stateOf("e-1")).toBe("retracted");
  });

  it("a withdrawal counts also where a restoration is still to be published", async () => {
    await unpublish("e-1");
    body = atom(entry(1, { updated: new Date(edge.clock.now + 1).toISOString() }), entry(2));
    edge.clock.now += HOUR_MS;
    await sources.run(sources.connect(), { articles: 0 });
    await unpublish("e-1");
    expect(stateOf("e-1")).toBe("retracted");
  });

  it("what was retracted here stays so, though its source withdraws it and shows it again", async () => {
    await edge.retract(0, articles().find(({ id }) => id === "e-1")?.key ?? "");
    await unpublish("e-1");
    expect((await report())?.refused).toMatchObject([{ problem: "it was retracted here" }]);
    body = atom(entry(2));
    await wait(3 * HOUR_MS);
    body = atom(entry(1, { text: "Again" }), entry(2));
    await wait(3 * HOUR_MS);
    expect(stateOf("e-1")).toBe("retracted");
  });

  it("an entry that was refused after it had been published is withdrawn all the same", async () => {
    body = atom(entry(1, { text: "x".repeat(400_001) }), entry(2));
    await wait(3 * HOUR_MS);
    expect(await report()).toMatchObject({ refused: [{}] });
    await unpublish("e-1");
    expect(stateOf("e-1")).toBe("retracted");
  });

  it("an embargoed entry that was retracted here is not published by an edit of its source", async () => {
    const date = edge.clock.now + 2 * DAY_MS;
    let items = [item(1, { date })];
    sites.set("other.example", () => answer(writeRss(items)));
    await follow(`${BLOG}  - name: other\n    from: https://other.example/feed\n`);
    await sources.run();
    await edge.retract(0, articles().find(({ id }) => id === "post-1")?.key ?? "");
    items = [item(1, { date, html: "Another word." })];
    await wait(5 * DAY_MS);
    expect(stateOf("post-1")).toBe("draft");
    expect((await edge.poll(0, "/rss.xml")).text).not.toContain("Post 1");
  });

  it("an embargoed entry that its source withdrew returns unchanged, at its date", async () => {
    const date = edge.clock.now + 2 * DAY_MS;
    let items = [item(1, { date }), item(2)];
    sites.set("other.example", () => answer(writeRss(items)));
    await follow(`${BLOG}  - name: other\n    from: https://other.example/feed\n`);
    await sources.run();
    await withdraw("post-1", "other");
    items = [item(2)];
    await wait(3 * HOUR_MS);
    expect(stateOf("post-1")).toBe("draft");
    items = [item(1, { date }), item(2)];
    await wait(3 * HOUR_MS);
    expect((await edge.poll(0, "/rss.xml")).text).not.toContain("Post 1");
    await wait(3 * DAY_MS);
    expect((await edge.poll(0, "/rss.xml")).text).toContain("Post 1");
  });
});

describe("a planet", () => {
  const PLANET = `${BLOG}  - name: other\n    from: https://other.example/feed\n`;

  it.each<[string, Partial<Item>]>([
    ["link", { id: "other-id", title: "Another title" }],
    ["id", { link: "https://other.example/1", title: "Another title" }],
    ["title and day", { id: "other-id", link: "https://other.example/1" }],
  ])("leaves out what another source has shown, known by its %s", async (_, change) => {
    sites.set("blog.example", () => answer(writeRss([item(1)])));
    sites.set("other.example", () => answer(writeRss([item(1, change), item(2, { link: "https://other.example/2" })])));
    await follow(PLANET);
    edge.clock.now += 1;
    await sources.runUntil(edge.clock.now + DAY_MS);
    expect(articles().map(({ published_at }) => published_at)).toEqual([ago(1), ago(2)]);
  });

  it("shows summaries that lead to the source, unless site.yaml asks for the whole text", async () => {
    const html = `${"A long sentence of the story. ".repeat(60)}The end.`;
    sites.set("blog.example", () => answer(writeRss([item(1, { html })])));
    sites.set("other.example", () => answer(writeRss([item(2, { html, link: "https://other.example/2" })])));
    await follow(`${BLOG}    content: full\n  - name: other\n    from: https://other.example/feed\n`);
    await sources.run();
    const items: { id: string; content_html: string }[] = JSON.parse((await edge.poll(0, "/feed.json")).text).items;
    expect(items.find(({ id }) => id === "post-1")?.content_html).toContain("The end.");
    const summary = items.find(({ id }) => id === "post-2")?.content_html ?? "";
    expect(summary).not.toContain("The end.");
    expect(summary).toContain('<a href="https://other.example/2">The Blog</a>');
  });

  it("filters by labels and by words of titles", async () => {
    const posts = [item(1, { category: "Sea" }), item(2, { title: "Notes on the sea" }), item(3, { title: "Seaside" })];
    sites.set("blog.example", () => answer(writeRss([...posts, item(4, { category: "Sea", title: "Sponsored" })])));
    await follow(`${BLOG}    only: [sea]\n    except: [sponsored]\n`);
    await sources.run();
    expect(articles().map(({ id }) => id)).toEqual(["post-1", "post-2"]);
  });
});

describe("a source's fault changes nothing in the publication, and is reported", () => {
  const slow = () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(4 * 1024 * 1024)),
      }),
    );
  it.each<[string, string, Site]>([
    ["a page without a feed", "web page", () => answer("<!doctype html><html><body>Hello</body></html>")],
    ["50 MB", "more than 10485760 bytes", slow],
    ["an entity bomb", "declares entities", () => answer('<!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>')],
    ["a redirect loop", "redirects more than 5 times", () => answer("", { location: "/feed" }, 302)],
    [
      "a redirect to a private host",
      "must be public",
      () => answer("", { location: "http://printer.local/feed" }, 302),
    ],
    [
      "a redirect to an IP address",
      "not an IP address",
      () => answer("", { location: "http://169.254.169.254/" }, 301),
    ],
    ["an error", "answered 500", () => answer("", {}, 500)],
    ["a feed that is cut short", "cut short", () => answer(writeRss([item(9)]).slice(0, -30))],
    ["a host that is not there", "cannot be reached", () => Promise.reject(new TypeError("no such host"))],
  ])("%s", async (_, problem, wrong) => {
    let isWrong = false;
    sites.set("blog.example", (request) => (isWrong ? wrong(request) : answer(writeRss([item(1)]))));
    await follow(BLOG);
    await sources.run();
    const before = (await edge.poll(0, "/rss.xml")).text;
    isWrong = true;
    await sources.runUntil(edge.clock.now + 2 * DAY_MS);
    expect((await edge.poll(0, "/rss.xml")).text).toBe(before);
    expect((await report())?.state.problem).toContain(problem);
    expect(new Set(sources.asked.map(({ at }) => at)).size).toBeLessThan(40);
  });

  it("a document that drips slowly is given up after 20 seconds", async () => {
    const abort = new AbortController();
    const drip = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(new Uint8Array([0x20]));
        return new Promise(() => abort.abort());
      },
    });
    sites.set("blog.example", () => new Response(drip));
    await follow(BLOG);
    const ports = sources.connect();
    const asked: number[] = [];
    const startTimeout = (milliseconds: number) => {
      asked.push(milliseconds);
      return abort.signal;
    };
    await sources.run({ ...ports, client: { ...ports.client, startTimeout } });
    expect(asked).toEqual([20_000]);
    expect((await report())?.state.problem).toContain("did not answer in time");
  });

  it("follows the newest thousand of 10,000 entries, in steps", async () => {
    const body = writeRss(Array.from({ length: 10_000 }, (_, index) => item(index + 1, { html: "T" })));
    sites.set("blog.example", (request) =>
      request.headers.has("if-none-match") ? answer("", {}, 304) : answer(body, { etag: '"a"' }),
    );
    await follow(BLOG);
    await sources.run();
    expect(await report()).toMatchObject({ published: 40, pending: 960 });
    expect((await report())?.state.problem).toContain("10000 entries");
    await sources.run();
    expect(await report()).toMatchObject({ published: 80, pending: 920 });
    expect(sources.asked).toHaveLength(1);
  });
});
