import type { Element, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { describe, expect, test } from "vitest";
import { findElements, textOf } from "../../src/article/markup/body-tree.ts";
import { RENDERER_VERSION } from "../../src/feed/renderer-version.ts";
import { renderArticlePage } from "../../src/pages/article-page.tsx";
import { pageRenderers } from "../../src/pages/page-renderers.ts";
import { alone, makeContext, makeRecord, makeSite, settings } from "./sample-site.ts";

// Both renderers' pages are read back by an HTML parser that is not theirs.
function parse(html: string): Root {
  return fromHtml(html);
}

function find(tree: Root, tagName: string, property?: string, value?: string): Element[] {
  return findElements(tree, (element) => {
    return element.tagName === tagName && (property === undefined || String(element.properties[property]) === value);
  });
}

type Change = Parameters<typeof makeRecord>[0];

async function readArticlePage(change: Change, profile: Parameters<typeof makeSite>[0] = {}): Promise<Root> {
  const record = makeRecord(change);
  return parse(await renderArticlePage({ site: makeSite(profile), record, feeds: [], surroundings: alone, settings }));
}

async function readFrontPage(change: Change, profile: Parameters<typeof makeSite>[0] = {}): Promise<Root> {
  const entries = [{ position: 1, record: makeRecord(change) }];
  return parse(await pageRenderers.page(makeContext({ entries }, profile)));
}

function readJsonLd(page: Root): Record<string, unknown> {
  const [pageScript, script, ...others] = find(page, "script");
  expect(others).toEqual([]);
  expect(pageScript?.properties).toEqual({ src: "/page.js", defer: true });
  const text = script?.children[0];
  if (script?.properties.type !== "application/ld+json" || text?.type !== "text") throw new Error("No JSON-LD");
  return JSON.parse(text.value);
}

const HOSTILE = [
  "</script><script>alert(1)</script>",
  "<!-- <script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</title><h1>other</h1>",
  "AT&T &lt;b&gt; &#60;",
  "\u2028 \u202E gnihtemos",
];

describe.each(HOSTILE)("the text %j", (text) => {
  test("stays text as an article's title, summary, author and category", async () => {
    const person = { name: text, slug: "x", url: undefined, email: undefined };
    const facets = {
      authors: [person],
      categories: [{ name: text, slug: "x" }],
      tags: [],
      corrections: [{ at: 0, text }],
    };
    const page = await readArticlePage({ title: text, summary: text, facets });
    expect(find(page, "h1").map((heading) => textOf(heading))).toEqual([textOf({ type: "text", value: text })]);
    expect(find(page, "meta", "name", "description")[0]?.properties.content).toBe(text);
    expect(readJsonLd(page)).toMatchObject({ headline: text, description: text, author: [{ name: text }] });
    expect(find(page, "img")).toEqual([]);

    const front = await readFrontPage({ title: text, summary: text, facets });
    expect(find(front, "h3").map((heading) => textOf(heading))[0]).toBe(textOf({ type: "text", value: text }));
    expect(find(front, "script").map(({ properties }) => properties)).toEqual([{ src: "/page.js", defer: true }]);
    expect(find(front, "img")).toEqual([]);
  });

  test("stays text as the publication's name and description", async () => {
    const front = await readFrontPage({}, { title: text, description: text });
    expect(find(front, "script").map(({ properties }) => properties)).toEqual([{ src: "/page.js", defer: true }]);
    expect(find(front, "meta", "name", "description")[0]?.properties.content).toBe(text);
    expect(find(front, "h1")).toHaveLength(1);
  });
});

test("an article's page names the fediverse accounts of its own authors, a front page none", async () => {
  const elena = { name: "Elena Marin", slug: "elena-marin", url: undefined, email: undefined };
  const others = ["noor", "silent"].map((slug) => ({ ...elena, name: slug, slug }));
  const authors = [
    { ...elena, fediverse: "@elena@social.example" },
    { ...elena, name: "Noor", slug: "noor", fediverse: "@noor@other.example" },
    { ...elena, name: "Elsewhere", slug: "elsewhere", fediverse: "@else@other.example" },
  ];
  const { facets } = makeRecord();
  const change = { facets: { ...facets, authors: [elena, ...others] } };
  const listCreators = (page: Root) =>
    find(page, "meta", "name", "fediverse:creator").map(({ properties }) => properties.content);
  expect(listCreators(await readArticlePage(change, { authors }))).toEqual([
    "@elena@social.example",
    "@noor@other.example",
  ]);
  expect(listCreators(await readArticlePage(change))).toEqual([]);
  expect(listCreators(await readFrontPage(change, { authors }))).toEqual([]);
});

test("JSON-LD has what a NewsArticle must and should have, in absolute addresses", async () => {
  const image = { url: "\u0001/media/a.jpg", mediaType: "image/jpeg", sizeBytes: 9, width: 1200, height: 675 } as const;
  const texts = { alt: "A ferry", caption: "At dawn", credit: "Noor", license: undefined };
  const { facets } = makeRecord();
  const page = await readArticlePage({ facets: { ...facets, image: { role: "photograph", ...image, ...texts } } });
  expect(readJsonLd(page)).toMatchObject({
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    headline: "The ferry sails",
    url: "https://news.example/articles/ferry",
    datePublished: "2023-06-12T21:30:00Z",
    dateModified: "2023-06-12T21:30:00Z",
    author: [{ "@type": "Person", name: "Elena Marin", url: "https://news.example/authors/elena-marin/" }],
    image: {
      url: "https://news.example/media/a.jpg",
      width: 1200,
      height: 675,
      caption: "At dawn",
      creditText: "Noor",
    },
    publisher: { name: "Harbour & Rail" },
    // What Google's documentation of Article and of image licences recommends besides.
    description: "It sails again.",
    inLanguage: "en",
    isAccessibleForFree: true,
    mainEntityOfPage: "https://news.example/articles/ferry",
    articleSection: ["Ships"],
  });
  expect(find(page, "meta", "property", "og:image")[0]?.properties.content).toBe("https://news.example/media/a.jpg");
});

test("an Arabic article is set in its own language and direction, what surrounds it in the publication's", async () => {
  const page = await readArticlePage({ language: "ar", title: "العبّارة" });
  expect(find(page, "html")[0]?.properties).toMatchObject({ lang: "ar", dir: "rtl" });
  expect(find(page, "header")[0]?.properties).toMatchObject({ lang: "en", dir: "ltr" });
  const front = await readFrontPage({ language: "ar", title: "العبّارة" });
  expect(find(front, "html")[0]?.properties).toMatchObject({ lang: "en", dir: "ltr" });
  expect(find(front, "article")[0]?.properties).toMatchObject({ lang: "ar", dir: "rtl" });
});

test("a day is the publication's day, and the machine's moment stands beside it", async () => {
  const page = await readArticlePage({});
  const [time] = find(page, "time");
  if (time === undefined) throw new Error("No time");
  expect(time.properties.dateTime).toBe("2023-06-12T21:30:00Z");
  expect(textOf(time)).toContain("13");
});

test.each([
  ["three hours later, past midnight in UTC alone", 3 * 3_600_000, "UTC", 2],
  ["three hours later, after midnight", 3 * 3_600_000, "Europe/Athens", 1],
  ["a day later", 86_400_000, "Europe/Athens", 2],
])("an update %s is dated if its day is another", async (_what, laterMilliseconds, timeZone, times) => {
  const { publishedAt } = makeRecord();
  const page = await readArticlePage({ updatedAt: publishedAt + laterMilliseconds }, { timeZone });
  expect(find(page, "time")).toHaveLength(times);
});

test("a page advertises its own feed first and says which address to copy", async () => {
  const front = await readFrontPage({});
  const alternates = find(front, "link").filter(({ properties }) => String(properties.rel) === "alternate");
  const addresses = alternates.map(({ properties }) => properties.href);
  expect(addresses).toEqual(["rss.xml", "atom.xml", "feed.json"].map((file) => `https://news.example/${file}`));
  expect(find(front, "input").find(({ properties }) => properties.readOnly)?.properties).toMatchObject({
    readOnly: true,
    value: "https://news.example/rss.xml",
  });
});

test("the header leads to standing pages and to the newsletter that site.yaml names", async () => {
  const navigation = [{ title: "Über uns", url: "/articles/about" }];
  const profile = { navigation, newsletter: "https://letters.example/join" };
  const html = String(await pageRenderers.page(makeContext({}, profile)));
  const header = html.slice(html.indexOf("<nav"), html.indexOf("</header>"));
  expect(Array.from(header.matchAll(/href="([^"]*)"/g), ([, target]) => target)).toEqual([
    ...["/#latest", "/#feeds", "/articles/about", "https://letters.example/join", "/search", "/subscribe"],
  ]);
});

test("the header of a standing page marks that page, and no other does", async () => {
  const pages = [{ title: "About", url: "/about", language: "en" }];
  const place = { order: 1 };
  const record = makeRecord({ slug: "/about", facets: { ...makeRecord({}).facets, place } });
  const render = (shown: typeof record) =>
    renderArticlePage({ site: makeSite({ pages }), record: shown, feeds: [], surroundings: alone, settings });
  expect(await render(record)).toContain('<a href="/about" aria-current="page">About</a>');
  expect(await render(makeRecord())).toContain('<a href="/about">About</a>');
});

test("a logo, an icon, an accent and a font are what site.yaml says", async () => {
  const look = { accent: "#b3261e", font: "humanist", icon: "\u0001/media/i.png", logo: "\u0001/media/l.png" } as const;
  const page = await readArticlePage({}, { ...look, logoSize: { width: 240, height: 80 } });
  const links = find(page, "link").map(({ properties }) => `${properties.rel} ${properties.href}`);
  expect(links).toContain(`stylesheet /style/${RENDERER_VERSION}/b3261e-humanist/page.css`);
  expect(links).toContain("icon /media/i.png");
  expect(find(page, "img")[0]?.properties).toMatchObject({ src: "/media/l.png", alt: "", width: 240, height: 80 });
});

test("an article leads to its neighbours, each in its own language and direction", async () => {
  const older = { slug: "tram", title: "The tram", language: "en" };
  const newer = { slug: "qalaa", title: "القلعة", language: "ar" };
  const record = makeRecord();
  const surroundings = { ...alone, older, newer };
  const html = await renderArticlePage({ site: makeSite(), record, feeds: [], surroundings, settings });
  const links = find(parse(html), "a").filter(({ properties }) => /prev|next/.test(String(properties.rel)));
  expect(links.map(({ properties }) => `${properties.rel} ${properties.href}`)).toEqual([
    "prev /articles/tram",
    "next /articles/qalaa",
  ]);
  const titles = links.flatMap((link) => find({ type: "root", children: [link] }, "span"));
  expect(titles.map(({ properties }) => `${properties.lang} ${properties.dir}`)).toEqual(["en ltr", "ar rtl"]);
});

test("an article says whose it is and what others may do with it", async () => {
  const page = await readArticlePage({}, { license: "https://creativecommons.org/licenses/by-nc/4.0/" });
  expect(textOf(page)).toContain("© 2023 Harbour & Rail. Licence: CC BY-NC 4.0.");
});

test("a publication without an article says so, and how not to miss the first", async () => {
  const page = parse(await pageRenderers.page(makeContext({ entries: [] })));
  expect(textOf(page)).toContain("Nothing has been published here yet");
  expect(find(page, "article")).toEqual([]);
});

test("no page carries script to run, style of its own, or another host's file", async () => {
  for (const page of [await readArticlePage({}), await readFrontPage({})]) {
    expect(findElements(page, ({ properties }) => properties.style !== undefined)).toEqual([]);
    expect(find(page, "style")).toEqual([]);
    const files = find(page, "link").filter(({ properties }) => /stylesheet|icon/.test(String(properties.rel)));
    expect(files.map(({ properties }) => properties.href)).toEqual([
      `/style/${RENDERER_VERSION}/9a3412-serif/page.css`,
      `/style/${RENDERER_VERSION}/9a3412-serif/icon.svg`,
      "/apple-touch-icon.png",
    ]);
  }
});

describe("the front page's sections", () => {
  const label = (name: string) => ({ name, slug: name.toLowerCase() });
  const makeRow = (position: number, ...categories: string[]) => ({
    position,
    record: makeRecord({
      slug: `a${position}`,
      title: `Article ${position}`,
      facets: { ...makeRecord({}).facets, categories: categories.map(label) },
    }),
  });
  const rows = [
    makeRow(9, "Ships"),
    makeRow(8, "Ships"),
    makeRow(7, "Ships"),
    makeRow(6, "Ships", "Rail"),
    makeRow(5, "Rail"),
    makeRow(4),
    makeRow(3, "Ships"),
  ];
  const listTitles = (tree: Root, id: string) =>
    find(tree, "section", "ariaLabelledBy", id).flatMap((section) =>
      find({ type: "root", children: [section] }, "h3").map((heading) => textOf(heading)),
    );

  test("hold the newest of each category that site.yaml names, each article once", async () => {
    const sections = [label("Rail"), label("Ships"), label("Empty")];
    const page = parse(await pageRenderers.page(makeContext({ entries: rows }, { sections })));
    expect(listTitles(page, "latest")).toEqual(["Article 9", "Article 8", "Article 7"]);
    expect(listTitles(page, "section-rail")).toEqual(["Article 6", "Article 5"]);
    expect(listTitles(page, "section-ships")).toEqual(["Article 3"]);
    expect(find(page, "section", "ariaLabelledBy", "section-empty")).toEqual([]);
    expect(listTitles(page, "more")).toEqual(["Article 4"]);
  });

  test("are the front page's alone", async () => {
    const context = makeContext({ name: "categories/ships", entries: rows }, { sections: [label("Ships")] });
    expect(find(parse(await pageRenderers.page(context)), "section", "ariaLabelledBy", "section-ships")).toEqual([]);
  });
});

test("an author with the publication's name is an Organization", async () => {
  const facets = {
    ...makeRecord({}).facets,
    authors: [{ name: "harbour & rail", slug: "harbour-rail", url: undefined, email: undefined }],
  };
  expect(readJsonLd(await readArticlePage({ facets }))).toMatchObject({ author: [{ "@type": "Organization" }] });
  expect(readJsonLd(await readArticlePage({}))).toMatchObject({ author: [{ "@type": "Person" }] });
});

test("a picture without alternative text has no og:image:alt", async () => {
  const image = {
    role: "photograph",
    caption: undefined,
    credit: undefined,
    license: undefined,
    url: "https://news.example/a.png",
    mediaType: "image/png",
    alt: "",
    width: 2,
    height: 1,
    sizeBytes: 1,
  } as const;
  const withAlt = async (alt: string) =>
    find(
      await readArticlePage({ facets: { ...makeRecord({}).facets, image: { ...image, alt } } }),
      "meta",
      "property",
      "og:image:alt",
    ).length;
  expect([await withAlt(""), await withAlt("A ferry")]).toEqual([0, 1]);
});

describe("the head of an article", () => {
  const readStandfirst = async (change: Change) =>
    find(await readArticlePage(change), "p", "className", "standfirst").map((element) => textOf(element));

  test.each([
    [
      "a summary that its author wrote",
      { summary: "What it cost.", text: "The ferry sails again." },
      ["What it cost."],
    ],
    [
      "a summary derived from the first sentence",
      { summary: "The ferry sails again.", text: "The ferry sails again. And on." },
      [],
    ],
    [
      "one derived from the sentence after a dateline",
      { summary: "The ferry sails again.", text: "ATHENS, 12 June (Wire) — The ferry sails again." },
      [],
    ],
    ["none", { summary: "", text: "The ferry sails again." }, []],
  ])("has a standfirst for a written summary alone: %s", async (_, change, wanted) => {
    expect(await readStandfirst(change)).toEqual(wanted);
  });

  const sections = Array.from(
    { length: 4 },
    (_, index) => `<h2 id="part-${index}">Part ${index}</h2><p>Text.</p>`,
  ).join("");
  const listContents = async (change: Change) =>
    find(await readArticlePage(change), "nav", "className", "contents").flatMap((element) =>
      find({ type: "root", children: [element] }, "a").map(({ properties }) => properties.href),
    );

  test("lists the sections of a long text, and of no other", async () => {
    const long = "word ".repeat(2000);
    expect(await listContents({ html: sections, text: long })).toEqual(["#part-0", "#part-1", "#part-2", "#part-3"]);
    expect(await listContents({ html: sections, text: "Short." })).toEqual([]);
    expect(await listContents({ html: '<h2 id="part-0">Part</h2>', text: long })).toEqual([]);
  });

  test("says how long a text of two minutes or more takes to read", async () => {
    const readMeta = async (words: number) =>
      textOf(
        find(await readArticlePage({ text: "word ".repeat(words) }), "p", "className", "meta,byline")[0] ?? {
          type: "text",
          value: "",
        },
      );
    expect(await readMeta(1200)).toContain("5 min read");
    expect(await readMeta(240)).not.toContain("min read");
  });
});

// `none` draws none; an article that was stored before it was set keeps its cover until it is read again.
test.each([
  [undefined, false],
  ["feeds", false],
  ["everywhere", true],
  ["none", false],
] as const)("covers: %s; pages show a cover: %s", async (covers, isShown) => {
  const image = {
    role: "cover",
    url: "\u0001/media/cover.png",
    mediaType: "image/png",
    sizeBytes: 9,
    width: 1200,
    height: 630,
    alt: "",
    caption: undefined,
    credit: undefined,
    license: undefined,
  } as const;
  const change = { facets: { ...makeRecord({}).facets, image } };
  const shown = [await readArticlePage(change, { covers }), await readFrontPage(change, { covers })];
  for (const page of shown) expect(find(page, "img")).toHaveLength(isShown ? 1 : 0);
  // The front page shows it whole, in whatever form it shows pictures.
  const classes = shown.flatMap((page) => find(page, "img")).map(({ properties }) => properties.className);
  expect(classes).toEqual(isShown ? [["cover"], ["drawn"]] : []);
});
