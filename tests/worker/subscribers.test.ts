import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PUBLIC_URL, startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";
import {
  type ScriptedSubscriber,
  startFeedbin,
  startFreshRss,
  startNewsBlur,
} from "../support/scripted-subscribers.ts";

// Three subscribers from discovery to delivery, over HTTP.

let worker: TestWorker;
let feedbin: ScriptedSubscriber;
let freshRss: ScriptedSubscriber;
let newsBlur: ScriptedSubscriber;
const all = () => [feedbin, freshRss, newsBlur];

beforeAll(async () => {
  worker = await startWorker();
  [feedbin, freshRss, newsBlur] = await Promise.all([startFeedbin(), startFreshRss(), startNewsBlur()]);
  await worker.putSite("title: The Test Wire\ndomain: wire.example\ncategories: [Harbour]");
  for (const key of ["one", "two", "three"]) await publish(key);
});

afterAll(async () => {
  await worker.close();
  for (const { server } of all()) await server.close();
});

async function publish(key: string): Promise<void> {
  await worker.putArticle(key, writeMarkdown({ title: `Title ${key}`, categories: "[Harbour]" }));
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 1; attempt <= 300; attempt += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not come to this: ${isTrue}`);
}

const countSubscriptions = async () =>
  (await worker.query<{ count: number }>("SELECT count(*) AS count FROM subscriptions"))[0]?.count;

describe("Feedbin, FreshRSS and NewsBlur", () => {
  it("find the hub, ask, and agree when they are asked", async () => {
    const feeds = ["/atom.xml", "/categories/harbour/rss.xml", "/rss.xml"];
    for (const [index, subscriber] of all().entries()) {
      const feedUrl = PUBLIC_URL + feeds[index];
      const found = await subscriber.discover(feedUrl, worker.url);
      expect(found).toEqual({ hub: `${PUBLIC_URL}/hub`, self: feedUrl });
      expect(await subscriber.subscribe(found, worker.url)).toBe(202);
    }
    await until(async () => (await countSubscriptions()) === 3);
    expect(feedbin.notes).toEqual(["subscribe for 864000"]);
    expect(freshRss.notes).toEqual(["lease 864000"]);
  });

  it("are told: signed, as a POST to the key, and with the news there when it is fetched on receipt", async () => {
    await publish("four");
    await until(() => all().every(({ taken }) => taken.length === 1));
    const everything = ["Title four", "Title three", "Title two", "Title one"];
    for (const { taken } of all()) expect(taken[0]?.toSorted()).toEqual(everything.toSorted());
    expect(freshRss.notes).toContain(`proven for ${PUBLIC_URL}/categories/harbour/rss.xml`);
  });

  it("get only what is new the next time, and whole what they fetch themselves", async () => {
    await publish("five");
    await until(() => all().every(({ taken }) => taken.length === 2));
    expect(feedbin.taken[1]).toEqual(["Title five"]);
    expect(freshRss.taken[1]).toEqual(["Title five"]);
    expect(newsBlur.taken[1]?.length).toBe(5);
    expect(feedbin.notes).not.toContain("dropped");
  });

  it("renew long before the end, and the next delivery is whole again", async () => {
    const self = `${PUBLIC_URL}/atom.xml`;
    expect(await feedbin.subscribe({ hub: `${PUBLIC_URL}/hub`, self }, worker.url)).toBe(202);
    await until(() => feedbin.notes.length === 2);
    await publish("six");
    await until(() => feedbin.taken.length === 3);
    expect(feedbin.taken[2]?.length).toBe(6);
    expect(await countSubscriptions()).toBe(3);
  });

  it("are not let go by strangers: FreshRSS answers 422 to an end that it did not ask for", async () => {
    const { url } = freshRss.server;
    const callback = `${url}/api/pshb.php?k=c0ffee1234567890`;
    const topic = `${PUBLIC_URL}/categories/harbour/rss.xml`;
    await worker.postToHub({ "hub.mode": "unsubscribe", "hub.topic": topic, "hub.callback": callback });
    await until(() => freshRss.server.received.some(({ query }) => query.get("hub.mode") === "unsubscribe"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await countSubscriptions()).toBe(3);
  });

  it("are refused with 400 for a feed that does not exist, and their callback is not asked", async () => {
    const self = `${PUBLIC_URL}/categories/nowhere/rss.xml`;
    const asked = feedbin.server.received.length;
    expect(await feedbin.subscribe({ hub: `${PUBLIC_URL}/hub`, self }, worker.url)).toBe(400);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(feedbin.server.received.length).toBe(asked);
    expect(await countSubscriptions()).toBe(3);
  });
});
