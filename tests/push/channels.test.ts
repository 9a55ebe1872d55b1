import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tellChannels } from "../../src/push/tell-channels.ts";
import { createChannelStore } from "../../src/store/d1-channels.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

const KEY = "5e8a2b7c9d104f63";
const HUB = "https://hub.example.net/";
const ENGINE = "https://search.example.net/indexnow";
const BOTH = `hubs: [${HUB}]\nindex_now: { key: ${KEY}, address: ${ENGINE} }\n`;
const MINUTE_MS = 60_000;
const FORMATS = ["atom.xml", "feed.json", "rss.xml"];

interface Told {
  readonly address: string;
  readonly contentType: string;
  readonly body: string;
}

interface World {
  readonly edge: SimulatedEdge;
  readonly told: Told[];
  /** How others answer; may throw. */
  readonly others: { answer: (told: Told) => number };
  publicUrl: string;
  announce(): Promise<boolean>;
  /** As long as something is too fresh. */
  settle(): Promise<void>;
  /** Addresses told to the search engine, and topics told to the hub, since the last look. */
  look(): { readonly urls: string[]; readonly topics: string[] };
}

async function start(channels = BOTH): Promise<World> {
  const edge = createSimulatedEdge();
  const told: Told[] = [];
  let looked = 0;
  const world: World = {
    edge,
    told,
    others: { answer: () => 200 },
    publicUrl: PUBLIC_URL,
    announce: () =>
      tellChannels({
        store: createChannelStore(edge.store.db),
        publicUrl: world.publicUrl,
        now: () => edge.clock.now,
        async post(address, body, contentType) {
          const status = world.others.answer({ address, body, contentType });
          told.push({ address, body, contentType });
          return new Response(null, { status });
        },
      }),
    async settle() {
      for (let isSettling = true; isSettling; edge.clock.now += 4000) isSettling = await world.announce();
    },
    look() {
      const since = told.slice(looked);
      looked = told.length;
      const pings = since.filter(({ address }) => address === HUB).map(({ body }) => new URLSearchParams(body));
      const lists = since.filter(({ address }) => address === ENGINE).map(({ body }) => JSON.parse(body));
      const strip = (address: string) => address.replace(PUBLIC_URL, "");
      return {
        urls: lists.flatMap(({ urlList }: { urlList: string[] }) => urlList.map(strip)),
        topics: pings.map((ping) => strip(ping.get("hub.topic") ?? "")),
      };
    },
  };
  await edge.putSite(0, `title: The Wire\ndomain: wire.example\n${channels}`);
  await world.settle();
  return world;
}

function write(title: string, more = ""): string {
  return `---\ntitle: ${title}\ndate: 2026-11-01\ncategories: [News]\n${more}---\n\nWords.\n`;
}

async function publish({ edge }: World, key: string, more?: string): Promise<void> {
  edge.clock.now += 1000;
  expect(await edge.publish(0, key, write(key, more))).toMatch(/created|updated/);
}

const ALL_TOPICS = ["/", "/authors/the-wire/", "/categories/news/"].flatMap((base) =>
  FORMATS.map((name) => base + name),
);

describe("82: hubs elsewhere", () => {
  it("get one form POST for each changed topic, which names it twice", async () => {
    const world = await start();
    await publish(world, "one");
    await world.settle();
    const pings = world.told.filter(({ address }) => address === HUB);
    expect(pings.map(({ contentType }) => contentType)).toEqual(
      Array(pings.length).fill("application/x-www-form-urlencoded"),
    );
    for (const { body } of pings) {
      const ping = new URLSearchParams(body);
      expect([...ping.keys()]).toEqual(["hub.mode", "hub.url", "hub.topic"]);
      expect([ping.get("hub.mode"), ping.get("hub.url")]).toEqual(["publish", ping.get("hub.topic")]);
    }
    expect(world.look().topics.sort()).toEqual([...ALL_TOPICS].sort());
  });

  it("hear nothing of feeds that did not change", async () => {
    const world = await start();
    await publish(world, "one");
    await world.settle();
    world.look();
    await publish(world, "two", "author: Ana\n");
    await world.settle();
    const { topics } = world.look();
    expect(topics).toHaveLength(9);
    expect(topics.filter((topic) => topic.startsWith("/authors/the-wire/"))).toEqual([]);
  });

  it("hear of more topics than one call tells by the calls after it", async () => {
    const world = await start(`hubs: [${HUB}]\n`);
    const categories = Array.from({ length: 30 }, (_, number) => `C${number}`);
    await world.edge.publish(
      0,
      "many",
      `---\ntitle: Many\ndate: 2026-11-01\ncategories: [${categories}]\n---\n\nWords.\n`,
    );
    await world.settle();
    const { topics } = world.look();
    expect([topics.length, new Set(topics).size]).toEqual([96, 96]);
  });

  it("begin again at the topic that failed, and tell none twice", async () => {
    const world = await start(`hubs: [${HUB}]\n`);
    await publish(world, "one");
    let count = 0;
    world.others.answer = () => (++count === 5 ? 503 : 204);
    await world.settle();
    expect(world.look().topics).toHaveLength(5);
    world.edge.clock.now += MINUTE_MS;
    await world.announce();
    expect(world.look().topics).toHaveLength(5);
    const taken = world.told.filter((_, index) => index !== 4).map(({ body }) => body);
    expect(new Set(taken).size).toBe(ALL_TOPICS.length);
  });
});

describe("IndexNow", () => {
  it("is told of additions, edits, minor edits and removals, each once", async () => {
    const world = await start();
    await publish(world, "one");
    await publish(world, "two");
    await world.settle();
    expect(world.look().urls).toEqual(["/articles/one", "/articles/two"]);
    await publish(world, "one", "summary: Another.\n");
    await world.settle();
    expect(world.look().urls).toEqual(["/articles/one"]);
    world.edge.clock.now += 1000;
    await world.edge.publish(0, "one", write("one", "summary: A third.\n"), "minor");
    await world.settle();
    expect(world.look().urls).toEqual(["/articles/one"]);
    await world.edge.retract(0, "two");
    await world.settle();
    expect(world.look().urls).toEqual(["/articles/two"]);
    await world.settle();
    expect(world.look()).toEqual({ urls: [], topics: [] });
  });

  it("gets host, key and where the key is, as JSON; and the key is there", async () => {
    const world = await start();
    await publish(world, "one");
    await world.settle();
    const [message] = world.told.filter(({ address }) => address === ENGINE);
    expect(message?.contentType).toBe("application/json; charset=utf-8");
    expect(JSON.parse(message?.body ?? "")).toEqual({
      host: "wire.example",
      key: KEY,
      keyLocation: `${PUBLIC_URL}/${KEY}.txt`,
      urlList: [`${PUBLIC_URL}/articles/one`],
    });
    const { status, headers, text } = await world.edge.poll(0, `/${KEY}.txt`);
    expect([status, headers.get("content-type"), text]).toEqual([200, "text/plain; charset=utf-8", `${KEY}\n`]);
    expect((await world.edge.poll(0, "/another-key.txt")).status).toBe(404);
  });

  it("hears of a scheduled article when it is visible, and of its end", async () => {
    const world = await start();
    const at = world.edge.clock.now + 3_600_000;
    const times = `date: ${new Date(at).toISOString()}\nexpires: ${new Date(at + 3_600_000).toISOString()}\n`;
    await world.edge.publish(0, "later", `---\ntitle: Later\n${times}---\n\nWords.\n`);
    await world.settle();
    expect(world.look()).toEqual({ urls: [], topics: [] });
    for (const moment of [at, at + 3_600_000]) {
      world.edge.clock.now = moment + 1000;
      await world.edge.poll(0, "/rss.xml");
      await world.settle();
      expect(world.look().urls).toEqual(["/articles/later"]);
    }
  });

  it("gets at most 10,000 addresses at a time, each once", async () => {
    const world = await start(`index_now: { key: ${KEY}, address: ${ENGINE} }\n`);
    await publish(world, "one");
    const numbers = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 20001)";
    world.edge.store.query(`${numbers} INSERT INTO articles (id, key, slug, state, revision, content_hash, published_at, updated_at, changed_at, kind, language,
        title, summary, facets, html, text, source)
      SELECT 'urn:' || n, 'k' || n, 's' || n, state, 0, '', 0, 0, 0, kind, language, title, summary, facets, html, text, source
      FROM n, articles WHERE key = 'one'`);
    world.edge.store.query(
      `${numbers} INSERT INTO revisions (article_id, kind, at) SELECT 'urn:' || n, 'publish', 0 FROM n`,
    );
    await world.settle();
    const sizes = world.told.map(({ body }) => (JSON.parse(body) as { urlList: string[] }).urlList.length);
    expect(sizes).toEqual([10_000, 10_000, 2]);
    expect(new Set(world.look().urls).size).toBe(20_002);
  });
});

describe("every channel", () => {
  it("83: hears of a change only when every reader sees it, 4 s after it was committed", async () => {
    const world = await start();
    await publish(world, "one");
    expect(await world.announce()).toBe(true);
    world.edge.clock.now += 3999;
    expect(await world.announce()).toBe(true);
    expect(world.told).toEqual([]);
    world.edge.clock.now += 1;
    expect(await world.announce()).toBe(false);
    expect(world.look().urls).toEqual(["/articles/one"]);
  });

  it("begins with what changes from now on, not with the archive", async () => {
    const world = await start("");
    await publish(world, "one");
    await world.edge.putSite(0, `title: The Wire\ndomain: wire.example\n${BOTH}`);
    await world.settle();
    expect(world.look().urls).toEqual([]);
    await publish(world, "two");
    await world.settle();
    expect(world.look().urls).toEqual(["/articles/two"]);
  });

  it.each([
    ["answers 503", () => 503],
    ["answers a redirect", () => 302],
    ["answers 403", () => 403],
    [
      "does not answer",
      () => {
        throw new DOMException("late", "TimeoutError");
      },
    ],
  ])("that %s is tried again after 1, 5, 30 minutes, and loses nothing", async (_what, answer: () => number) => {
    const world = await start(`index_now: { key: ${KEY}, address: ${ENGINE} }\n`);
    let tries = 0;
    world.others.answer = () => {
      tries += 1;
      return answer();
    };
    await publish(world, "one");
    await world.settle();
    for (const minutes of [1, 5, 30]) {
      const before = tries;
      world.edge.clock.now += minutes * MINUTE_MS - 10_000;
      await world.announce();
      expect(tries).toBe(before);
      world.edge.clock.now += 10_000;
      await world.announce();
      expect(tries).toBe(before + 1);
    }
    await publish(world, "two");
    world.others.answer = () => 202;
    world.look();
    world.edge.clock.now += 24 * 60 * MINUTE_MS;
    await world.settle();
    await world.settle();
    expect(world.look().urls.sort()).toEqual(["/articles/one", "/articles/two"]);
  });

  it("is told by one of several that would", async () => {
    const world = await start();
    await publish(world, "one");
    await world.announce();
    world.edge.clock.now += 4000;
    await Promise.all([world.announce(), world.announce(), world.announce()]);
    const { urls, topics } = world.look();
    expect([urls.length, topics.length, new Set(topics).size]).toEqual([1, 9, 9]);
  });

  it("does not hold up another that fails", async () => {
    const world = await start();
    world.others.answer = ({ address }) => (address === HUB ? 500 : 200);
    await publish(world, "one");
    await world.settle();
    expect(world.look().urls).toEqual(["/articles/one"]);
  });

  it.each([
    "http://localhost:8787",
    "http://127.0.0.1:8787",
    "https://[::1]",
    "https://newsroom",
    "https://wire.local",
  ])("hears nothing from a publication at %s", async (publicUrl) => {
    const world = await start();
    world.publicUrl = publicUrl;
    await publish(world, "one");
    await world.settle();
    expect(world.told).toEqual([]);
  });

  it("is forgotten when site.yaml names it no more", async () => {
    const world = await start();
    await world.edge.putSite(0, "title: The Wire\ndomain: wire.example\n");
    await publish(world, "one");
    await world.settle();
    expect(world.told).toEqual([]);
    expect(world.edge.store.query("SELECT channel FROM channels")).toEqual([]);
  });
});

/** One article is changed so often, told or not, refused or not, and the work stopped or not, in any order. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ change: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 4, arbitrary: fc.record({ waitMinutes: fc.constantFrom(0, 0.1, 2, 40) }) },
  { weight: 2, arbitrary: fc.record({ refusing: fc.boolean() }) },
);

it.each([
  ["only refused", false],
  ["also stopped in the middle", true],
])(
  "in 60 histories with messages %s, the last version of everything is told, and none twice but what was stopped",
  async (_what, isStopped) => {
    const seed = 20231123;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.infiniteStream(fc.nat(9)), async (steps, chances) => {
        const world = await start();
        const versions = new Map<string, number>();
        const tellings = new Map<string, number>();
        /** The version that an article had when it was told last. */
        const known = new Map<string, number>();
        let stops = 0;
        let isRefusing = false;
        world.others.answer = ({ address, body }) => {
          if (isRefusing) return 503;
          const names =
            address === ENGINE
              ? (JSON.parse(body) as { urlList: string[] }).urlList
              : [new URLSearchParams(body).get("hub.topic") ?? ""];
          for (const name of names) {
            tellings.set(name, (tellings.get(name) ?? 0) + 1);
            const key = name.slice(`${PUBLIC_URL}/articles/`.length);
            known.set(key, versions.get(key) ?? 0);
          }
          return 200;
        };
        const tell = async () => {
          if (isStopped) {
            world.edge.store.before = async () => {
              if (chances.next().value === 0) throw new Error("stopped");
            };
          }
          await world.announce().catch(() => {
            stops += 1;
          });
          world.edge.store.before = async () => {};
        };
        for (const one of steps) {
          if ("change" in one) {
            const name = `article-${one.change}`;
            const version = (versions.get(name) ?? 0) + 1;
            versions.set(name, version);
            await publish(world, name, `summary: Version ${version}.\n`);
          } else if ("refusing" in one) isRefusing = one.refusing;
          else {
            world.edge.clock.now += one.waitMinutes * MINUTE_MS;
            await tell();
          }
        }
        isRefusing = false;
        for (let round = 0; round < 4; round += 1) {
          world.edge.clock.now += 25 * 60 * MINUTE_MS;
          await world.announce();
        }
        const rows = world.edge.store.query(
          "SELECT 1 FROM channels WHERE place <> '' OR cursor < (SELECT max(revision) FROM revisions)",
        );
        expect(rows).toEqual([]);
        for (const [name, version] of versions) {
          const count = tellings.get(`${PUBLIC_URL}/articles/${name}`) ?? 0;
          expect(known.get(name), name).toBe(version);
          expect(count, name).toBeLessThanOrEqual(version + stops);
        }
      }),
      { seed, numRuns: 60 },
    );
  },
  60_000,
);
