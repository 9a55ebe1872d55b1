import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  createSimulatedEdge,
  type EdgeOptions,
  type SimulatedAnswer,
  type SimulatedEdge,
} from "../support/simulated-edge.ts";

// What readers get while the store throws, hangs, and comes back.

const PATHS = ["/rss.xml", "/atom.xml", "/feed.json", "/categories/a/rss.xml", "/", "/feeds.opml", "/articles/one"];
/** Of each kind of document one, and another one from which its place can learn of a change. */
const SAME_FEED = [
  ["/rss.xml", "/atom.xml"],
  ["/feed.json", "/rss.xml"],
  ["/categories/a/rss.xml", "/categories/a/"],
  ["/", "/feed.json"],
  ["/sitemap.xml", "/rss.xml"],
  ["/2026/01/", "/rss.xml"],
  ["/articles/false", "/articles/false"],
] as const;
const DUE_IN_MS = 60_000;

const PROFILE = "title: The Wire\ndomain: wire.example\n";

function write(title: string, date: string): string {
  return `---\ntitle: ${title}\nslug: ${title.toLowerCase()}\ndate: ${date}\ncategories: [A]\n---\n\nText.\n`;
}

async function setUp(options: EdgeOptions = {}): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge({ isolates: 2, hasWorkersCache: true, ...options });
  await edge.putSite(0, PROFILE);
  await edge.publish(0, "one", write("One", "2026-01-01"));
  edge.clock.now += 10_000;
  return edge;
}

const hanging: string[] = [];

const failures: [how: string, fail: () => Promise<void>][] = [
  ["throws", () => Promise.reject(new Error("D1_ERROR: Network connection lost."))],
  ["hangs", () => new Promise(() => hanging.push("a call"))],
];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(console, "error").mockImplementation(() => {});
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const turn = setImmediate;

/** Lets time pass for a poll that waits for a store that hangs, and for no other. */
async function poll(edge: SimulatedEdge, isolate: number, path: string, headers: Record<string, string> = {}) {
  const answer = edge.poll(isolate, path, { headers });
  let isAnswered = false;
  answer.finally(() => {
    isAnswered = true;
  });
  while (!isAnswered) {
    await new Promise((resolve) => turn(resolve));
    if (hanging.splice(0).length > 0) await vi.advanceTimersByTimeAsync(2000);
  }
  return answer;
}

const tagOf = ({ headers }: SimulatedAnswer) => headers.get("etag") ?? "";
const sameTag = (answer: SimulatedAnswer) => ({ "if-none-match": tagOf(answer) });

describe.each(failures)("D1 %s", (_, fail) => {
  it.each(PATHS)("%s goes on from memory, with 200 and 304, and says that it is stale", async (path) => {
    const edge = await setUp();
    const before = await poll(edge, 0, path);
    edge.clock.now += 10_000;
    edge.store.before = fail;
    const after = await poll(edge, 0, path);
    expect([after.status, after.text]).toEqual([200, before.text]);
    expect(after.headers.get("cache-status")).toBe("edgewire-memory; fwd=stale");
    const unchanged = await poll(edge, 0, path, sameTag(before));
    expect([unchanged.status, unchanged.headers.get("cache-status")]).toEqual([304, "edgewire-memory; fwd=stale"]);
    expect(tagOf(unchanged)).toBe(tagOf(before));
  });

  it.each(PATHS)("%s: a cold isolate finds head and rendering in the edge cache", async (path) => {
    const edge = await setUp({ hasWorkersCache: false });
    const before = await poll(edge, 0, path);
    edge.clock.now += 3 * 86_400_000;
    edge.store.before = fail;
    edge.restart(1);
    const unchanged = await poll(edge, 1, path, sameTag(before));
    expect([unchanged.status, tagOf(unchanged)]).toEqual([304, tagOf(before)]);
    const whole = await poll(edge, 1, path);
    expect([whole.status, whole.text]).toEqual([200, before.text]);
    expect(whole.headers.get("cache-status")).toMatch(/fwd=stale|edge; hit/);
  });

  it("a feed that was never rendered answers 503 with Retry-After, never an empty 200", async () => {
    const edge = await setUp();
    edge.store.before = fail;
    for (const headers of [{}, { "if-none-match": 'W/"2-0123456789ab"' }]) {
      const { status, headers: sent, text } = await poll(edge, 0, "/rss.xml", headers);
      expect([status, sent.get("retry-after"), sent.get("cache-control")]).toEqual([503, "60", "no-store"]);
      expect(text).toMatch(/^503: /);
    }
  });

  it("a format that was never rendered answers 503, while its neighbour goes on", async () => {
    const edge = await setUp();
    await poll(edge, 0, "/rss.xml");
    edge.clock.now += 10_000;
    edge.store.before = fail;
    expect((await poll(edge, 0, "/atom.xml")).status).toBe(503);
    expect((await poll(edge, 0, "/rss.xml")).status).toBe(200);
  });

  it("it comes back: within two seconds readers have what is new, without a restart", async () => {
    const edge = await setUp();
    const before = await poll(edge, 0, "/rss.xml");
    edge.clock.now += 10_000;
    edge.store.before = fail;
    await poll(edge, 0, "/rss.xml");
    edge.store.before = async () => {};
    await edge.publish(1, "two", write("Two", "2026-01-02"));
    edge.clock.now += 2000;
    const after = await poll(edge, 0, "/rss.xml", sameTag(before));
    expect([after.status, after.text.includes("Two")]).toEqual([200, true]);
    expect(after.headers.get("cache-status")).not.toContain("stale");
  });

  it("a publish just before: nobody who has seen it is sent back to what was before it", async () => {
    const edge = await setUp({ colos: 2 });
    const before = await poll(edge, 0, "/rss.xml");
    await poll(edge, 1, "/rss.xml");
    await edge.publish(0, "two", write("Two", "2026-01-02"));
    const seen = await poll(edge, 0, "/rss.xml");
    edge.store.before = fail;
    edge.clock.now += 3000;
    for (const isolate of [0, 1]) {
      const { status, headers } = await poll(edge, isolate, "/rss.xml", sameTag(seen));
      expect([isolate, status, headers.get("etag")]).toEqual([isolate, 304, tagOf(seen)]);
      expect((await poll(edge, isolate, "/rss.xml", sameTag(before))).status).toBeLessThan(500);
    }
  });

  it("between head and rendering: who has something newer than the last rendering is not sent back to it", async () => {
    const edge = await setUp({ colos: 2 });
    await poll(edge, 1, "/rss.xml");
    await edge.publish(0, "two", write("Two", "2026-01-02"));
    const seen = await poll(edge, 0, "/rss.xml");
    edge.clock.now += 3000;
    await edge.publish(0, "three", write("Three", "2026-01-03"));
    let calls = 0;
    edge.store.before = () => (calls++ === 0 ? Promise.resolve() : fail());
    const answer = await poll(edge, 1, "/rss.xml", sameTag(seen));
    expect([answer.status, tagOf(answer)]).toEqual([304, tagOf(seen)]);
  });

  it.each(SAME_FEED)(
    "RFC 6721: %s shows no story again that was taken back, once %s has told of it",
    async (path, other) => {
      const edge = await setUp({ hasWorkersCache: false });
      await edge.publish(0, "false", write("False", "2026-01-02").replace("Text.", "A false story."));
      const before = await poll(edge, 0, path);
      expect(before.text).toMatch(/false/i);
      edge.clock.now += 10_000;
      await edge.retract(0, "false");
      await poll(edge, 0, other);
      edge.clock.now += 10_000;
      edge.store.before = fail;
      edge.restart(1);
      for (const isolate of [0, 1]) {
        for (const headers of [{}, sameTag(before)]) {
          const { status, text } = await poll(edge, isolate, path, headers);
          expect([isolate, [410, 503].includes(status), /false story/.test(text)]).toEqual([isolate, true, false]);
        }
      }
    },
  );

  it.each(["/rss.xml", "/articles/one"])(
    "no page names a story beside it that was taken back, once %s has told of it",
    async (other) => {
      const edge = await setUp({ hasWorkersCache: false });
      await edge.publish(0, "false", write("False", "2026-01-02"));
      const path = "/articles/one";
      const before = await poll(edge, 0, path);
      expect(before.text).toContain("/articles/false");
      edge.clock.now += 10_000;
      await edge.retract(0, "false");
      let calls = 0;
      if (other === path) edge.store.before = () => (calls++ === 0 ? Promise.resolve() : fail());
      await poll(edge, 0, other);
      edge.clock.now += 10_000;
      edge.store.before = fail;
      edge.restart(1);
      for (const isolate of [0, 1]) {
        const { status, text } = await poll(edge, isolate, path);
        expect([isolate, status, text.includes("/articles/false")]).toEqual([isolate, 503, false]);
      }
    },
  );

  it("nothing is asked of it more than once in two seconds, whoever polls", async () => {
    const edge = await setUp();
    const before = await poll(edge, 0, "/rss.xml");
    edge.clock.now += 10_000;
    let calls = 0;
    edge.store.before = () => {
      calls += 1;
      return fail();
    };
    for (let n = 0; n < 20; n += 1) await poll(edge, 0, "/rss.xml", n % 2 === 0 ? sameTag(before) : {});
    expect(calls).toBe(1);
  });
});

describe("what is due cannot be announced", () => {
  it("the old feed goes out with max-age=1, and the next poll tries again", async () => {
    const edge = await setUp();
    const due = new Date(edge.clock.now + DUE_IN_MS);
    await edge.publish(0, "later", write("Later", due.toISOString()));
    const before = await poll(edge, 0, "/rss.xml");
    edge.clock.now = due.getTime();
    let reads = 0;
    edge.store.before = () => (reads++ === 0 ? Promise.resolve() : Promise.reject(new Error("D1_ERROR: read only")));
    const during = await poll(edge, 0, "/rss.xml", sameTag(before));
    expect([during.status, during.headers.get("cache-control")]).toEqual([304, expect.stringMatching(/max-age=1,/)]);
    edge.store.before = async () => {};
    edge.clock.now += 2000;
    const after = await poll(edge, 0, "/rss.xml", sameTag(before));
    expect([after.status, after.text.includes("Later")]).toEqual([200, true]);
    expect(after.headers.get("last-modified")).toBe(due.toUTCString());
  });

  it("announced after a later publish, it is still news to who knows that one by its date", async () => {
    const edge = await setUp();
    const dueAt = edge.clock.now + DUE_IN_MS;
    await edge.publish(0, "later", write("Later", new Date(dueAt).toISOString()));
    await poll(edge, 0, "/rss.xml");
    edge.clock.now = dueAt + 5000;
    await edge.publish(0, "two", write("Two", "2026-01-02"));
    edge.clock.now += 5000;
    let reads = 0;
    edge.store.before = () => (reads++ === 1 ? Promise.reject(new Error("D1_ERROR: read only")) : Promise.resolve());
    const { text, headers } = await poll(edge, 0, "/rss.xml");
    expect([text.includes("Two"), text.includes("Later")]).toEqual([true, false]);
    edge.clock.now += 5000;
    const after = await poll(edge, 0, "/rss.xml", { "if-modified-since": headers.get("last-modified") ?? "" });
    expect([after.status, after.text.includes("Later")]).toEqual([200, true]);
  });
});

describe("R2 throws", () => {
  it("an image answers 503 with Retry-After; feeds and pages do not notice", async () => {
    const edge = await setUp();
    edge.bucket.fault = new Error("R2: internal error");
    const image = await poll(edge, 0, "/media/0123456789abcdef0123456789abcdef.png");
    expect([image.status, image.headers.get("retry-after")]).toEqual([503, "60"]);
    for (const path of PATHS) expect((await poll(edge, 0, path)).status).toBe(200);
    edge.bucket.fault = undefined;
    expect((await poll(edge, 0, "/media/0123456789abcdef0123456789abcdef.png")).status).toBe(404);
  });
});
