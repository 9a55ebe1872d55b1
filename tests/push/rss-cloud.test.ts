import { beforeEach, describe, expect, it } from "vitest";
import { answerCloud } from "../../src/push/http/rss-cloud.ts";
import { noteCommit } from "../../src/push/plan.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, HUB_URL, type SimulatedHub } from "../support/simulated-hub.ts";

const HOUR_MS = 3_600_000;
let edge: SimulatedEdge;
let hub: SimulatedHub;
let received: { readonly method: string; readonly address: string; readonly body: string }[];

beforeEach(async () => {
  edge = createSimulatedEdge();
  received = [];
  hub = createSimulatedHub({
    db: edge.store.db,
    clock: edge.clock,
    chance: createChance(5),
    async fetch(address, { method = "", body }) {
      received.push({ method, address, body: String(body) });
      return new Response(new URL(address).searchParams.get("challenge"));
    },
  });
  await edge.putSite(0, "title: The Test Wire\ndomain: wire.example");
  await publish("one");
});

async function publish(key: string): Promise<void> {
  await edge.publish(0, key, `---\ntitle: Title ${key}\ndate: 2026-01-01\n---\n\nText.`);
  await noteCommit(hub.connect());
}

const pass = (milliseconds: number) => hub.runUntil(edge.clock.now + milliseconds);

const registration = {
  notifyProcedure: "",
  domain: "reader.example",
  port: "443",
  path: "/rsscloud/notify?feed=7",
  protocol: "https-post",
  url1: `${HUB_URL}/rss.xml`,
};

async function register(more: Readonly<Record<string, string>> = {}): Promise<{ status: number; text: string }> {
  const body = new URLSearchParams({ ...registration, ...more });
  const request = new Request(`${HUB_URL}/cloud`, { method: "POST", body });
  const response = await answerCloud(request, {
    ports: hub.connect(),
    client: { network: "192.0.2.1", site: undefined },
  });
  return { status: response.status, text: await response.text() };
}

describe("rssCloud", () => {
  it("stands in RSS with all five attributes, and in no other format", async () => {
    const element =
      '<cloud domain="wire.example" port="443" path="/cloud" registerProcedure="" protocol="https-post"/>';
    expect((await edge.poll(0, "/rss.xml")).text).toContain(element);
    for (const path of ["/atom.xml", "/feed.json"]) expect((await edge.poll(0, path)).text).not.toContain("/cloud");
  });

  it("asks the callback with url and challenge, then tells it where something changed, for 25 hours", async () => {
    const answer = await register();
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/^<\?xml[^>]+>\n<notifyResult success="true" msg="[^"]+"\/>\n$/);
    await pass(1000);
    const question = new URL(received[0]?.address ?? "");
    expect(question.href).toMatch(/^https:\/\/reader\.example(?::443)?\/rsscloud\/notify\?feed=7&url=/);
    expect(question.searchParams.get("url")).toBe(registration.url1);
    await publish("two");
    await pass(10_000);
    const [, told] = received;
    expect([told?.method, told?.body]).toEqual(["POST", `url=${encodeURIComponent(registration.url1)}`]);
    hub.sleep(25 * HOUR_MS);
    await publish("three");
    await pass(120_000);
    expect(received.length).toBe(2);
  });

  it.each([
    ["no domain", { domain: "" }],
    ["an address in numbers", { domain: "192.0.2.1" }],
    ["a host nearby", { domain: "localhost" }],
    ["a host with a path in it", { domain: "reader.example/x@127.0.0.1" }],
    ["plain http", { protocol: "http-post" }],
    ["another port", { port: "5337" }],
    ["XML-RPC", { protocol: "xml-rpc" }],
    ["no feed", { url1: "" }],
    ["another's feed", { url1: "https://elsewhere.example/rss.xml" }],
    ["a feed in Atom", { url1: `${HUB_URL}/atom.xml` }],
  ])("refuses %s, asks nobody and keeps nothing", async (_what, more) => {
    const answer = await register(more);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('success="false"');
    await pass(60_000);
    expect(received).toEqual([]);
    expect(edge.store.query("SELECT id FROM intents")).toEqual([]);
  });
});
