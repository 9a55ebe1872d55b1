import { beforeEach, describe, expect, it } from "vitest";
import { networkOf, siteOf } from "../../src/audience/client-network.ts";
import type { SubscriptionCaps } from "../../src/push/fair-shares.ts";
import { answerHub } from "../../src/push/http/hub.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, HUB_URL, type SimulatedHub } from "../support/simulated-hub.ts";

// The hub's limits, as a flooding client and the subscribers beside it meet them.

const MINUTE_MS = 60_000;
let edge: SimulatedEdge;
let hub: SimulatedHub;
let callbacks = 0;
let asked: { readonly callback: string; readonly at: number }[];

function openHub(caps?: SubscriptionCaps): void {
  hub = createSimulatedHub({
    db: edge.store.db,
    clock: edge.clock,
    chance: createChance(7),
    ...(caps === undefined ? {} : { caps }),
    async fetch(address) {
      const { origin, pathname, searchParams } = new URL(address);
      asked.push({ callback: origin + pathname, at: edge.clock.now });
      return new Response(searchParams.get("hub.challenge"));
    },
  });
}

beforeEach(async () => {
  edge = createSimulatedEdge();
  asked = [];
  openHub();
  await edge.putSite(0, "title: The Test Wire\ndomain: wire.example");
  await edge.publish(0, "one", "---\ntitle: One\ndate: 2026-01-01\n---\n\nText.");
});

async function subscribe(callback: string, client: string, mode = "subscribe"): Promise<number> {
  const body = new URLSearchParams({ "hub.mode": mode, "hub.topic": `${HUB_URL}/rss.xml`, "hub.callback": callback });
  const request = new Request(`${HUB_URL}/hub`, { method: "POST", body });
  const bindings = { ports: hub.connect(), client: { network: networkOf(client), site: siteOf(client) } };
  return (await answerHub(request, bindings)).status;
}

const pass = (milliseconds: number) => hub.runUntil(edge.clock.now + milliseconds);

async function flood(times: number, clientOf: (number: number) => string, host: (number: number) => string) {
  const statuses: number[] = [];
  for (let number = 0; number < times; number += 1) {
    callbacks += 1;
    statuses.push(await subscribe(`https://${host(number)}/flood/${callbacks}`, clientOf(number)));
  }
  return statuses.filter((status) => status === 202).length;
}

describe("shares of a host's slots", () => {
  const crowded = () => "crowded.example";
  it.each<[string, (number: number) => string]>([
    ["one IPv4 address", () => "192.0.2.1"],
    ["one /64", (number) => `2001:db8:1:2::${number.toString(16)}`],
    ["a /48 with 65,536 networks", (number) => `2001:db8:1:${number.toString(16)}::1`],
  ])("a flood from %s leaves an honest subscriber its slot within a minute", async (_what, clientOf) => {
    for (let minute = 0; minute < 8; minute += 1) {
      await flood(60, clientOf, crowded);
      await pass(7000);
      const callback = `https://crowded.example/honest/${minute}`;
      const at = edge.clock.now;
      expect(await subscribe(callback, `198.51.100.${minute}`)).toBe(202);
      await pass(MINUTE_MS);
      const verified = asked.find((one) => one.callback === callback);
      expect((verified?.at ?? Number.POSITIVE_INFINITY) - at).toBeLessThanOrEqual(MINUTE_MS);
    }
    const most = asked.map(({ at }) => asked.filter((one) => one.at >= at && one.at < at + MINUTE_MS).length);
    expect(Math.max(...most)).toBeLessThanOrEqual(10);
  });

  it("a /48 may have twice the slots of a /64, and no more", async () => {
    const many = (number: number) => `host-${number}.example`;
    const ofNetwork = await flood(300, () => "2001:db8:1:1::1", many);
    const ofSite = await flood(3000, (number) => `2001:db8:2:${(number % 500).toString(16)}::1`, many);
    expect(ofNetwork).toBe(100);
    expect(ofSite).toBe(200);
  });
});

describe("caps of subscriptions", () => {
  const elsewhere = (number: number) => `198.51.100.${number % 250}`;
  const hostOf = (number: number) => `host-${number}.example`;
  const one = { client: () => "192.0.2.1", host: () => "one.example" };
  it.each([
    ["a client", { perClient: 7, perHost: 1000, inAll: 1000 }, one.client, hostOf],
    ["a /48", { perClient: 7, perHost: 1000, inAll: 1000 }, (number: number) => `2001:db8:1:${number}::1`, hostOf],
    ["a host", { perClient: 1000, perHost: 7, inAll: 1000 }, elsewhere, one.host],
    ["the hub", { perClient: 1000, perHost: 1000, inAll: 7 }, elsewhere, hostOf],
  ])("%s holds no more than its cap, waiting ones included, until one ends", async (_what, caps, clientOf, host) => {
    openHub(caps);
    for (let round = 0; round < 10; round += 1) {
      await flood(
        5,
        (number) => clientOf(round * 5 + number),
        (number) => host(round * 5 + number),
      );
      await pass(2 * MINUTE_MS);
    }
    const held = edge.store.query<{ callback: string }>("SELECT callback FROM subscriptions ORDER BY id");
    expect(held.length).toBe(7);
    const { callback } = held[0] ?? { callback: "" };
    expect(await subscribe(callback, "203.0.113.9"), "a renewal").toBe(202);
    await subscribe(callback, "203.0.113.9", "unsubscribe");
    await pass(2 * MINUTE_MS);
    expect(await subscribe(`https://${host(0)}/again`, clientOf(0))).toBe(202);
    await pass(2 * MINUTE_MS);
    expect(edge.store.query("SELECT id FROM subscriptions").length).toBe(7);
  });

  it("a refusal says which limit it is", async () => {
    openHub({ perClient: 1, perHost: 1000, inAll: 1000 });
    await subscribe("https://a.example/", "192.0.2.1");
    expect(await subscribe("https://b.example/", "192.0.2.1")).toBe(429);
    expect(await subscribe("https://b.example/", "192.0.2.2")).toBe(202);
  });

  it("counts are those of the rows after leases have ended and intents were given up", async () => {
    await flood(50, elsewhere, hostOf);
    await pass(20 * MINUTE_MS);
    hub.sleep(40 * 86_400_000);
    await pass(2 * MINUTE_MS);
    expect(edge.store.query("SELECT * FROM subscription_counts")).toEqual([]);
  });
});
