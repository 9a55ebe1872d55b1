import { beforeEach, describe, expect, it } from "vitest";
import { acceptRequest } from "../../src/push/accept-request.ts";
import { noteCommit } from "../../src/push/plan.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, HUB_URL, type SimulatedHub } from "../support/simulated-hub.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Sent {
  readonly address: string;
  readonly at: number;
  readonly body: string;
  readonly headers: Headers;
}

let edge: SimulatedEdge;
let hub: SimulatedHub;
let sent: Sent[];
/** What the subscriber answers. */
let answer: () => Response;

beforeEach(async () => {
  edge = createSimulatedEdge();
  sent = [];
  answer = () => new Response(null, { status: 204 });
  hub = createSimulatedHub({
    db: edge.store.db,
    clock: edge.clock,
    chance: createChance(3),
    async fetch(address, { method, body, headers }) {
      if (method === "GET") return new Response(new URL(address).searchParams.get("hub.challenge"));
      const bytes = body instanceof URLSearchParams ? body.toString() : Buffer.from(body as Uint8Array).toString();
      sent.push({ address, at: edge.clock.now, body: bytes, headers: new Headers(headers) });
      return answer();
    },
  });
  await edge.putSite(0, "title: The Test Wire\ndomain: wire.example\ncategories: [Harbour]");
  for (let number = 1; number <= 20; number += 1) await publish(`old-${number}`);
});

const pass = (milliseconds: number) => hub.runUntil(edge.clock.now + milliseconds);

async function publish(key: string, more = ""): Promise<void> {
  await edge.publish(0, key, `---\ntitle: Title ${key}\ndate: 2026-01-01\n${more}---\n\n${"Some text. ".repeat(100)}`);
  await noteCommit(hub.connect());
}

/** A subscription as it is once its callback has agreed. */
async function subscribe(file: string, host = "subscriber.example"): Promise<void> {
  const request = {
    dialect: "websub",
    mode: "subscribe",
    topic: `${HUB_URL}/${file}`,
    callback: `https://${host}/${file}`,
    leaseSeconds: 864_000,
    secret: undefined,
    verifyToken: undefined,
  } as const;
  expect(await acceptRequest(request, { network: host, site: undefined }, hub.connect())).toMatchObject({ ok: true });
  await pass(1000);
  expect(edge.store.query("SELECT id FROM subscriptions WHERE callback = ?", request.callback).length).toBe(1);
}

const titlesOf = (body = "") =>
  Array.from(body.matchAll(/Title ([\w-]+)<|"title": ?"Title ([\w-]+)"/g), ([, a, b]) => a ?? b);

const state = () =>
  edge.store.query<{ cursor: number; attempts: number; last_status: string; next_try_at: number | null }>(
    "SELECT cursor, attempts, last_status, next_try_at FROM subscriptions",
  )[0];

describe("a cursor brought to the head", () => {
  it.each(["rss.xml", "atom.xml"])("%s: the first delivery is the topic as it stands", async (file) => {
    await subscribe(file);
    await publish("new");
    await pass(10_000);
    expect(sent.length).toBe(1);
    expect(sent[0]?.body).toBe((await edge.poll(0, `/${file}`)).text);
  });

  it.each(["rss.xml", "atom.xml"])(
    "%s: ten versions behind, one POST brings exactly the missing entries",
    async (file) => {
      await subscribe(file);
      await publish("known");
      await pass(10_000);
      answer = () => new Response(null, { status: 503 });
      for (let number = 1; number <= 10; number += 1) {
        await publish(`missed-${number}`);
        await pass(5 * MINUTE_MS);
      }
      answer = () => new Response(null, { status: 200 });
      sent.length = 0;
      await pass(HOUR_MS);
      expect(sent.length).toBe(1);
      const missed = Array.from({ length: 10 }, (_, index) => `missed-${10 - index}`);
      expect(titlesOf(sent[0]?.body)).toEqual(missed);
      const whole = (await edge.poll(0, `/${file}`)).text;
      expect(sent[0]?.body.length).toBeLessThan(whole.length * 0.5);
    },
  );

  it("JSON Feed, which has no rule for parts, is whole every time", async () => {
    await subscribe("feed.json");
    for (const key of ["a", "b"]) {
      await publish(key);
      await pass(10_000);
    }
    expect(sent.map(({ body }) => titlesOf(body).length)).toEqual([21, 22]);
  });

  it("where an entry left other than by age, the delivery is whole", async () => {
    await publish("in-harbour", "categories: [Harbour]\n");
    await subscribe("categories/harbour/rss.xml");
    await publish("also-in-harbour", "categories: [Harbour]\n");
    await pass(10_000);
    await publish("in-harbour");
    await pass(10_000);
    expect(sent.map(({ body }) => titlesOf(body))).toEqual([["also-in-harbour", "in-harbour"], ["also-in-harbour"]]);
  });

  it("a burst is one delivery, once it has rested", async () => {
    await subscribe("rss.xml");
    for (let number = 1; number <= 20; number += 1) {
      await publish(`burst-${number}`);
      await pass(1000);
    }
    const last = edge.clock.now - 1000;
    await pass(MINUTE_MS);
    expect(sent.length).toBe(1);
    expect((sent[0]?.at ?? 0) - last).toBe(4000);
  });

  it("what falls due by itself is delivered, with nobody polling", async () => {
    await subscribe("rss.xml");
    const due = new Date(edge.clock.now + 10 * MINUTE_MS).toISOString();
    await edge.publish(0, "embargoed", `---\ntitle: Title embargoed\ndate: ${due}\n---\n\nText.`);
    await pass(9 * MINUTE_MS);
    expect(sent).toEqual([]);
    await pass(3 * MINUTE_MS);
    expect(titlesOf(sent[0]?.body)).toContain("embargoed");
  });

  it("what is published while the callback is being asked is not missed", async () => {
    const request = {
      dialect: "websub",
      mode: "subscribe",
      leaseSeconds: 3600,
      secret: undefined,
      verifyToken: undefined,
    } as const;
    const topic = `${HUB_URL}/rss.xml`;
    await acceptRequest(
      { ...request, topic, callback: "https://late.example/" },
      { network: "late", site: undefined },
      hub.connect(),
    );
    await publish("meanwhile");
    await pass(2 * MINUTE_MS);
    expect(titlesOf(sent[0]?.body)).toContain("meanwhile");
  });
});

/** Until nothing is tried any more; the hours between are slept through. */
async function passRetries(): Promise<void> {
  await pass(10_000);
  for (let next = state()?.next_try_at ?? null; next !== null; next = state()?.next_try_at ?? null) {
    hub.sleep(Math.max(0, next - edge.clock.now - 1));
    await pass(2 * MINUTE_MS);
  }
}

describe("WebSub §7: failures", () => {
  beforeEach(async () => {
    await subscribe("rss.xml");
    sent.length = 0;
  });

  it.each([301, 302, 307, 400, 401, 404, 429, 500, 503])("%i is one, and is tried again", async (status) => {
    answer = () => new Response(null, { status, headers: { Location: "https://elsewhere.example/" } });
    await publish("new");
    await pass(10_000);
    expect(state()).toMatchObject({ attempts: 1, last_status: String(status) });
    await pass(5 * MINUTE_MS);
    expect(sent.length).toBe(2);
  });

  it("a connection that breaks is one", async () => {
    answer = () => {
      throw new TypeError("connection refused by https://subscriber.example/");
    };
    await publish("new");
    await pass(10_000);
    expect(state()).toMatchObject({ attempts: 1, last_status: "cannot connect" });
  });

  it("is tried after 1 m, 5 m, 30 m, 2 h, 8 h and 24 h, more or less, then given up; the next version is tried", async () => {
    answer = () => new Response(null, { status: 500 });
    await publish("new");
    await passRetries();
    const waits = sent.slice(1).map(({ at }, index) => (at - (sent[index]?.at ?? 0)) / MINUTE_MS);
    expect(waits.length).toBe(6);
    for (const [index, wanted] of [1, 5, 30, 120, 480, 1440].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(wanted * 0.8);
      // The cron looks once a minute.
      expect(waits[index]).toBeLessThanOrEqual(wanted * 1.2 + 2);
    }
    expect(edge.store.query("SELECT status FROM dead_letters")).toEqual([{ status: "500" }]);
    answer = () => new Response(null, { status: 200 });
    sent.length = 0;
    await publish("newer");
    await pass(MINUTE_MS);
    expect(titlesOf(sent[0]?.body)).toEqual(expect.arrayContaining(["newer", "new"]));
    expect(edge.store.query("SELECT status FROM dead_letters")).toEqual([]);
  });

  it("what was taken and what was not is counted on its day", async () => {
    const counts = () =>
      edge.store.query<{ delivered: number; failed: number }>("SELECT * FROM delivery_days ORDER BY day");
    expect(counts()).toEqual([]);
    await publish("taken");
    await pass(10_000);
    answer = () => new Response(null, { status: 500 });
    await publish("refused");
    await passRetries();
    const [today, ...later] = counts();
    expect(today).toMatchObject({ day: Math.floor((sent[0]?.at ?? 0) / (24 * HOUR_MS)), delivered: 1 });
    expect([today, ...later].reduce((sum, count) => sum + (count?.failed ?? 0), 0)).toBe(sent.length - 1);
    expect(later.length).toBeGreaterThan(0);
  });

  it("410 ends the subscription", async () => {
    answer = () => new Response(null, { status: 410 });
    await publish("new");
    await pass(10_000);
    expect(state()).toBeUndefined();
  });

  it("a renewal begins anew: whole, and what was given up is tried again", async () => {
    answer = () => new Response(null, { status: 500 });
    await publish("new");
    await passRetries();
    answer = () => new Response(null, { status: 200 });
    sent.length = 0;
    await subscribe("rss.xml");
    await pass(2 * MINUTE_MS);
    expect(sent.length).toBe(1);
    expect(sent[0]?.body).toBe((await edge.poll(0, "/rss.xml")).text);
  });

  it("one that is asked for by hand is made at once", async () => {
    answer = () => new Response(null, { status: 500 });
    await publish("new");
    await passRetries();
    answer = () => new Response(null, { status: 200 });
    sent.length = 0;
    expect(await hub.store.redeliver({ kind: "dead" }, edge.clock.now)).toBe(1);
    await pass(MINUTE_MS);
    expect(sent.length).toBe(1);
    expect(await hub.store.redeliver({ kind: "dead" }, edge.clock.now)).toBe(0);
  });
});

describe("a feed that has ended", () => {
  it("owes nobody anything", async () => {
    await publish("only", "author: Ada\n");
    await subscribe("authors/ada/rss.xml");
    await publish("only", "author: Grace\n");
    await edge.callApi("/api/feeds/authors/ada", "with token", { method: "DELETE" });
    await pass(10_000);
    expect(sent).toEqual([]);
    const [head] = edge.store.query<{ revision: number }>("SELECT revision FROM feeds WHERE feed = 'authors/ada'");
    expect(state()).toMatchObject({ cursor: head?.revision, next_try_at: null });
  });
});

describe('WebSub §6, "Subscription Migration": a topic that has moved', () => {
  const SITE = "title: The Test Wire\ndomain: wire.example\n";
  const FILE = "categories/harbour/atom.xml";

  async function move(): Promise<void> {
    await publish("ship", "categories: [Harbour]\n");
    await subscribe(FILE);
    await pass(10_000);
    sent = [];
    await edge.putSite(0, `${SITE}categories: [{ name: Port, formerly: Harbour }]\n`);
    await noteCommit(hub.connect());
  }

  it("has one last delivery: the successor's document, with its self and the hub; the subscription is over", async () => {
    await move();
    await pass(2 * MINUTE_MS);
    expect(sent.map(({ address }) => address)).toEqual([`https://subscriber.example/${FILE}`]);
    expect(sent[0]?.headers.get("link")).toBe(
      `<${HUB_URL}/hub>; rel="hub", <${HUB_URL}/categories/port/atom.xml>; rel="self"`,
    );
    expect(sent[0]?.body).toBe((await edge.poll(0, "/categories/port/atom.xml")).text);
    expect(titlesOf(sent[0]?.body)).toEqual(["ship"]);
    expect(state()).toBeUndefined();
    await publish("boat", "categories: [Port]\n");
    await pass(2 * MINUTE_MS);
    expect(sent.length).toBe(1);
  });

  it("is tried again like any other where the subscriber does not take it", async () => {
    answer = () => new Response(null, { status: 503 });
    await move();
    await pass(10_000);
    expect(state()).toMatchObject({ attempts: 1, last_status: "503" });
    answer = () => new Response(null, { status: 204 });
    await pass(HOUR_MS);
    expect([sent.length, state()]).toEqual([2, undefined]);
  });

  it("waits until the articles are in the successor", async () => {
    await move();
    edge.store.query("UPDATE site SET recomputed_key = 'old-1' RETURNING recomputed_key");
    await pass(2 * MINUTE_MS);
    expect(sent).toEqual([]);
    edge.store.query("UPDATE site SET recomputed_key = NULL RETURNING recomputed_key");
    await pass(2 * MINUTE_MS);
    expect(sent.length).toBe(1);
  });

  it("is refused to new subscribers, who are told where it is", async () => {
    await move();
    const request = { dialect: "websub", mode: "subscribe", topic: `${HUB_URL}/${FILE}` } as const;
    const more = {
      callback: "https://other.example/",
      leaseSeconds: 864_000,
      secret: undefined,
      verifyToken: undefined,
    };
    const client = { network: "a", site: undefined };
    const result = await acceptRequest({ ...request, ...more }, client, hub.connect());
    expect(result).toMatchObject({ ok: false, problem: { reason: "invalid" } });
    expect(JSON.stringify(result)).toContain(`subscribe to ${HUB_URL}/categories/port/atom.xml`);
  });
});

describe("conformance 70: subscribers of a feed that leaves", () => {
  const NEW = "https://new.example/feed.xml";
  const SITE = "title: The Test Wire\ndomain: wire.example\ncategories: [Harbour]\n";

  async function leave(): Promise<string> {
    await publish("ship");
    await subscribe("atom.xml");
    await pass(10_000);
    sent = [];
    const before = (await edge.poll(0, "/atom.xml")).text;
    const until = new Date(edge.clock.now + 30 * 24 * HOUR_MS).toISOString();
    await edge.putSite(0, `${SITE}leaving: { to: "${NEW}", until: "${until}" }\n`);
    await noteCommit(hub.connect());
    await pass(2 * MINUTE_MS);
    return before;
  }

  it("have one last delivery: the feed as it stands, with its new self; the subscription is over", async () => {
    const before = await leave();
    expect(sent.map(({ address }) => address)).toEqual(["https://subscriber.example/atom.xml"]);
    expect(sent[0]?.headers.get("link")).toBe(`<${HUB_URL}/hub>; rel="hub", <${NEW}>; rel="self"`);
    expect(titlesOf(sent[0]?.body)).toEqual(titlesOf(before));
    expect(state()).toBeUndefined();
    await publish("boat");
    await pass(2 * MINUTE_MS);
    expect(sent.length).toBe(1);
  });

  it("are told the new address where they ask for a subscription again", async () => {
    await leave();
    const request = { dialect: "websub", mode: "subscribe", topic: `${HUB_URL}/atom.xml` } as const;
    const more = {
      callback: "https://other.example/",
      leaseSeconds: 864_000,
      secret: undefined,
      verifyToken: undefined,
    };
    const result = await acceptRequest({ ...request, ...more }, { network: "a", site: undefined }, hub.connect());
    expect(JSON.stringify(result)).toContain(`has moved for good; subscribe to ${NEW}`);
  });
});
