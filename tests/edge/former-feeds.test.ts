import { beforeEach, describe, expect, it } from "vitest";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

const SITE = `title: Moved here
domain: moved.example
categories: [Harbour]
former_feeds:
  /blog/rss.xml: categories/harbour
  /podcast/atom: main
  "/?format=rss": categories/harbour
  "/index.php?option=com_content&format=feed": main
  "https://old.example/feeds/harbour.json": categories/harbour
  /exact.xml: categories/harbour/atom.xml
  /feed/: categories/harbour
  /größe.xml: main
`;

let edge: SimulatedEdge;

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  const text =
    "---\ntitle: Ferry\ndate: 2026-01-02\ncategories: [Harbour]\naliases: [/weblog/rss.xml, /?p=12]\n---\n\nIt sails.\n";
  await edge.publish(0, "ferry", text);
});

const leadsTo = async (path: string) => {
  const { status, headers } = await edge.poll(0, path);
  return status === 301 ? headers.get("location")?.slice(PUBLIC_URL.length) : status;
};

describe("conformance 70: an address where a feed was", () => {
  it.each([
    ["/blog/rss.xml", "/categories/harbour/rss.xml"],
    ["/podcast/atom", "/atom.xml"],
    ["/?format=rss", "/categories/harbour/rss.xml"],
    ["/index.php?option=com_content&format=feed", "/rss.xml"],
    ["/feeds/harbour.json", "/categories/harbour/feed.json"],
    ["/exact.xml", "/categories/harbour/atom.xml"],
    ["/exact.xml?utm_source=x", "/categories/harbour/atom.xml"],
    ["/feed/", "/categories/harbour/rss.xml"],
    ["/gr%C3%B6%C3%9Fe.xml", "/rss.xml"],
    // Not claimed: the habit of a tool.
    ["/feed.rss", "/rss.xml"],
    ["/blog/feed/", "/rss.xml"],
    ["/news?format=rss", "/rss.xml"],
    ["/?feed=rss2", "/rss.xml"],
    // Claimed by an article.
    ["/weblog/rss.xml", "/articles/ferry"],
    ["/?p=12", "/articles/ferry"],
    ["/?format=html", 200],
    ["/no/feed/here", 404],
  ])("%s leads to %s", async (path, target) => {
    expect(await leadsTo(path)).toBe(target);
  });

  it("is found when so many unknown addresses are requested that isolates look in a list of names", async () => {
    edge = createSimulatedEdge({ freeLookups: 0 });
    await edge.putSite(0, SITE);
    expect(await leadsTo("/exact.xml")).toBe("/categories/harbour/atom.xml");
    expect(await leadsTo("/index.php?option=com_content&format=feed")).toBe("/rss.xml");
    expect(await leadsTo("/blog/feed/")).toBe("/rss.xml");
  });

  it("costs Origin one question a minute, however often readers poll there", async () => {
    const questions = () => edge.asked.filter((path) => path.startsWith("/alias")).length;
    for (let poll = 0; poll < 20; poll += 1) await leadsTo("/feed/");
    expect(questions()).toBe(1);
    edge.clock.now += 61_000;
    await leadsTo("/feed/");
    expect(questions()).toBe(2);
  });

  it("that site.yaml names no more is the habit of a tool again", async () => {
    await edge.putSite(0, "title: Moved here\ndomain: moved.example\n");
    edge.clock.now += 61_000;
    expect([await leadsTo("/feed/"), await leadsTo("/exact.xml")]).toEqual(["/rss.xml", 404]);
  });
});

describe("former_feeds", () => {
  it.each([
    ["an address of an article of ours", '"/articles/x": main'],
    ["the address of our own feed", '"/rss.xml": main'],
    ["the front page", '"/": main'],
    ["no address", '"blog/rss.xml": main'],
    ["no feed", '"/blog/rss.xml": nothing'],
  ])("are refused with %s", (_, line) => {
    expect(readSiteProfile(`title: A\nformer_feeds:\n  ${line}\n`).findings).toMatchObject([
      { severity: "error", line: 3 },
    ]);
  });
});
