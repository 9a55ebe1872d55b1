import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gzip } from "../../src/http/write-bytes.ts";
import type { AskOrigin } from "../../src/serving/gate/ask-origin.ts";
import type { LiveHead } from "../../src/serving/head.ts";
import { createRenderings, HEAD_HEADER } from "../../src/serving/renderings.ts";
import type { Resource } from "../../src/serving/resource.ts";

const MAIN: Resource = { kind: "feed", name: "main" };

function live(revision: number, isStale = false): LiveHead {
  const epoch = "0123456789ab";
  return { status: "live", revision, epoch, lastModified: 1, nextDueAt: undefined, departedRevision: 0, isStale };
}

function setUp() {
  const state = { really: live(1), asked: [] as string[], fails: false };
  const ask: AskOrigin = async (path) => {
    state.asked.push(path);
    if (state.fails) return new Response(null, { status: 503 });
    const headers = { [HEAD_HEADER]: JSON.stringify(state.really), "cache-status": "edgewire-edge; fwd=miss; stored" };
    return new Response(`document ${state.really.revision}`, { headers });
  };
  const renderings = createRenderings();
  const find = async (head: LiveHead, format = "rss") => {
    const found = await renderings.find(MAIN, format, head, ask);
    return found && { text: await found.rendering.plain.text(), ...found };
  };
  return { state, find };
}

describe("createRenderings", () => {
  it("asks Origin once for a tag and a format, then answers from memory", async () => {
    const { state, find } = setUp();
    expect(await find(live(1))).toMatchObject({ text: "document 1", cacheStatus: "edgewire-edge; fwd=miss; stored" });
    expect(await find(live(1))).toMatchObject({ text: "document 1", cacheStatus: "edgewire-memory; hit" });
    await find(live(1), "atom");
    expect(state.asked).toEqual([
      "/rendering/1-0123456789ab/rss/feed/main",
      "/rendering/1-0123456789ab/atom/feed/main",
    ]);
  });

  it("many who ask at once share one rendering", async () => {
    const { state, find } = setUp();
    const found = await Promise.all(Array.from({ length: 40 }, () => find(live(1))));
    expect(state.asked).toHaveLength(1);
    expect(new Set(found.map((one) => one?.rendering)).size).toBe(1);
  });

  it("a new revision is asked for, and takes the old one's place", async () => {
    const { state, find } = setUp();
    await find(live(1));
    state.really = live(2);
    expect(await find(live(2))).toMatchObject({ text: "document 2" });
    expect(await find(live(2))).toMatchObject({ cacheStatus: "edgewire-memory; hit" });
    expect(state.asked).toHaveLength(2);
  });

  it("bytes that are newer than what was asked for go under their own tag", async () => {
    const { state, find } = setUp();
    state.really = live(3);
    expect((await find(live(2)))?.rendering).toMatchObject({ tag: "3-0123456789ab", head: { revision: 3 } });
    expect(await find(live(3))).toMatchObject({ cacheStatus: "edgewire-memory; hit" });
  });

  it("when Origin fails, the last rendering there was goes out, and says so", async () => {
    const { state, find } = setUp();
    await find(live(1));
    state.fails = true;
    expect(await find(live(2))).toMatchObject({ text: "document 1", cacheStatus: "edgewire-memory; fwd=stale" });
    state.fails = false;
    state.really = live(2);
    expect(await find(live(2))).toMatchObject({ text: "document 2" });
  });

  it("when Origin fails and nothing was ever rendered, there is nothing", async () => {
    const { state, find } = setUp();
    state.fails = true;
    expect(await find(live(1))).toBeUndefined();
  });

  it("under a stale head what memory has is marked stale", async () => {
    const { find } = setUp();
    await find(live(1));
    expect(await find(live(1, true))).toMatchObject({ cacheStatus: "edgewire-memory; fwd=stale" });
  });

  it("a rendering without its head is refused", async () => {
    const ask: AskOrigin = async () => new Response("<rss/>");
    expect(await createRenderings().find(MAIN, "rss", live(1), ask)).toBeUndefined();
  });
});

describe("gzip", () => {
  it("is made once, and is the same document", async () => {
    const text = "<rss/>".repeat(1000);
    const rendering = { head: live(1), tag: "1-0123456789ab", plain: new Blob([text]), gzipped: undefined };
    const first = await gzip(rendering);
    expect(gunzipSync(await first.bytes()).toString()).toBe(text);
    expect(await gzip(rendering)).toBe(first);
  });
});
