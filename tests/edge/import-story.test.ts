import { beforeAll, describe, expect, it } from "vitest";
import { acceptRequest } from "../../src/push/accept-request.ts";
import { noteCommit } from "../../src/push/plan.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, HUB_URL, type SimulatedHub } from "../support/simulated-hub.ts";

// A publication begins with fifty articles, and its old ones are imported afterwards.

const RECENT = 50;
const IMPORTED = 600;
const HOUR_MS = 3_600_000;
const SITE = "title: The Wire\ndomain: wire.example\ncategories: [News, Rare]\n";
const FEEDS = ["/rss.xml", "/categories/news/rss.xml"];

let edge: SimulatedEdge;
let hub: SimulatedHub;
const sent: string[] = [];

function write(title: string, at: number, categories: string): string {
  return `---\ntitle: ${title}\ndate: ${new Date(at).toISOString()}\ncategories: ${categories}\n---\n\nText of it.\n`;
}

async function publish(key: string, source: string): Promise<void> {
  expect(await edge.publish(0, key, source)).toBe("created");
  await noteCommit(hub.connect());
}

const readEntries = (text: string) => text.match(/<item>[\s\S]*?<\/item>/g) ?? [];
const poll = (path: string) => edge.poll(0, path);

async function subscribe(file: string): Promise<void> {
  await acceptRequest(
    {
      dialect: "websub",
      mode: "subscribe",
      topic: `${HUB_URL}/${file}`,
      callback: `https://subscriber.example/${file}`,
      leaseSeconds: 864_000,
      secret: undefined,
      verifyToken: undefined,
    },
    { network: "192.0.2.1", site: undefined },
    hub.connect(),
  );
}

interface Seen {
  readonly entries: readonly (readonly string[])[];
  readonly front: readonly string[];
}

async function look(): Promise<Seen> {
  const front = (await poll("/")).text;
  return {
    entries: await Promise.all(FEEDS.map(async (path) => readEntries((await poll(path)).text))),
    front: Array.from(front.matchAll(/href="(\/articles\/[^"]+)"/g), ([, path = ""]) => path),
  };
}

let before: Seen;
let after: Seen;
const documents = new Map<string, Set<string>>();

beforeAll(async () => {
  edge = createSimulatedEdge();
  hub = createSimulatedHub({
    db: edge.store.db,
    clock: edge.clock,
    chance: createChance(3),
    async fetch(address, { method, body }) {
      if (method === "GET") return new Response(new URL(address).searchParams.get("hub.challenge"));
      sent.push(`${address} ${Buffer.from(body as Uint8Array).toString()}`);
      return new Response(null, { status: 204 });
    },
  });
  await edge.putSite(0, SITE);
  const now = edge.clock.now;
  for (let number = 1; number <= RECENT; number += 1) {
    const categories = number <= 5 ? "[News, Rare]" : "[News]";
    await publish(`recent-${number}`, write(`Recent ${number}`, now - (RECENT - number) * HOUR_MS, categories));
  }
  for (const file of ["rss.xml", "categories/news/rss.xml", "categories/rare/atom.xml"]) await subscribe(file);
  await hub.runUntil(edge.clock.now + 60_000);
  sent.length = 0;
  before = await look();
  for (let number = 1; number <= IMPORTED; number += 1) {
    edge.clock.now += 1000;
    const at = Date.UTC(2010, 0, 1) + number * 24 * HOUR_MS;
    await publish(`old-${number}`, write(`Old ${number}`, at, number % 40 === 0 ? "[News, Rare]" : "[News]"));
    for (const path of FEEDS) {
      const { headers } = await poll(path);
      documents.set(path, (documents.get(path) ?? new Set()).add(headers.get("etag") ?? ""));
    }
  }
  await hub.runUntil(edge.clock.now + 60_000);
  after = await look();
}, 300_000);

describe(`${IMPORTED} old articles are imported beside ${RECENT} recent ones`, () => {
  it("entries, their order and their dates stay, byte for byte, in the main feed and in a full category", () => {
    expect(after.entries).toEqual(before.entries);
    expect(after.entries.map(({ length }) => length)).toEqual([RECENT, RECENT]);
  });

  it("the front page shows the same articles in the same order", () => {
    expect(after.front).toEqual(before.front);
  });

  it("documents change by their links into the archive alone, at most once in 25 articles", async () => {
    for (const path of FEEDS) expect(documents.get(path)?.size, path).toBeLessThanOrEqual(IMPORTED / 25 + 1);
    const links = /<atom:link rel="(?:next|prev-archive)"[^>]*>\n?/g;
    const { text } = await poll("/rss.xml");
    expect(text.match(links)).toHaveLength(2);
  });

  it("nothing is pushed, not even for a feed that had fewer than 50 and shows old ones now", async () => {
    expect(sent).toEqual([]);
    const rare = readEntries((await poll("/categories/rare/rss.xml")).text);
    expect(rare).toHaveLength(5 + IMPORTED / 40);
    expect(rare.at(-1)).toContain("Old 40<");
  });

  it("the way through the archive meets every article", async () => {
    const ids = new Set<string>();
    for (let next: string | undefined = "/atom.xml"; next !== undefined; ) {
      const { text } = await poll(next);
      for (const [, id = ""] of text.matchAll(/<entry>\s*<id>([^<]+)</g)) ids.add(id);
      next = /rel="next" [^>]*href="https:\/\/wire\.example([^"]+)"/.exec(text)?.[1];
    }
    expect(ids.size).toBe(RECENT + IMPORTED);
  });

  it("a new article is pushed, and the entries before it are not", async () => {
    await publish("new", write("Brand new", edge.clock.now, "[News, Rare]"));
    await hub.runUntil(edge.clock.now + 60_000);
    expect(sent).toHaveLength(3);
    for (const body of sent) expect(body.match(/<(?:item|entry)>/g)?.length ?? 0).toBeLessThanOrEqual(1 + RECENT);
    expect(sent.filter((body) => body.includes(">Old "))).toEqual([]);
  });
});
