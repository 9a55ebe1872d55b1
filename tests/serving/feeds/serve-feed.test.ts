import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { describe, expect, it, vi } from "vitest";
import { Feed } from "../../../src/feed/library/index.ts";
import { feeds, type ServingOptions, serveFeed } from "../../../src/serving/feeds/hono.ts";
import { conditionalRows, imf } from "../../support/conditional-rows.ts";

const ORIGIN = "https://news.example";
const NEWEST = Date.UTC(2026, 2, 14, 9);
const FORMATS = ["rss.xml", "atom.xml", "feed.json"] as const;

/** A feed of numbered items, the newest first. */
function feedOf(count: number, changed?: number): Feed {
  const feed = new Feed({ title: "Harbour", link: `${ORIGIN}/`, hub: "https://hub.example/" });
  for (let number = count; number > 0; number -= 1) {
    feed.addItem({
      title: `Item ${number}${number === changed ? ", corrected" : ""}`,
      link: `${ORIGIN}/${number}`,
      date: new Date(NEWEST + (number - 3) * 3_600_000),
      content: `<p>${"Text. ".repeat(100)}</p>`,
    });
  }
  return feed;
}

interface Setting {
  revision: number;
  feed: Feed;
  loads: number;
  fails: boolean;
}

function setUp(changes: Partial<ServingOptions> = {}) {
  const state: Setting = { revision: 7, feed: feedOf(3), loads: 0, fails: false };
  const errors: unknown[] = [];
  const options: ServingOptions = {
    memorySeconds: 0,
    revision: () => {
      if (state.fails) throw new Error("no store");
      return state.revision;
    },
    load: () => {
      state.loads += 1;
      if (state.fails) throw new Error("no store");
      return state.feed;
    },
    onError: (error) => errors.push(error),
    ...changes,
  };
  const app = new Hono();
  app.use(feeds(options));
  app.get("/", (c) => c.text("front page"));
  const get = (path: string, headers = {}, method = "GET") => app.request(ORIGIN + path, { headers, method });
  return { state, errors, options, get };
}

describe.each(FORMATS)("/%s of an app", (format) => {
  const { get } = setUp();

  it.each(conditionalRows)("%s", async (_name, conditions, status) => {
    const full = await get(`/${format}`);
    const text = await full.text();
    const served = {
      tag: (full.headers.get("etag") ?? "").slice(3, -1),
      lastModified: Date.parse(full.headers.get("last-modified") ?? ""),
    };
    for (const method of ["GET", "HEAD"]) {
      const answer = await get(`/${format}`, conditions(served), method);
      expect([method, answer.status]).toEqual([method, status]);
      expect(answer.headers.get("etag")).toBe(`W/"${served.tag}"`);
      expect(answer.headers.get("last-modified")).toBe(imf(NEWEST));
      expect(answer.headers.get("cache-control")).toContain("max-age=900");
      expect(answer.headers.get("vary")).toBe("Accept-Encoding");
      expect(answer.headers.get("link")).toContain(
        `<${ORIGIN}/${format}>; rel="self", <https://hub.example/>; rel="hub"`,
      );
      expect(await answer.text()).toBe(status === 304 || method === "HEAD" ? "" : text);
    }
  });
});

describe("feeds()", () => {
  it("leaves other addresses to the app", async () => {
    const { get } = setUp();
    expect(await (await get("/")).text()).toBe("front page");
    expect((await get("/missing")).status).toBe(404);
  });

  it("serves gzip, once compressed", async () => {
    const { get } = setUp();
    const plain = await (await get("/rss.xml")).text();
    const answer = await get("/rss.xml", { "accept-encoding": "gzip" });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(await answer.bytes()).toString()).toBe(plain);
  });

  it("tells by HEAD the length that GET has", async () => {
    const { get } = setUp();
    const { byteLength } = await (await get("/atom.xml")).arrayBuffer();
    expect((await get("/atom.xml", {}, "HEAD")).headers.get("content-length")).toBe(String(byteLength));
  });

  it("answers 304 to the current revision without loading or rendering", async () => {
    const { get, state } = setUp();
    const tag = (await get("/rss.xml")).headers.get("etag") ?? "";
    const render = vi.spyOn(state.feed, "items", "get");
    for (let poll = 0; poll < 5; poll += 1) expect((await get("/rss.xml", { "if-none-match": tag })).status).toBe(304);
    expect(state.loads).toBe(1);
    expect(render).not.toHaveBeenCalled();
  });

  it("gives each 304 headers of its own, as middleware may add to them", async () => {
    const { get } = setUp();
    const tag = (await get("/rss.xml")).headers.get("etag") ?? "";
    const first = await get("/rss.xml", { "if-none-match": tag });
    first.headers.set("x-request-id", "1");
    expect((await get("/rss.xml", { "if-none-match": tag })).headers.has("x-request-id")).toBe(false);
  });

  it("has tags without a revision, too, that change with the document", async () => {
    const { get, state } = setUp({ revision: undefined });
    const tag = (await get("/feed.json")).headers.get("etag") ?? "";
    expect((await get("/feed.json", { "if-none-match": tag })).status).toBe(304);
    state.feed = feedOf(4);
    expect((await get("/feed.json", { "if-none-match": tag })).status).toBe(200);
  });

  it("refuses methods that a feed has not, and answers preflights", async () => {
    const { get } = setUp();
    expect((await get("/rss.xml", {}, "POST")).status).toBe(405);
    expect((await get("/rss.xml", {}, "OPTIONS")).headers.get("access-control-allow-methods")).toContain("HEAD");
  });

  it("limits a feed's unconditional requests together, whatever their queries", async () => {
    const { get } = setUp({ maxUnconditionalPerHour: 1 });
    const poll = async (path: string) => (await get(path, { "user-agent": "x" })).status;
    expect([await poll("/rss.xml"), await poll("/rss.xml?1"), await poll("/rss.xml?2")]).toEqual([200, 429, 429]);
    expect(await poll("/atom.xml")).toBe(200);
  });

  it("limits unconditional requests if asked to, and never conditional ones", async () => {
    const { get } = setUp({ maxUnconditionalPerHour: 2 });
    const statuses: number[] = [];
    for (let poll = 0; poll < 3; poll += 1) statuses.push((await get("/rss.xml", { "user-agent": "x" })).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await get("/rss.xml", { "user-agent": "x", "if-none-match": '"a"' })).status).toBe(200);
  });

  it("serves the last feed when loading fails, and 503 where there is none", async () => {
    const { get, state, errors } = setUp();
    state.fails = true;
    expect((await get("/rss.xml")).status).toBe(503);
    state.fails = false;
    const text = await (await get("/rss.xml")).text();
    state.fails = true;
    expect(await (await get("/rss.xml")).text()).toBe(text);
    expect(errors).toHaveLength(2);
  });

  it("serves only the paths that it was given", async () => {
    const { get } = setUp({ paths: { rss: "/blog/feed" } });
    expect((await get("/blog/feed?x=1")).headers.get("content-type")).toBe("application/rss+xml; charset=utf-8");
    expect((await get("/rss.xml")).status).toBe(404);
    expect((await get("/blog/feed")).headers.get("link")).not.toContain("alternate");
  });
});

describe("deltas (RFC 3229)", () => {
  const DELTA = { "a-im": "feed", "user-agent": "newsboat/2.40" };

  async function pollTwice(path: string, next: Feed, headers: object = DELTA) {
    const { get, state } = setUp();
    const tag = (await get(path)).headers.get("etag") ?? "";
    Object.assign(state, { revision: 8, feed: next });
    const answer = await get(path, { ...headers, "if-none-match": tag });
    return { status: answer.status, im: answer.headers.get("im"), text: await answer.text() };
  }

  it.each(["/rss.xml", "/atom.xml"])(
    "%s: an agent that merges them gets the new and the changed items alone",
    async (path) => {
      const { status, im, text } = await pollTwice(path, feedOf(4, 2));
      expect([status, im]).toEqual([226, "feed"]);
      expect(text.match(/Item \d(?:, corrected)?/g)).toEqual(["Item 4", "Item 2, corrected"]);
    },
  );

  it("others get the whole feed, and so does everybody after a retraction", async () => {
    expect((await pollTwice("/rss.xml", feedOf(4), { "a-im": "feed", "user-agent": "x" })).status).toBe(200);
    expect((await pollTwice("/feed.json", feedOf(4))).status).toBe(200);
    const retracted = feedOf(4);
    retracted.items.splice(1, 1);
    expect((await pollTwice("/rss.xml", retracted)).status).toBe(200);
  });

  it("a delta that is dated as the client's copy has no date: libcurl would discard it", async () => {
    const { get, state } = setUp();
    const { headers } = await get("/rss.xml");
    const dates = feedOf(4);
    for (const item of dates.items.slice(0, 1)) item.date = new Date(NEWEST - 86_400_000);
    Object.assign(state, { revision: 8, feed: dates });
    const conditions = {
      "if-none-match": headers.get("etag") ?? "",
      "if-modified-since": headers.get("last-modified") ?? "",
    };
    const delta = await get("/rss.xml", { ...DELTA, ...conditions });
    expect([delta.status, delta.headers.get("last-modified")]).toEqual([226, null]);
  });

  it("items that left by age are no retraction", async () => {
    const moved = feedOf(4);
    moved.items.pop();
    expect((await pollTwice("/rss.xml", moved)).status).toBe(226);
  });
});

describe("serveFeed()", () => {
  it("answers every address in one format, or none that is not a feed's", async () => {
    const { options } = setUp();
    const answer = await serveFeed(new Request(`${ORIGIN}/any`), { ...options, format: "atom" });
    expect(answer.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(serveFeed(new Request(`${ORIGIN}/any`), options)).toBeUndefined();
  });

  it("keeps a feed in memory for as long as it was told to", async () => {
    const { options, state } = setUp({ memorySeconds: 60 });
    for (let poll = 0; poll < 3; poll += 1) await serveFeed(new Request(`${ORIGIN}/rss.xml`), options);
    state.revision = 8;
    await serveFeed(new Request(`${ORIGIN}/atom.xml`), options);
    expect(state.loads).toBe(1);
  });
});
