import { describe, expect, it } from "vitest";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

// An article goes elsewhere, and stays the article that readers know.

const FORMATS = ["rss.xml", "atom.xml", "feed.json"];
const ID = "tag:moves.example,2026-01-02:ferry";

const SITE = `title: Moves
domain: moves.example
home_page: https://moves.example/
author: Desk
feeds:
  - { name: sea, title: Sea, any: ["category: Harbour"] }
`;

interface Fields {
  readonly title?: string;
  readonly slug?: string;
  readonly category?: string;
  readonly author?: string;
}

const FIRST: Required<Fields> = { title: "Ferry", slug: "ferry", category: "Harbour", author: "Mara" };

function write(fields: Fields): string {
  const { title, slug, category, author } = { ...FIRST, ...fields };
  return `---\ntitle: ${title}\ndate: 2026-01-02\nslug: ${slug}\ncategories: [${category}]\nauthors: [${author}]\n---\n\nIt sails.\n`;
}

/** With a second article, so that no feed ends when the first one leaves it. */
async function setUp(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  await edge.publish(0, "ferry", write({}));
  await edge.publish(0, "other", write({ title: "Other", slug: "other" }));
  edge.clock.now += 10_000;
  return edge;
}

interface SeenEntry {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly date_published: string;
  readonly date_modified?: string;
}

async function readEntries(edge: SimulatedEdge, folder: string): Promise<readonly SeenEntry[]> {
  const { status, text } = await edge.poll(0, `${folder}feed.json`);
  return status === 200 ? (JSON.parse(text) as { items: SeenEntry[] }).items : [];
}

/** The ids of a feed in each format, as they stand there. */
async function readIds(edge: SimulatedEdge, folder: string): Promise<string[][]> {
  const documents = await Promise.all(FORMATS.map((name) => edge.poll(0, folder + name)));
  return documents.map(({ text }) =>
    Array.from(text.matchAll(/tag:moves\.example,2026-01-02:\w+/g), ([id]) => id).sort(),
  );
}

const has = (ids: readonly string[][]) => ids.map((list) => list.includes(ID));

interface Move {
  readonly what: string;
  readonly fields: Fields;
  readonly loses: readonly string[];
  readonly gains: readonly string[];
  readonly isSubstance: boolean;
}

const moves: readonly Move[] = [
  { what: "slug", fields: { slug: "boat" }, loses: [], gains: [], isSubstance: false },
  { what: "title", fields: { title: "The boat" }, loses: [], gains: [], isSubstance: true },
  {
    what: "category",
    fields: { category: "Travel" },
    loses: ["/categories/harbour/", "/feeds/sea/"],
    gains: ["/categories/travel/"],
    isSubstance: false,
  },
  {
    what: "author",
    fields: { author: "Elies" },
    loses: ["/authors/mara/"],
    gains: ["/authors/elies/"],
    isSubstance: false,
  },
];

describe("conformance 18, 21 and 39: an article with another", () => {
  it.each(moves)("$what has the same id in each format, its date, and is new to no reader", async (move) => {
    const edge = await setUp();
    const before = await readIds(edge, "/");
    const [first] = (await readEntries(edge, "/")).filter(({ id }) => id === ID);
    expect(await edge.publish(0, "ferry", write(move.fields))).toBe("updated");
    expect(await readIds(edge, "/")).toEqual(before);
    const [moved] = (await readEntries(edge, "/")).filter(({ id }) => id === ID);
    expect(moved).toMatchObject({ id: ID, date_published: first?.date_published, title: move.fields.title ?? "Ferry" });
    expect(moved?.date_modified !== first?.date_modified).toBe(move.isSubstance);
  });

  it.each(moves)(
    "$what: feeds it left have it no more, feeds it joined have it, each under a new tag",
    async (move) => {
      const edge = await setUp();
      const tags = await Promise.all(
        move.loses.map(async (feed) => (await edge.poll(0, `${feed}rss.xml`)).headers.get("etag")),
      );
      await edge.publish(0, "ferry", write(move.fields));
      for (const [index, feed] of move.loses.entries()) {
        const { status, headers } = await edge.poll(0, `${feed}rss.xml`, {
          headers: { "if-none-match": tags[index] ?? "" },
        });
        expect([feed, status, headers.get("etag") === tags[index]]).toEqual([feed, 200, false]);
        expect(has(await readIds(edge, feed)), feed).toEqual([false, false, false]);
      }
      for (const feed of move.gains) expect(has(await readIds(edge, feed)), feed).toEqual([true, true, true]);
    },
  );
});

describe("conformance 70 (RFC 9110 §15.4.2): old addresses", () => {
  it("each former slug answers 301 to the article in one step, after any number of moves and back again", async () => {
    const edge = await setUp();
    for (const slug of ["boat", "ship", "vessel"]) await edge.publish(0, "ferry", write({ slug }));
    for (const old of ["ferry", "boat", "ship"]) {
      const { status, headers } = await edge.poll(0, `/articles/${old}`);
      expect([old, status, headers.get("location")]).toEqual([old, 301, `${PUBLIC_URL}/articles/vessel`]);
    }
    await edge.publish(0, "ferry", write({ slug: "ferry" }));
    expect((await edge.poll(0, "/articles/ferry")).status).toBe(200);
    expect((await edge.poll(0, "/articles/vessel")).headers.get("location")).toBe(`${PUBLIC_URL}/articles/ferry`);
  });

  it("a former slug is never taken over: it leads to the article that had it, whatever another calls itself", async () => {
    const edge = await setUp();
    await edge.publish(0, "ferry", write({ slug: "boat" }));
    await edge.publish(0, "third", write({ title: "Third", slug: "ferry" }));
    const { status, headers } = await edge.poll(0, "/articles/ferry");
    expect([status, headers.get("location")]).toEqual([301, `${PUBLIC_URL}/articles/boat`]);
    expect((await readEntries(edge, "/")).find(({ id }) => id === ID)?.url).toBe(`${PUBLIC_URL}/articles/boat`);
  });

  it("the slug by a former version's rule is claimed where no article has it, and yields to one that does", async () => {
    const edge = await setUp();
    await edge.publish(0, "2026-01-03-boats", "---\ndate: 2026-01-03\n---\n\n# Whales\n\nText.\n");
    await edge.publish(0, "2026-01-04-more", "---\ndate: 2026-01-04\n---\n\n# Other\n\nText.\n");
    const aliases = edge.store.query("SELECT alias, yields FROM aliases ORDER BY alias");
    expect(aliases).toEqual([{ alias: "whales", yields: 1 }]);
    await edge.publish(0, "whales", write({ title: "Whales", slug: "whales" }));
    expect(edge.store.query("SELECT alias FROM aliases WHERE alias = 'whales'")).toEqual([]);
    expect((await edge.poll(0, "/articles/whales")).text).toContain("It sails.");
  });

  it("another article's former address is not taken over by a later claim; what else is claimed is kept", async () => {
    const edge = await setUp();
    const claim = (title: string, slug: string, aliases: string) =>
      `---\ntitle: ${title}\ndate: 2026-01-02\nslug: ${slug}\naliases: [${aliases}]\n---\n\nIt sails.\n`;
    await edge.publish(0, "ferry", claim("Ferry", "boat", "/old-place"));
    expect(await edge.publish(0, "third", claim("Third", "third", "/old-place, /free"))).toBe("created");
    const leadsTo = async (path: string) => (await edge.poll(0, path)).headers.get("location");
    expect(await leadsTo("/old-place")).toBe(`${PUBLIC_URL}/articles/boat`);
    expect(await leadsTo("/free")).toBe(`${PUBLIC_URL}/articles/third`);
  });
});

describe("conformance 18: a publication with another", () => {
  const sites = [
    ["home page", SITE.replace("home_page: https://moves.example/", "home_page: https://www.new.example/")],
    ["domain", SITE.replaceAll("moves.example", "new.example")],
    ["time zone", `${SITE}time_zone: Asia/Tokyo\n`],
  ] as const;

  it.each(sites)("%s keeps the ids and dates of every article, and its feeds' own id", async (what, site) => {
    const edge = await setUp();
    const ids = await readIds(edge, "/");
    const entries = await readEntries(edge, "/");
    const feedId = /<id>[^<]+<\/id>/.exec((await edge.poll(0, "/atom.xml")).text)?.[0];
    edge.clock.now += 5000;
    await edge.putSite(0, site);
    // An edit of its text under the new profile is the same article still.
    await edge.publish(0, "other", write({ title: "Other", slug: "other", author: "Elies" }));
    expect(await readIds(edge, "/")).toEqual(ids);
    const after = await readEntries(edge, "/");
    const dates = (list: readonly SeenEntry[]) =>
      list.map(({ id, date_published }) => [id, Date.parse(date_published)]).sort();
    // A date without a zone that readers have seen stays the moment that it was.
    expect(dates(after)).toEqual(dates(entries));
    const atom = (await edge.poll(0, "/atom.xml")).text;
    expect(/<id>[^<]+<\/id>/.exec(atom)?.[0]).toBe(feedId);
    if (what === "home page") expect(atom).toContain('href="https://www.new.example/"');
  });
});
