import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// Search as readers meet it: gate, Origin, index and store are the real ones.

const SITE = "title: The Wire\ndomain: wire.example\n";

interface Writing {
  readonly words: string;
  readonly at: number;
  readonly more?: string;
}

function write(title: string, { words, at, more = "" }: Writing): string {
  return `---\ntitle: ${title}\ndate: ${new Date(at).toISOString()}\n${more}---\n\nA text about ${words}.\n`;
}

async function start(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge({ hasWorkersCache: true });
  await edge.putSite(0, SITE);
  return edge;
}

const HOUR_MS = 3_600_000;

function titlesOf(html: string): string[] {
  return Array.from(html.matchAll(/<h2><a href="[^"]*">(.*?)<\/a><\/h2>/g), ([, title = ""]) =>
    title.replace(/<\/?mark>/g, ""),
  );
}

describe("the page of a search", () => {
  it("shows the articles with their words marked, the title's first", async () => {
    const edge = await start();
    const { now } = edge.clock;
    await edge.publish(0, "a", write("Whales return", { words: "the sea", at: now - 2 * HOUR_MS }));
    await edge.publish(0, "b", write("Harbour news", { words: "<b>whales</b> &amp; ships", at: now - HOUR_MS }));
    const { status, text, headers } = await edge.poll(0, "/search?q=whales");
    expect([status, titlesOf(text)]).toEqual([200, ["Whales return", "Harbour news"]]);
    expect(text).toContain("<mark>Whales</mark> return");
    expect(text).toContain("<p>2 articles, the best matches first</p>");
    expect(headers.get("cache-control")).toBe("private, max-age=60");
    expect(headers.get("x-robots-tag")).toBe("noindex");
    expect(headers.get("content-security-policy")).toContain("form-action 'self'");
  });

  it("names the category of a result that the search names", async () => {
    const edge = await start();
    const { now } = edge.clock;
    const more = "categories: [Harbour News]\n";
    await edge.publish(0, "a", write("The harbour", { words: "ships", at: now - HOUR_MS, more }));
    const link = '<a href="/categories/harbour-news/">Harbour News</a>';
    const topics = `aria-label="Categories"><li>${link}</li></ul>`;
    expect((await edge.poll(0, "/search?q=harbour")).text).toContain(topics);
    expect((await edge.poll(0, "/search?q=ships")).text).not.toContain(topics);
  });

  it.each([
    "",
    "?q=",
    "?q=%00",
    "?q=%22",
    "?q=%ED%A0%80",
    `?q=${"x".repeat(10_000)}`,
    "?q=a&page=999",
    "?page=-1&q=%F0%9F%90%8B",
  ])("/search%s is a page", async (query) => {
    const edge = await start();
    expect((await edge.poll(0, `/search${query}`)).status).toBe(200);
  });

  it("writes the query as text", async () => {
    const { text } = await (await start()).poll(0, `/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(text).not.toContain("<script>alert");
  });

  it("has twenty results, and the others behind them", async () => {
    const edge = await start();
    for (let number = 0; number < 23; number += 1) {
      await edge.publish(
        0,
        `n${number}`,
        write(`Whale ${number}`, { words: "it", at: edge.clock.now - number * HOUR_MS }),
      );
    }
    const first = await edge.poll(0, "/search?q=whale");
    const second = await edge.poll(0, "/search?q=whale&page=2");
    expect([titlesOf(first.text).length, titlesOf(second.text)]).toEqual([20, ["Whale 20", "Whale 21", "Whale 22"]]);
    expect(first.text).toContain('href="/search?q=whale&amp;page=2"');
  });

  it("is limited for a client that searches continually, and for no other", async () => {
    const edge = await start();
    const searchAs = (client: string) => edge.poll(0, "/search?q=a", { headers: { "cf-connecting-ip": client } });
    for (let count = 1; count <= 600; count += 1) await searchAs("192.0.2.1");
    const refused = await searchAs("192.0.2.1");
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect((await searchAs("192.0.2.2")).status).toBe(200);
  });
});

describe("the feed of a search", () => {
  it.each(["rss.xml", "atom.xml", "feed.json"])(
    "%s lists the newest matches, names no hub and is not counted",
    async (name) => {
      const edge = await start();
      const { now } = edge.clock;
      await edge.publish(0, "a", write("Whales return", { words: "the sea", at: now - 2 * HOUR_MS }));
      await edge.publish(0, "b", write("Harbour news", { words: "whales", at: now - HOUR_MS }));
      await edge.publish(0, "c", write("Weather", { words: "rain", at: now - HOUR_MS }));
      const { status, text, headers } = await edge.poll(0, `/search/${name}?q=whales`);
      expect(status).toBe(200);
      expect(text.indexOf("Harbour news")).toBeLessThan(text.indexOf("Whales return"));
      expect(text).not.toContain("Weather");
      expect(text).not.toMatch(/"hubs"|rel="hub"|<cloud/);
      expect(text).toContain(`https://wire.example/search/${name}?q=whales`);
      expect(edge.counted).toEqual([]);
      const again = await edge.poll(0, `/search/${name}?q=whales`, {
        headers: { "if-none-match": headers.get("etag") ?? "" },
      });
      expect([again.status, again.text]).toEqual([304, ""]);
    },
  );

  it("is 404 without a query", async () => {
    expect((await (await start()).poll(0, "/search/rss.xml")).status).toBe(404);
  });
});

it("is kept by no cache, and no cache has its query in a key", async () => {
  const edge = await start();
  await edge.poll(0, "/search?q=whales");
  await edge.poll(0, "/search?q=whales");
  expect(edge.asked.filter((path) => path.startsWith("/search"))).toHaveLength(2);
  expect(edge.puts.filter((key) => key.includes("whales"))).toEqual([]);
});

it("/opensearch.xml names the addresses by which a browser searches", async () => {
  const { status, text, headers } = await (await start()).poll(0, "/opensearch.xml");
  expect([status, headers.get("content-type")]).toEqual([200, "application/opensearchdescription+xml; charset=utf-8"]);
  expect(text).toContain('template="https://wire.example/search?q={searchTerms}"');
});

type Step =
  | { readonly do: "publish"; readonly key: number; readonly word: number; readonly held: string | undefined }
  | { readonly do: "embargo" | "expire"; readonly key: number; readonly word: number; readonly inSeconds: number }
  | { readonly do: "retract"; readonly key: number }
  | { readonly do: "restore"; readonly key: number }
  | { readonly do: "wait"; readonly seconds: number };

const WORDS = ["alpha", "bravo", "carol"];
const key = fc.nat({ max: 3 });
const word = fc.nat({ max: WORDS.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("publish" as const),
    key,
    word,
    held: fc.constantFrom(undefined, undefined, "draft: true", "feeds: none", "published: false"),
  }),
  fc.record({
    do: fc.constantFrom("embargo" as const, "expire" as const),
    key,
    word,
    inSeconds: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ do: fc.constant("retract" as const), key }),
  fc.record({ do: fc.constant("restore" as const), key }),
  fc.record({ do: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 8 }) }),
);

async function take(edge: SimulatedEdge, step: Step): Promise<void> {
  const { now } = edge.clock;
  if (step.do === "wait") edge.clock.now += step.seconds * 1000;
  else if (step.do === "retract") await edge.retract(0, `k${step.key}`);
  else if (step.do === "restore") await edge.restore(0, `k${step.key}`);
  else {
    const at = step.do === "embargo" ? now + step.inSeconds * 1000 : now - HOUR_MS;
    const expiry = step.do === "expire" ? `expires: ${new Date(now + step.inSeconds * 1000).toISOString()}\n` : "";
    const held = step.do === "publish" && step.held !== undefined ? `${step.held}\n` : "";
    const words = WORDS[step.word] ?? "";
    await edge.publish(0, `k${step.key}`, write(`Title ${step.key}`, { words, at, more: expiry + held }));
  }
}

/** Articles that readers may find: visible at this moment, in a feed, and with the word in the current text. */
function listTruth(edge: SimulatedEdge, wanted: string): string[] {
  const rows = edge.store.query<{ title: string }>(
    `SELECT a.title FROM articles a WHERE a.state = 'published' AND a.text LIKE '%' || ? || '%'
      AND (a.expires_at IS NULL OR a.expires_at > ?)
      AND EXISTS (SELECT 1 FROM memberships m WHERE m.article_id = a.id AND m.feed = 'main')`,
    wanted,
    edge.clock.now,
  );
  return rows.map(({ title }) => title).sort();
}

const COUNT = Number(process.env.COUNT ?? 25);

it("finds at any moment the articles that readers see, and none that is held back, embargoed, expired or retracted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 16 }), async (steps) => {
      const edge = await start();
      for (const next of steps) {
        await take(edge, next);
        for (const wanted of WORDS) {
          const found = titlesOf((await edge.poll(0, `/search?q=${wanted}`)).text).sort();
          expect(found, JSON.stringify(next)).toEqual(listTruth(edge, wanted));
        }
      }
    }),
    { numRuns: COUNT },
  );
});

it("drops an index that was built from another store", async () => {
  const edge = await start();
  await edge.publish(0, "a", write("Whales return", { words: "the sea", at: edge.clock.now - HOUR_MS }));
  expect(titlesOf((await edge.poll(0, "/search?q=whales")).text)).toEqual(["Whales return"]);
  edge.store.rebuild();
  await edge.putSite(0, SITE);
  await edge.publish(0, "b", write("Ships return", { words: "the sea", at: edge.clock.now - HOUR_MS }));
  expect(titlesOf((await edge.poll(0, "/search?q=whales")).text)).toEqual([]);
  expect(titlesOf((await edge.poll(0, "/search?q=ships")).text)).toEqual(["Ships return"]);
});
