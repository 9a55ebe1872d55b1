import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { pollSource } from "../../src/sources/poll-source.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedSources, type SimulatedSources } from "../support/simulated-sources.ts";

const MINUTE_MS = 60_000;
const ID = "0123456789abcdef01234567";
let edge: SimulatedEdge;
let sources: SimulatedSources;

const feed = (html: string) =>
  `<rss version="2.0"><channel><title>Ghost</title><item><title>Post</title><guid isPermaLink="false">${ID}</guid><link>https://ghost.example/post/</link><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate><description>${html}</description></item></channel></rss>`;
let shown = feed("First.");
let answer: () => Response;

beforeEach(async () => {
  shown = feed("First.");
  edge = createSimulatedEdge();
  answer = () => new Response(shown);
  sources = createSimulatedSources(edge, new Map([["ghost.example", () => answer()]]));
  await edge.putSite(
    0,
    "title: W\ndomain: wire.example\nsources:\n  - { name: ghost, from: https://ghost.example/rss/ }\n",
  );
  await sources.run();
});

async function send(post: object, secret?: string, age = 0): Promise<number> {
  const body = JSON.stringify({ post });
  const time = edge.clock.now - age;
  const own = (await sources.store.findSource("ghost"))?.secret ?? "";
  const hex = createHmac("sha256", secret ?? own)
    .update(`${body}${time}`)
    .digest("hex");
  const headers = { "content-type": "application/json", "x-ghost-signature": `sha256=${hex}, t=${time}` };
  return (await sources.call("/sources/ghost", { method: "POST", body, headers })).status;
}

const state = () => edge.store.query<{ state: string; html: string }>("SELECT state, html FROM articles")[0];
const published = (html: string) => ({
  current: {
    id: ID,
    title: "Post",
    html,
    status: "published",
    visibility: "public",
    published_at: "2026-11-02T10:00:00.000Z",
  },
});

describe("Ghost's webhooks", () => {
  it("an edit is there at once", async () => {
    expect(await send(published("<p>Edited.</p>"))).toBe(202);
    expect(state()?.html).toContain("Edited.");
  });

  it.each<[string, object]>([
    ["unpublished", { current: { id: ID, status: "draft", html: "<p>x</p>" }, previous: { status: "published" } }],
    ["deleted", { current: {}, previous: { id: ID, status: "published" } }],
    ["made for members", { current: { ...published("<p>Secret.</p>").current, visibility: "paid" } }],
  ])("a post that is %s leaves readers at once", async (_, post) => {
    expect(await send(post)).toBe(202);
    expect(state()?.state).toBe("retracted");
    expect((await edge.poll(0, "/rss.xml")).text).not.toContain("Secret.");
  });

  it.each<[string, string | undefined, number]>([
    ["another secret", "guessed", 0],
    ["a signature of an hour ago", undefined, 3_600_000],
  ])("%s changes nothing", async (_, secret, age) => {
    expect(await send({ current: {}, previous: { id: ID } }, secret, age)).toBe(202);
    expect(state()?.state).toBe("published");
  });
});

describe("pings", () => {
  const ping = () =>
    sources.call("/sources/ghost", { method: "POST", body: "<methodCall/>", headers: { "content-type": "text/xml" } });

  it("WordPress's ping makes the source be read at once, and a second one five minutes later", async () => {
    edge.clock.now += 5 * MINUTE_MS;
    shown = feed("Second.");
    const before = sources.asked.length;
    const answer = await ping();
    expect(await answer.text()).toContain("<name>flerror</name><value><boolean>0</boolean>");
    expect(state()?.html).toContain("Second.");
    shown = feed("Third.");
    await ping();
    expect(sources.asked.length).toBe(before + 1);
    await sources.runUntil(edge.clock.now + 5 * MINUTE_MS);
    expect(sources.asked.length).toBe(before + 2);
    expect(state()?.html).toContain("Third.");
  });

  it("a ping while the source is read makes it be read once more", async () => {
    edge.clock.now += 5 * MINUTE_MS;
    const source = await sources.store.hurry("ghost", edge.clock.now, edge.clock.now + MINUTE_MS, 5 * MINUTE_MS);
    if (source === undefined) throw new Error("it is due");
    const before = sources.asked.length;
    await ping();
    expect(sources.asked.length).toBe(before);
    await pollSource(source, sources.connect());
    await sources.runUntil(edge.clock.now + 5 * MINUTE_MS);
    expect(sources.asked.length).toBe(before + 2);
  });

  it("a source that has asked for a pause is not read for a ping", async () => {
    answer = () => new Response("Wait", { status: 429, headers: { "retry-after": "86400" } });
    await sources.runUntil(edge.clock.now + 30 * MINUTE_MS);
    const before = sources.asked.length;
    for (let minute = 0; minute < 60; minute += 1) {
      await ping();
      await sources.runUntil(edge.clock.now + MINUTE_MS);
    }
    expect(sources.asked.length).toBe(before);
  });

  it("an unknown source is 404: Ghost would delete a webhook that is answered 410", async () => {
    expect((await sources.call("/sources/other", { method: "POST" })).status).toBe(404);
  });
});
