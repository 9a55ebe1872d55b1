import { describe, expect, it } from "vitest";
import type { AskOrigin } from "../../../src/serving/gate/ask-origin.ts";
import { createHeads } from "../../../src/serving/gate/heads.ts";
import type { KnownNames } from "../../../src/serving/gate/known-names.ts";
import { createNewestRevision } from "../../../src/serving/gate/newest-revision.ts";
import type { Head, LiveHead } from "../../../src/serving/head.ts";
import type { Resource } from "../../../src/serving/resource.ts";

// What one isolate knows of heads, with a clock and an Origin of our own.

const MAIN: Resource = { kind: "feed", name: "main" };
const RUSSIA: Resource = { kind: "feed", name: "categories/russia" };

/** Names have tests of their own. */
const EVERY_NAME: KnownNames = {
  admit: () => Promise.resolve(true),
  admitAlias: () => Promise.resolve(true),
  forget: () => {},
};

function live(revision: number, more: Partial<LiveHead> = {}): LiveHead {
  return {
    status: "live",
    revision,
    epoch: "0123456789ab",
    lastModified: 900,
    nextDueAt: undefined,
    departedRevision: 0,
    isStale: false,
    ...more,
  };
}

/** An isolate's heads before an Origin that answers with `head`, or throws it. */
function setUp(head: Head | Error) {
  const state = { time: 1_000_000, head, asked: [] as string[] };
  const ask: AskOrigin = async (path) => {
    state.asked.push(path);
    if (state.head instanceof Error) throw state.head;
    return Response.json(state.head);
  };
  const now = () => state.time;
  const newest = createNewestRevision({ now, sleep: () => Promise.resolve() });
  return { state, ask, heads: createHeads({ now, newest, names: EVERY_NAME }) };
}

describe("memory", () => {
  it("is used for less than 2 seconds, then Origin is asked again", async () => {
    const { state, ask, heads } = setUp(live(1));
    await heads.find(MAIN, 0, ask);
    state.head = live(2);
    state.time += 1999;
    expect(await heads.find(MAIN, 0, ask)).toEqual(live(1));
    state.time += 1;
    expect(await heads.find(MAIN, 0, ask)).toEqual(live(2));
    expect(state.asked).toHaveLength(2);
  });

  it("keeps each resource's head apart", async () => {
    const { state, ask, heads } = setUp(live(1));
    await heads.find(MAIN, 0, ask);
    await heads.find(RUSSIA, 0, ask);
    expect(state.asked).toEqual(["/head/feed/main?after=0", "/head/feed/categories/russia?after=0"]);
  });

  it("keeps none of a resource whose name is longer than any of ours", async () => {
    const { state, ask, heads } = setUp({ status: "missing" });
    const long: Resource = { kind: "article", slug: "a".repeat(15_000) };
    expect(await heads.find(long, 0, ask)).toEqual({ status: "missing" });
    await heads.find(long, 0, ask);
    expect(state.asked).toHaveLength(2);
  });

  it("many who ask at once make one request", async () => {
    const { state, ask, heads } = setUp(live(1));
    await Promise.all(Array.from({ length: 50 }, () => heads.find(MAIN, 0, ask)));
    expect(state.asked).toHaveLength(1);
  });

  it("a head that says there is nothing is kept as long as another", async () => {
    const { state, ask, heads } = setUp({ status: "missing" });
    await heads.find(MAIN, 0, ask);
    state.time += 1999;
    expect(await heads.find(MAIN, 0, ask)).toEqual({ status: "missing" });
    expect(state.asked).toHaveLength(1);
  });
});

describe("nobody is sent back in time", () => {
  it("a client that knows a higher revision makes us ask, under an address that no older copy can have", async () => {
    const { state, ask, heads } = setUp(live(5));
    await heads.find(MAIN, 0, ask);
    state.head = live(7);
    expect(await heads.find(MAIN, 7, ask)).toEqual(live(7));
    expect(state.asked).toEqual(["/head/feed/main?after=0", "/log?after=7", "/head/feed/main?after=7"]);
  });

  it.each([3, 5])("a client that knows revision %i while we know 5 does not", async (claimed) => {
    const { state, ask, heads } = setUp(live(5));
    await heads.find(MAIN, 0, ask);
    await heads.find(MAIN, claimed, ask);
    expect(state.asked).toHaveLength(1);
  });

  it("after a publish nothing known before is used, for any resource", async () => {
    const { state, ask, heads } = setUp(live(5));
    await heads.find(MAIN, 0, ask);
    await heads.find(RUSSIA, 0, ask);
    heads.expire(6);
    state.head = live(6);
    expect(await heads.find(MAIN, 0, ask)).toEqual(live(6));
    expect(await heads.find(RUSSIA, 0, ask)).toEqual(live(6));
    expect(state.asked.slice(2)).toEqual(["/head/feed/main?after=6", "/head/feed/categories/russia?after=6"]);
  });

  it("an older publish does not take back what a newer one asked for", async () => {
    const { state, ask, heads } = setUp(live(9));
    heads.expire(9);
    heads.expire(0);
    await heads.find(MAIN, 0, ask);
    expect(state.asked).toEqual(["/head/feed/main?after=9"]);
  });

  it("what Origin told with a rendering is known from then on", async () => {
    const { state, ask, heads } = setUp(live(5));
    heads.learn(MAIN, live(8));
    expect(await heads.find(MAIN, 0, ask)).toEqual(live(8));
    expect(state.asked).toEqual([]);
  });
});

describe("a clock that is set back by a day", () => {
  it("no head of before is used, and the one that is read then is kept", async () => {
    const { state, ask, heads } = setUp(live(1));
    await heads.find(MAIN, 0, ask);
    state.time -= 86_400_000;
    state.head = live(2, { lastModified: -90_000 });
    expect(heads.peek("feed/main", state.time)).toBeUndefined();
    expect(await heads.find(MAIN, 0, ask)).toMatchObject({ revision: 2 });
    await heads.find(MAIN, 0, ask);
    expect(state.asked).toHaveLength(2);
  });

  it("RFC 9110 §8.8.2.1: a cache's head that was dated before is dated a second ago, and no date proves it", async () => {
    const { state, ask, heads } = setUp(live(1, { lastModified: 999 }));
    state.time = 900_500;
    expect(await heads.find(MAIN, 0, ask)).toMatchObject({ lastModified: 899, unsettled: "ahead" });
  });
});

describe("a head past its due time", () => {
  it.each<[status: string, head: Head]>([
    ["live", live(1, { nextDueAt: 1_000_500 })],
    ["missing", { status: "missing", nextDueAt: 1_000_500 }],
    ["gone", { status: "gone", nextDueAt: 1_000_500 }],
  ])("%s: used until then, never from then on, and asked for under the due time", async (_, head) => {
    const { state, ask, heads } = setUp(head);
    await heads.find(MAIN, 0, ask);
    state.time = 1_000_499;
    expect(await heads.find(MAIN, 0, ask)).toEqual(head);
    state.time = 1_000_500;
    state.head = live(2);
    expect(await heads.find(MAIN, 0, ask)).toEqual(live(2));
    expect(state.asked).toEqual(["/head/feed/main?after=0", "/head/feed/main?after=0&due=1000500"]);
  });
});

describe("when Origin fails", () => {
  const failures: [what: string, fail: AskOrigin][] = [
    ["throws", () => Promise.reject(new Error("no store"))],
    ["answers 503", async () => new Response(null, { status: 503 })],
    ["answers what is no JSON", async () => new Response("<html>")],
  ];

  it.each(failures)("%s: the last head known goes on, marked stale", async (_, fail) => {
    const { state, ask, heads } = setUp(live(5));
    await heads.find(MAIN, 0, ask);
    state.time += 3000;
    expect(await heads.find(MAIN, 0, fail)).toEqual(live(5, { isStale: true }));
  });

  it.each(failures)("%s: with nothing known there is nothing", async (_, fail) => {
    expect(await setUp(live(5)).heads.find(MAIN, 0, fail)).toBeUndefined();
  });

  it.each<[status: string, head: Head]>([
    ["missing", { status: "missing" }],
    ["gone", { status: "gone" }],
    ["moved", { status: "moved", location: "/articles/x" }],
  ])("a head that is %s goes on as it was", async (_, head) => {
    const { state, ask, heads } = setUp(head);
    await heads.find(MAIN, 0, ask);
    state.time += 3000;
    state.head = new Error("no store");
    expect(await heads.find(MAIN, 0, ask)).toEqual(head);
  });

  it("it is asked again after 2 seconds and not by every poll, even for what is due or claimed", async () => {
    const { state, ask, heads } = setUp(live(5, { nextDueAt: 1_001_000 }));
    await heads.find(MAIN, 0, ask);
    state.time += 1500;
    state.head = new Error("no store");
    for (const claimed of [0, 9, 0]) {
      expect(await heads.find(MAIN, claimed, ask)).toMatchObject({ revision: 5, isStale: true });
    }
    expect(state.asked).toHaveLength(2);
    state.time += 2000;
    state.head = live(6);
    expect(await heads.find(MAIN, 0, ask)).toEqual(live(6));
  });
});

describe("size", () => {
  it("after 5,000 others the oldest is forgotten, and memory stays bounded", async () => {
    const { state, ask, heads } = setUp(live(1));
    await heads.find(MAIN, 0, ask);
    for (let index = 0; index < 5000; index += 1) await heads.find({ kind: "article", slug: `a${index}` }, 0, ask);
    await heads.find({ kind: "article", slug: "a4999" }, 0, ask);
    expect(state.asked).toHaveLength(5001);
    await heads.find(MAIN, 0, ask);
    expect(state.asked).toHaveLength(5002);
  });
});
