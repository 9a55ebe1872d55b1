import { beforeAll, describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedAnswer, type SimulatedEdge } from "../support/simulated-edge.ts";

// WebSub §4: the hub and the topic stand in the Link header and in the body of every feed, the same in both, and self once.

const HUB = "https://wire.example/hub";
const FILES = ["rss.xml", "atom.xml", "feed.json"];
const BASES = ["/", "/categories/harbour/", "/authors/ada/"];
let edge: SimulatedEdge;

beforeAll(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(
    0,
    "title: The Test Wire\ndomain: wire.example\nhome_page: https://www.example/\ncategories: [Harbour]",
  );
  for (let number = 1; number <= 60; number += 1) {
    const matter = `title: Title ${number}\ndate: 2026-01-01\ncategories: [Harbour]\nauthor: Ada`;
    await edge.publish(0, `key-${number}`, `---\n${matter}\n---\n\nText.`);
  }
  edge.clock.now += 10_000;
});

function listTargets({ headers }: SimulatedAnswer, rel: string): string[] {
  const pattern = new RegExp(`<([^>]+)>; rel="${rel}"`, "g");
  return Array.from((headers.get("link") ?? "").matchAll(pattern), ([, target = ""]) => target);
}

/** What the body says of itself, read by hand: once each. */
function listInBody({ text }: SimulatedAnswer, rel: "self" | "hub"): string[] {
  if (text.startsWith("{")) {
    const feed = JSON.parse(text) as { feed_url: string; hubs?: { type: string; url: string }[] };
    if (rel === "self") return [feed.feed_url];
    return (feed.hubs ?? []).filter(({ type }) => type === "WebSub").map(({ url }) => url);
  }
  const links = text.match(/<(?:atom:)?link [^>]*>/g) ?? [];
  const found = links.filter((link) => link.includes(`rel="${rel}"`));
  return found.map((link) => /href="([^"]*)"/.exec(link)?.[1] ?? "");
}

describe.each(BASES.flatMap((base) => FILES.map((file) => base + file)))("%s", (path) => {
  const self = `https://wire.example${path}`;

  it("names hub and self in header and body alike", async () => {
    const answer = await edge.poll(0, path);
    expect(answer.status).toBe(200);
    expect([listTargets(answer, "self"), listTargets(answer, "hub")]).toEqual([[self], [HUB]]);
    expect([listInBody(answer, "self"), listInBody(answer, "hub")]).toEqual([[self], [HUB]]);
  });

  it("says the same on HEAD, on 304 and on 226", async () => {
    const answer = await edge.poll(0, path);
    const etag = answer.headers.get("etag") ?? "";
    const head = await edge.poll(0, path, { method: "HEAD" });
    const unchanged = await edge.poll(0, path, { headers: { "if-none-match": etag } });
    const link = answer.headers.get("link");
    expect([head.headers.get("link"), unchanged.status, unchanged.headers.get("link")]).toEqual([link, 304, link]);
    if (path.endsWith("json")) return;
    const before = `W/"${etag.replace(/^W\/"(\d+)-/, (_all, revision) => `${Number(revision) - 1}-`)}`;
    const known = { "if-none-match": before, "a-im": "feed", "user-agent": "newsboat/2.40" };
    const delta = await edge.poll(0, path, { headers: known });
    expect([delta.status, delta.headers.get("link"), listInBody(delta, "hub")]).toEqual([226, link, [HUB]]);
  });
});

describe("an article (RFC 6596)", () => {
  it("names one canonical address, another site's where it was published there first", async () => {
    const matter = "title: Reprint\ndate: 2026-01-01\ncanonical: https://first.example/story";
    await edge.publish(0, "reprint", `---\n${matter}\n---\n\nText.`);
    const page = await edge.poll(0, "/articles/reprint");
    expect(page.text).toContain('<link rel="canonical" href="https://first.example/story"/>');
    expect([listTargets(page, "canonical"), listTargets(page, "alternate")]).toEqual([
      [],
      FILES.map((file) => `https://wire.example/${file}`),
    ]);
  });
});

describe("a subscription list (OPML 2.0)", () => {
  it.each(BASES)("calls the feed at %s as the feed itself does, and names the same page", async (base) => {
    const feed = JSON.parse((await edge.poll(0, `${base}feed.json`)).text);
    const { text } = await edge.poll(0, "/feeds.opml");
    const outline = text.split("\n").find((line) => line.includes(`xmlUrl="https://wire.example${base}rss.xml"`));
    expect(outline).toContain(`text="${feed.title}" title="${feed.title}"`);
    expect(outline).toContain(`htmlUrl="${feed.home_page_url}"`);
  });
});

describe("what is no topic", () => {
  it.each(["/archive/1/rss.xml", "/archive/1/atom.xml", "/archive/1/feed.json", "/", "/feeds.opml", "/sitemap.xml"])(
    "%s names no hub",
    async (path) => {
      const answer = await edge.poll(0, path);
      expect(answer.status).toBe(200);
      expect(listTargets(answer, "hub")).toEqual([]);
      expect(answer.text).not.toContain(HUB);
    },
  );
});
