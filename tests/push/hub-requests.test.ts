import { beforeEach, describe, expect, it } from "vitest";
import { networkOf, siteOf } from "../../src/audience/client-network.ts";
import { answerHub } from "../../src/push/http/hub.ts";
import { createHubRoutes } from "../../src/push/http/hub-routes.ts";
import { mountRoutes } from "../support/mount-routes.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, HUB_URL, type SimulatedHub } from "../support/simulated-hub.ts";

const TOPIC = `${HUB_URL}/rss.xml`;
const CALLBACK = "https://subscriber.example/callback";

interface Asked {
  readonly address: string;
  readonly at: number;
}

let edge: SimulatedEdge;
let hub: SimulatedHub;
let asked: Asked[];

beforeEach(async () => {
  edge = createSimulatedEdge();
  asked = [];
  const fetch = async (address: string) => {
    asked.push({ address, at: edge.clock.now });
    return new Response(new URL(address).searchParams.get("hub.challenge"));
  };
  hub = createSimulatedHub({ db: edge.store.db, clock: edge.clock, chance: createChance(7), fetch });
  await edge.putSite(0, "title: The Test Wire\ndomain: wire.example");
  await edge.publish(0, "one", "---\ntitle: One\ndate: 2026-01-01\n---\n\nText.");
});

type Form = Readonly<Record<string, string>>;

function send(form: Form | BodyInit, { client = "192.0.2.1", url = HUB_URL, type = "" } = {}): Promise<Response> {
  const isForm = typeof form === "object" && Object.getPrototypeOf(form) === Object.prototype;
  const body = isForm ? new URLSearchParams(form as Form) : (form as BodyInit);
  const init: RequestInit & { duplex?: "half" } = { method: "POST", body, duplex: "half" };
  const request = new Request(`${url}/hub`, init);
  if (type !== "") request.headers.set("content-type", type);
  return answerHub(request, { ports: hub.connect(), client: { network: networkOf(client), site: siteOf(client) } });
}

const subscription = (more: Form = {}): Form => ({
  "hub.mode": "subscribe",
  "hub.topic": TOPIC,
  "hub.callback": CALLBACK,
  ...more,
});

const without = (name: string): Form =>
  Object.fromEntries(Object.entries(subscription()).filter(([key]) => key !== name));

const pass = (milliseconds: number) => hub.runUntil(edge.clock.now + milliseconds);
const count = (table: string) =>
  edge.store.query<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)[0]?.count;

describe("WebSub §5.1: what is missing or malformed", () => {
  it.each<[string, Form | string]>([
    ["no mode", without("hub.mode")],
    ["no topic", without("hub.topic")],
    ["no callback", without("hub.callback")],
    ["nothing", {}],
    ["an unknown mode", subscription({ "hub.mode": "retrieve" })],
    ["a mode in capitals", subscription({ "hub.mode": "SUBSCRIBE" })],
    ["a topic that is no address", subscription({ "hub.topic": "rss.xml" })],
    ["a topic of another scheme", subscription({ "hub.topic": "ftp://wire.example/rss.xml" })],
    ["a callback that is no address", subscription({ "hub.callback": "subscriber" })],
    ["a lease in words", subscription({ "hub.lease_seconds": "soon" })],
    ["another publication's feed", subscription({ "hub.topic": "https://elsewhere.example/rss.xml" })],
    ["a feed that is not there", subscription({ "hub.topic": `${HUB_URL}/categories/none/rss.xml` })],
    ["an archive page", subscription({ "hub.topic": `${HUB_URL}/archive/1/rss.xml` })],
    [
      "the end of another publication's feed",
      subscription({ "hub.mode": "unsubscribe", "hub.topic": "https://elsewhere.example/" }),
    ],
    [
      "a foreign topic of 2,000 characters",
      subscription({ "hub.topic": `https://elsewhere.example/${"a".repeat(2000)}` }),
    ],
    ["a secret of 200 bytes", subscription({ "hub.secret": "ä".repeat(100) })],
    ["two callbacks", `${new URLSearchParams(subscription())}&hub.callback=https%3A%2F%2Fother.example%2F`],
    ["two topics", `${new URLSearchParams(subscription())}&hub.topic=${encodeURIComponent(TOPIC)}`],
    ["an announcement of nothing", { "hub.mode": "publish" }],
    ["an announcement for others", { "hub.mode": "publish", "hub.url": "https://elsewhere.example/feed" }],
  ])("%s is refused in words, and nothing is stored", async (_what, form) => {
    const response = await send(form, typeof form === "string" ? { type: "application/x-www-form-urlencoded" } : {});
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    const { length } = await response.text();
    expect(length).toBeGreaterThan(20);
    expect(length).toBeLessThan(400);
    expect([count("intents"), count("verification_slots"), hub.queue.length]).toEqual([0, 0, 0]);
  });

  it("a body of another type is refused with 415", async () => {
    expect((await send(JSON.stringify(subscription()), { type: "application/json" })).status).toBe(415);
  });

  it("a form of 10 MB is refused with 413 and not read", async () => {
    let pulled = 0;
    const block = new TextEncoder().encode("a".repeat(4096));
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += block.length;
        if (pulled > 10_000_000) controller.close();
        else controller.enqueue(block);
      },
    });
    expect((await send(endless, { type: "application/x-www-form-urlencoded" })).status).toBe(413);
    expect(pulled).toBeLessThan(50_000);
  });

  it("another method is refused with 405 that names POST", async () => {
    const inputs = { ports: hub.connect(), client: { network: "", site: undefined } };
    const response = await mountRoutes(createHubRoutes(), () => ({ hub: inputs })).request(`${HUB_URL}/hub`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it.each([
    ["http://wire.example", 400],
    ["http://localhost:8787", 202],
    ["https://wire.example", 202],
  ])("a secret sent to %s: %i", async (url, status) => {
    expect((await send(subscription({ "hub.secret": "sesame" }), { url })).status).toBe(status);
  });
});

describe("WebSub §5.1: what is understood", () => {
  it.each<[string, Form]>([
    ["parameters it does not know", { "hub.flavour": "mild", other: "x" }],
    ["hub.verify=sync, which FreshRSS sends", { "hub.verify": "sync" }],
    ["a secret of 199 bytes", { "hub.secret": "x".repeat(199) }],
  ])("%s: 202", async (_what, more) => {
    expect((await send(subscription(more))).status).toBe(202);
  });

  it.each([
    ["", 864_000],
    ["1", 3600],
    ["-1", 3600],
    ["86400.5", 86_400],
    ["99999999999999999999", 2_592_000],
    ["86400", 86_400],
    ["999999999", 2_592_000],
  ])("a lease of %j becomes %i seconds, which the callback is told and held to", async (wanted, granted) => {
    await send(subscription({ "hub.lease_seconds": wanted }));
    await pass(1000);
    expect(new URL(asked[0]?.address ?? "").searchParams.get("hub.lease_seconds")).toBe(String(granted));
    hub.sleep(granted * 1000 - 180_000);
    await pass(60_000);
    expect(count("subscriptions")).toBe(1);
    await pass(240_000);
    expect(count("subscriptions")).toBe(0);
  });

  it("an announcement of its own feeds is welcome and changes nothing", async () => {
    expect((await send({ "hub.mode": "publish", "hub.topic": TOPIC })).status).toBe(202);
    await pass(60_000);
    expect(asked).toEqual([]);
  });

  it("the end of what never began is accepted, and nobody is asked", async () => {
    expect((await send(subscription({ "hub.mode": "unsubscribe" }))).status).toBe(202);
    await pass(60_000);
    expect(asked).toEqual([]);
  });

  it("an intent outlives a restart: what the queue has lost, the cron finds", async () => {
    await send(subscription());
    hub.queue.length = 0;
    await pass(61_000);
    expect(count("subscriptions")).toBe(1);
  });
});

describe("limits", () => {
  const mostWithin = (milliseconds: number) =>
    Math.max(...asked.map(({ at }) => asked.filter((other) => other.at >= at && other.at < at + milliseconds).length));

  it.each([
    ["from one address, at many hosts", (number: number) => `https://host-${number}.example/`, () => "192.0.2.1"],
    [
      "from many addresses, at one host",
      (number: number) => `${CALLBACK}/${number}`,
      (number: number) => `192.0.2.${number}`,
    ],
  ])(
    "of 1,000 subscriptions %s ten a minute are asked about; the others wait, or hear 429",
    async (_what, callbackOf, clientOf) => {
      const statuses: number[] = [];
      for (let number = 0; number < 1000; number += 1) {
        const form = subscription({ "hub.callback": callbackOf(number) });
        const response = await send(form, { client: clientOf(number) });
        statuses.push(response.status);
        if (response.status === 429) expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
        if (number % 100 === 99) await pass(3000);
      }
      expect(statuses.filter((status) => status === 202).length).toBe(100);
      expect(statuses.filter((status) => status === 429).length).toBe(900);
      await pass(1_200_000);
      expect(asked.length).toBe(100);
      expect(mostWithin(60_000)).toBe(10);
    },
  );

  it("renewals of what was verified are free of them", async () => {
    for (let number = 0; number < 10; number += 1)
      await send(subscription({ "hub.callback": `${CALLBACK}/${number}` }));
    await pass(600_000);
    for (let number = 10; number < 110; number += 1)
      await send(subscription({ "hub.callback": `https://host-${number}.example/` }));
    asked.length = 0;
    for (let number = 0; number < 10; number += 1) {
      expect((await send(subscription({ "hub.callback": `${CALLBACK}/${number}` }))).status).toBe(202);
    }
    await hub.runUntil(edge.clock.now);
    expect(asked.filter(({ address }) => address.startsWith(CALLBACK)).length).toBe(10);
  });

  it("a renewal again and again is none: the callback is not made to answer for ever", async () => {
    await send(subscription());
    await pass(120_000);
    asked.length = 0;
    for (let round = 1; round <= 300; round += 1) {
      await send(subscription());
      await pass(100);
    }
    expect(asked.length).toBeLessThanOrEqual(11);
  });
});

describe("WebSub §5.2, §5.3: what is there stays as it is until the callback says so", () => {
  it("a subscription is neither renewed nor ended nor given another secret by whom its callback does not know", async () => {
    await send(subscription({ "hub.secret": "mine" }));
    await pass(120_000);
    const columns = "feed, callback, secret, verified_at, expires_at, generation, is_whole, cursor, target";
    const before = edge.store.query(`SELECT ${columns} FROM subscriptions`);
    const refusing = createSimulatedHub({
      db: edge.store.db,
      clock: edge.clock,
      chance: createChance(8),
      fetch: async () => new Response("no", { status: 404 }),
    });
    hub = refusing;
    await send(subscription({ "hub.secret": "theirs", "hub.lease_seconds": "3600" }));
    await send(subscription({ "hub.mode": "unsubscribe" }));
    await pass(1000);
    expect(edge.store.query(`SELECT ${columns} FROM subscriptions`)).toEqual(before);
  });

  it("the callback is told that the feed it asked for has gone since, by the topic of its request", async () => {
    await edge.putSite(0, "title: The Test Wire\ndomain: wire.example\ncategories: [Harbour]");
    const topic = `${HUB_URL}/categories/harbour/rss.xml`;
    expect((await send(subscription({ "hub.topic": topic }))).status).toBe(202);
    edge.store.query("DELETE FROM feeds WHERE feed = 'categories/harbour'");
    await pass(1000);
    const [denial] = asked.map(({ address }) => new URL(address).searchParams);
    expect([denial?.get("hub.mode"), denial?.get("hub.topic")]).toEqual(["denied", topic]);
    expect(asked.length).toBe(1);
    expect([count("intents"), count("subscriptions")]).toEqual([0, 0]);
  });
});

describe("WebSub §5.1: a re-subscription overrides", () => {
  const subscriptions = () =>
    edge.store.query<{ secret: string; expires_at: number }>("SELECT secret, expires_at FROM subscriptions");
  const HOUR_MS = 3_600_000;

  it("the secret, once its callback has confirmed it", async () => {
    await send(subscription({ "hub.secret": "former" }));
    await pass(120_000);
    expect((await send(subscription({ "hub.secret": "later" }))).status).toBe(202);
    await pass(1000);
    expect(subscriptions().map(({ secret }) => secret)).toEqual(["later"]);
  });

  it.each([
    ["a shorter lease", "864000", "3600", 864_000],
    ["a longer lease", "3600", "864000", 864_120],
  ])("%s: the subscription lasts until the later of both ends", async (_what, first, second, seconds) => {
    const began = edge.clock.now;
    await send(subscription({ "hub.lease_seconds": first }));
    await pass(120_000);
    await send(subscription({ "hub.lease_seconds": second }));
    await pass(1000);
    expect(subscriptions().map(({ expires_at }) => expires_at - began)).toEqual([seconds * 1000]);
  });

  it("another secret is verified once an hour, and takes a slot", async () => {
    await send(subscription({ "hub.secret": "first" }));
    await pass(HOUR_MS);
    const slots = count("verification_slots") ?? 0;
    expect((await send(subscription({ "hub.secret": "second" }))).status).toBe(202);
    expect(count("verification_slots")).toBeGreaterThan(slots);
    await pass(10 * 60_000);
    asked.length = 0;
    const refused = await send(subscription({ "hub.secret": "third" }));
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3600"]);
    await pass(50 * 60_000);
    expect(asked).toEqual([]);
    expect((await send(subscription({ "hub.secret": "fourth" }))).status).toBe(202);
    await pass(1000);
    expect(subscriptions().map(({ secret }) => secret)).toEqual(["fourth"]);
  });

  it("after a change of secret no guess is free of slots, not even the right one", async () => {
    await send(subscription({ "hub.secret": "first" }));
    await pass(HOUR_MS);
    await send(subscription({ "hub.secret": "guess" }));
    await pass(120_000);
    const statuses: number[] = [];
    for (let number = 0; number < 100; number += 1)
      statuses.push((await send(subscription({ "hub.secret": number % 2 === 0 ? "guess" : "other" }))).status);
    expect(statuses.filter((status) => status === 202).length).toBeLessThanOrEqual(50);
    expect(statuses.slice(60)).toEqual(Array.from({ length: 40 }, () => 429));
  });
});
