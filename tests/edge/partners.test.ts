import { beforeEach, describe, expect, test, vi } from "vitest";
import { findLeftOut } from "../../src/feed/partners/find-left-out.ts";
import { createReader } from "../../src/store/d1-reader.ts";
import { listNinjsFaults } from "../support/ninjs.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

const TOKEN = "abcdefghijklmnopqrstuvwxyz_0123";
const OTHER = "zyxwvutsrqponmlkjihgfedcba_0123";
const BROWSER = { accept: "text/html,*/*;q=0.8" };

function writeSite(token?: string): string {
  const secret = token === undefined ? "" : `\n    token: ${token}`;
  return `title: Wire\ndomain: wire.example\nfeeds:\n  - name: top\n    all: "category: Sea"\npartners:\n  - partner: fulltext\n    feed: top${secret}\n  - partner: msn\n    feed: top\n`;
}

let edge: SimulatedEdge;

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, writeSite());
  await edge.publish(0, "sea", "---\ntitle: The sea is calm\ndate: 2026-01-01\ncategories: [Sea]\n---\n\nText.\n");
  await edge.publish(0, "land", "---\ntitle: The land is dry\ndate: 2026-01-02\n---\n\nText.\n");
});

describe("a partner's feed", () => {
  test("shows the named feed, is revalidated, and is not indexed", async () => {
    const { status, text, headers } = await edge.poll(0, "/feeds/top/fulltext.xml");
    expect([status, headers.get("content-type")]).toEqual([200, "application/rss+xml; charset=utf-8"]);
    expect(text).toContain("<title>The sea is calm</title>");
    expect(text).not.toContain("The land");
    expect(headers.get("x-robots-tag")).toBe("noindex");
    const known = { "if-none-match": headers.get("etag") ?? "" };
    expect((await edge.poll(0, "/feeds/top/fulltext.xml", { headers: known })).status).toBe(304);
  });

  test("moves with the article, and its id and date stay", async () => {
    const before = await edge.poll(0, "/feeds/top/fulltext.xml");
    await edge.publish(0, "sea", "---\ntitle: The sea is rough\ndate: 2026-01-01\ncategories: [Sea]\n---\n\nText.\n");
    edge.clock.now += 3000;
    const after = await edge.poll(0, "/feeds/top/fulltext.xml");
    expect(after.text).toContain("The sea is rough");
    for (const element of [/<guid[^>]*>[^<]+/, /<item>[\s\S]*?<pubDate>([^<]+)/]) {
      expect(element.exec(after.text)?.at(-1)).toBe(element.exec(before.text)?.at(-1));
    }
  });

  test.each(["no", "false", "not yet"])(
    "holds no article that says republish: %s, which other feeds hold",
    async (word) => {
      const write = (value: string) =>
        `---\ntitle: The harbour is full\ndate: 2026-01-03\ncategories: [Sea]\nrepublish: ${value}\n---\n\nText.\n`;
      await edge.publish(0, "harbour", write("yes"));
      edge.clock.now += 3000;
      expect((await edge.poll(0, "/feeds/top/fulltext.xml")).text).toContain("The harbour is full");
      await edge.publish(0, "harbour", write(word));
      edge.clock.now += 3000;
      const { text } = await edge.poll(0, "/feeds/top/fulltext.xml");
      expect([text.includes("The harbour is full"), text.includes("The sea is calm")]).toEqual([false, true]);
      expect((await edge.poll(0, "/feeds/top/rss.xml")).text).toContain("The harbour is full");
      const states = await findLeftOut(createReader(edge.store.db), "https://wire.example");
      expect(states.flatMap(({ leftOut }) => leftOut.map(({ path }) => path))).not.toContain("/articles/harbour");
    },
  );

  test.each(["/feeds/top/smartnews.xml", "/feeds/other/fulltext.xml", "/feeds/top/nobody.xml"])(
    "%s is none that site.yaml names",
    async (path) => {
      expect((await edge.poll(0, path)).status).toBe(404);
    },
  );

  test("no page, list or feed names its address", async () => {
    for (const path of [
      "/",
      "/feeds/top/",
      "/sitemap.xml",
      "/feeds.opml",
      "/rss.xml",
      "/feeds/top/rss.xml",
      "/robots.txt",
    ]) {
      const { text, headers } = await edge.poll(0, path);
      expect(text + headers.get("link")).not.toContain("fulltext");
    }
  });
});

describe("ninjs", () => {
  const write = (title: string, more = "") =>
    `---\ntitle: ${title}\ndate: 2026-01-03\ncategories: [Sea]\n${more}---\n\nText of ${title}.\n`;
  const writeNinjsSite = (more = "") =>
    `${writeSite()}  - partner: ninjs\n    feed: top\n${more}`.replace("domain:", "copyright: The Wire\ndomain:");
  const path = "/feeds/top/ninjs.json";
  const read = async (address = path) => JSON.parse((await edge.poll(0, address)).text);

  beforeEach(async () => {
    await edge.putSite(0, writeNinjsSite());
    edge.clock.now += 3000;
  });

  test("is valid, revalidated, and not indexed; there is no .xml of it, and no .json of the others", async () => {
    const { status, text, headers } = await edge.poll(0, path);
    expect([status, headers.get("content-type"), headers.get("x-robots-tag")]).toEqual([
      200,
      "application/json",
      "noindex",
    ]);
    const document = JSON.parse(text);
    expect(listNinjsFaults(document)).toEqual([]);
    expect(document.associations.map(({ name }: { name: string }) => name)).toEqual(["The sea is calm"]);
    const known = { "if-none-match": headers.get("etag") ?? "" };
    expect((await edge.poll(0, path, { headers: known })).status).toBe(304);
    for (const other of ["/feeds/top/ninjs.xml", "/feeds/top/msn.json"])
      expect((await edge.poll(0, other)).status).toBe(404);
  });

  test("a retracted article is canceled under the uri that it had, and usable again when it is restored", async () => {
    const [before] = (await read()).associations;
    await edge.retract(0, "sea", "It was not calm.");
    edge.clock.now += 3000;
    const canceled = await read();
    expect(listNinjsFaults(canceled)).toEqual([]);
    const [item] = canceled.associations;
    expect(item).toMatchObject({ uri: before.uri, firstCreated: before.firstCreated, pubStatus: "canceled" });
    expect(item.edNote).toContain("It was not calm.");
    expect(JSON.stringify(canceled)).not.toContain("Text.");
  });

  test("an article that says republish: no is not there, nor is its retraction, in any partner's document", async () => {
    await edge.publish(0, "kept", write("Kept back", "republish: no\n"));
    await edge.publish(0, "given", write("Given away"));
    edge.clock.now += 3000;
    for (const key of ["kept", "given"]) await edge.retract(0, key);
    edge.clock.now += 3000;
    for (const address of [path, "/feeds/top/fulltext.xml"]) {
      const { text } = await edge.poll(0, address);
      expect([text.includes("Given away"), text.includes("Kept back")]).toEqual([true, false]);
    }
    expect((await edge.poll(0, "/feeds/top/rss.xml")).text).toContain("Retracted: Kept back");
  });

  test("embargoed and expired articles are not there", async () => {
    await edge.publish(0, "later", write("Later").replace("2026-01-03", "2099-01-01"));
    await edge.publish(0, "over", write("Over", "expires: 2026-01-04\n"));
    edge.clock.now += 3000;
    expect((await edge.poll(0, path)).text).not.toMatch(/Later|Over/);
  });
});

describe.each([
  ["fulltext", "xml"],
  ["ninjs", "json"],
])("a feed with a token: %s", (id, ending) => {
  const PUBLIC = `/feeds/top/${id}.${ending}`;
  const PRIVATE = `/feeds/top/${id}/${TOKEN}.${ending}`;
  const WRONG = `/feeds/top/${id}/${OTHER}.${ending}`;
  const writeSecretSite = (token: string) => writeSite(token).replace("fulltext", id);

  beforeEach(async () => {
    await edge.putSite(0, writeSecretSite(TOKEN));
    edge.clock.now += 3000;
  });

  test("is served under it alone, for one client", async () => {
    const { status, text, headers } = await edge.poll(0, PRIVATE);
    expect([status, headers.get("cache-control")?.split(",")[0]]).toEqual([200, "private"]);
    expect(text).toContain("The sea is calm");
    expect(text + JSON.stringify([...headers])).not.toContain(TOKEN);
  });

  test.each([{}, BROWSER])("without it cannot be told from a feed that is not there: %j", async (headers) => {
    const none = await edge.poll(0, `/feeds/top/smartnews/${OTHER}.xml`, { headers });
    const plain = await edge.poll(0, "/nowhere", { headers });
    for (const path of [PUBLIC, WRONG, `/feeds/top/${id}/short.${ending}`]) {
      const refused = await edge.poll(0, path, { headers });
      expect([refused.status, refused.text, [...refused.headers]]).toEqual([none.status, none.text, [...none.headers]]);
      expect([refused.status, refused.text, [...refused.headers]]).toEqual([404, plain.text, [...plain.headers]]);
    }
  });

  test("asks the store as often as a feed that is not there does, so that the time of an answer tells nothing", async () => {
    // The first head after a change of the profile notes the new epoch.
    await edge.poll(0, "/rss.xml");
    const countQuestions = async (path: string) => {
      edge.restart(0);
      let count = 0;
      edge.store.before = async () => {
        count += 1;
      };
      expect((await edge.poll(0, path)).status).toBe(404);
      return count;
    };
    const none = await countQuestions(`/feeds/top/smartnews/${OTHER}.xml`);
    expect(none).toBeGreaterThan(0);
    expect([await countQuestions(PUBLIC), await countQuestions(WRONG)]).toEqual([none, none]);
  });

  test("its token and address are in no page, list, feed or header", async () => {
    for (const path of [
      "/",
      "/feeds/top/",
      "/feeds/top/subscribe",
      "/articles/the-sea-is-calm",
      "/sitemap.xml",
      "/news-sitemap.xml",
      "/feeds.opml",
      "/feeds/top/rss.xml",
      "/robots.txt",
    ]) {
      const { text, headers } = await edge.poll(0, path);
      const all = text + JSON.stringify([...headers]);
      expect([all.includes(TOKEN), all.includes(`/feeds/top/${id}`)], path).toEqual([false, false]);
    }
  });

  test("is not served without it where the store fails at the first question alone", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    for (const path of [PUBLIC, WRONG]) {
      let isFailing = true;
      edge.restart(0);
      edge.store.before = async () => {
        if (isFailing) {
          isFailing = false;
          throw new Error("down");
        }
      };
      const { status, text } = await edge.poll(0, path);
      expect([status, text.includes("The sea")]).toEqual([503, false]);
      expect(isFailing).toBe(false);
    }
    log.mockRestore();
  });

  test("changes with its token at once", async () => {
    expect((await edge.poll(0, PRIVATE)).status).toBe(200);
    await edge.putSite(0, writeSecretSite(OTHER));
    edge.clock.now += 3000;
    expect((await edge.poll(0, PRIVATE)).status).toBe(404);
    expect((await edge.poll(0, WRONG)).status).toBe(200);
  });

  test("its token is in no log line, also while the store fails", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    edge.store.before = () => Promise.reject(new Error("down"));
    edge.clock.now += 3_600_000;
    await edge.poll(0, PRIVATE);
    expect(log).toHaveBeenCalled();
    expect(JSON.stringify(log.mock.calls)).not.toContain(TOKEN);
    log.mockRestore();
  });
});
