import { describe, expect, test } from "vitest";
import { placeWindow } from "../../src/feed/build-feed.ts";
import { RENDERER_VERSION } from "../../src/feed/renderer-version.ts";
import { NOTICE_MARK } from "../../src/pages/notice-mark.ts";
import { pageRenderers } from "../../src/pages/page-renderers.ts";
import { mainHead, makeContext, makeRecord, makeSite, settings } from "./sample-site.ts";

const SHIPS = { ...mainHead, name: "categories/ships", title: "Ships" } as const;

function listLinks(html: string): string[] {
  return Array.from(html.matchAll(/<a [^>]*?href="([^"]*)"/g), ([, href = ""]) => href);
}

function listFields(html: string): string[] {
  return Array.from(html.matchAll(/<input [^>]*?value="([^"]*)"/g), ([, value = ""]) => value);
}

describe("how to subscribe", () => {
  test("any feed is offered as RSS first, to each reader by its own address, with the others a step away", async () => {
    const { site } = makeContext().snapshot;
    const snapshot = { site, head: SHIPS, window: [], feeds: [], pages: [] };
    const html = await pageRenderers.subscribe(makeContext({ name: "categories/ships", snapshot }));
    const address = "https://news.example/categories/ships/";
    expect(listFields(html)).toEqual([`${address}rss.xml`, `${address}atom.xml`, `${address}feed.json`]);
    expect(html.indexOf("<details>")).toBeLessThan(html.indexOf(`${address}atom.xml"`, html.indexOf("<main")));
    const encoded = encodeURIComponent(`${address}rss.xml`);
    expect(listLinks(html)).toEqual(
      expect.arrayContaining([
        `https://feedly.com/i/subscription/feed%2F${encoded}`,
        `https://www.inoreader.com/?add_feed=${encoded}`,
        `https://www.newsblur.com/?url=${encoded}`,
        `https://theoldreader.com/feeds/subscribe?url=${encoded}`,
        `https://feedbin.com/?subscribe=${encoded}`,
        `feed:${address}rss.xml`,
      ]),
    );
  });

  test("feeds are explained in four sentences", async () => {
    const html = await pageRenderers.subscribe(makeContext());
    const [, explanation = ""] = /class="explanation">([^<]*)</.exec(html) ?? [];
    expect(explanation.match(/\.(?:\s|$)/g)).toHaveLength(4);
  });

  test("the page shows the newest articles and how often one comes", async () => {
    const days = [10, 8, 5, 1];
    const entries = days.map((day, index) => {
      const at = Date.UTC(2026, 5, day);
      return { position: index + 1, record: makeRecord({ slug: `day-${day}`, title: `Day ${day}`, publishedAt: at }) };
    });
    const html = await pageRenderers.subscribe(makeContext({ entries }));
    expect(html).toContain("Lately there were about 3 a week.");
    expect(listLinks(html).filter((link) => link.startsWith("/articles/"))).toEqual(
      [10, 8, 5].map((day) => `/articles/day-${day}`),
    );
    expect(await pageRenderers.subscribe(makeContext({ entries: [] }))).not.toContain("The newest articles");
  });

  test("the main feed's page leads to that of every other", async () => {
    const context = makeContext();
    const snapshot = { ...context.snapshot, feeds: [mainHead, SHIPS, { ...SHIPS, name: "authors/森遥" as const }] };
    const links = listLinks(await pageRenderers.subscribe({ ...context, snapshot }));
    expect(links).toEqual(
      expect.arrayContaining(["/categories/ships/subscribe", "/authors/%E6%A3%AE%E9%81%A5/subscribe"]),
    );
  });

  test("without its script the copy button is hidden, and it is the only script there is", async () => {
    const html = await pageRenderers.subscribe(makeContext());
    expect(html.match(/<button type="button"[^>]*>/g)?.every((button) => button.includes("hidden"))).toBe(true);
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script src="/page.js" defer="">']);
  });
});

describe("an archive page", () => {
  const base = "https://news.example/categories/ships/";
  const render = (page: number, next?: string) =>
    pageRenderers.page(
      makeContext({
        name: "categories/ships",
        snapshot: { ...makeContext().snapshot, head: { ...SHIPS, lastPosition: 90 } },
        archivePage: page,
        place: {
          base: `${base}archive/${page}/`,
          paging: {
            kind: "archive",
            currentBase: base,
            ...(page > 1 && { previousArchiveBase: `${base}archive/${page - 1}/` }),
            ...(next !== undefined && { nextArchiveBase: next }),
          },
        },
      }),
    );

  test.each([
    [1, `${base}archive/2/`, [], ["/categories/ships/archive/2/"]],
    [2, `${base}archive/3/`, ["/categories/ships/archive/1/"], ["/categories/ships/archive/3/"]],
    // The newest closed page leads on to the one that is filling.
    [3, undefined, ["/categories/ships/archive/2/"], ["/categories/ships/archive/4/"]],
  ])("%d leads to its neighbours", async (page, next, older, newer) => {
    const html = await render(page, next);
    const byRel = (rel: string) =>
      Array.from(html.matchAll(new RegExp(`<a rel="${rel}" href="([^"]*)"`, "g")), ([, href]) => href);
    expect([byRel("prev"), byRel("next")]).toEqual([older, newer]);
  });

  test("advertises the feed to subscribe to, and shows its articles", async () => {
    const html = await render(2, `${base}archive/3/`);
    expect(html).toContain(`type="application/rss+xml" title="Ships (RSS)" href="${base}rss.xml"`);
    expect(html).toContain("The ferry sails");
    expect(html).toContain(`<link rel="canonical" href="${base}archive/2/"/>`);
  });
});

test.each([
  [50, 50, undefined],
  [60, 50, "/archive/3/"],
  [75, 50, "/archive/4/"],
  [130, 50, "/archive/6/"],
  [20, 10, "/archive/1/"],
  [10, 10, undefined],
])(
  "the page of a feed of %d articles and a window of %d goes on at %s, the page that is filling",
  async (count, windowSize, older) => {
    const rule = { name: "small", title: "Small", description: undefined, any: [], all: [], not: [], windowSize };
    const name = windowSize === 50 ? "categories/ships" : "feeds/small";
    const site = makeSite({ feeds: [{ ...rule, content: "full" }] });
    const head = { ...mainHead, name, count, lastPosition: count } as const;
    const snapshot = { ...makeContext().snapshot, site, head };
    const place = placeWindow(head, windowSize, settings);
    const links = listLinks(await pageRenderers.page(makeContext({ name, snapshot, place })));
    expect(links.filter((href) => href.includes("/archive/"))).toEqual(older === undefined ? [] : [`/${name}${older}`]);
  },
);

test("pages for what is not there help on, and keep one place for a notice", async () => {
  const entries = [{ position: 1, record: makeRecord() }];
  const [missing, gone] = await Promise.all([
    pageRenderers.missing(makeContext({ entries })),
    pageRenderers.gone(makeContext({ entries })),
  ]);
  for (const html of [missing, gone]) {
    expect(listLinks(html)).toEqual(expect.arrayContaining(["/", "/articles/ferry", "/subscribe"]));
    expect(html).not.toContain('rel="canonical"');
    expect(html).toContain('<form class="search-form" action="/search">');
  }
  expect(gone.split(NOTICE_MARK)).toHaveLength(2);
  expect(missing).not.toContain(NOTICE_MARK);
});

test("the manifest is JSON with a name, a start and an icon", async () => {
  expect(JSON.parse(pageRenderers.manifest(makeContext({}, { accent: "#b3261e" })))).toMatchObject({
    name: "Harbour & Rail",
    start_url: "/",
    theme_color: "#b3261e",
    icons: [{ src: `/style/${RENDERER_VERSION}/b3261e-serif/icon.svg`, sizes: "any" }],
  });
});

test("a front page of 50 articles, each with all it may show, and 40 feeds is under 60 KB", async () => {
  const image = {
    url: "\u0001/media/0123456789abcdef0123456789abcdef.jpg",
    mediaType: "image/jpeg",
    sizeBytes: 9,
  } as const;
  const texts = { role: "photograph", alt: "A", caption: undefined, credit: undefined, license: undefined } as const;
  const names = ["North Korea", "Diplomacy", "Military", "Russia"];
  const facets = {
    ...makeRecord().facets,
    categories: names.map((name) => ({ name, slug: name.toLowerCase().replace(" ", "-") })),
    image: { ...image, ...texts, width: 1200, height: 630 },
  };
  const entries = Array.from({ length: 50 }, (_, index) => ({
    position: 50 - index,
    record: makeRecord({
      title: `${"A headline as long as they get ".repeat(3)}${index}`.slice(0, 90),
      slug: `a-slug-as-long-as-they-get-when-made-from-a-title-which-is-${index}`,
      summary: "A summary as long as one may be. ".repeat(9).slice(0, 280),
      publishedAt: makeRecord().publishedAt - index * 86_400_000,
      facets,
    }),
  }));
  const feeds = Array.from({ length: 40 }, (_, index) => {
    return { ...SHIPS, name: `categories/some-category-${index}` as const, title: `Some category ${index}` };
  });
  const { site } = makeContext().snapshot;
  const snapshot = { site, head: { ...mainHead, lastPosition: 90 }, window: entries, feeds, pages: [] };
  const html = await pageRenderers.page(makeContext({ entries, snapshot }));
  expect(html.match(/<article/g)).toHaveLength(50);
  expect(Buffer.byteLength(html)).toBeLessThan(60_000);
});
