import { beforeEach, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// The archive for people, by date.

let edge: SimulatedEdge;

async function publish(name: string, date: string, more = ""): Promise<void> {
  await edge.publish(0, name, `---\ntitle: About ${name}\nslug: ${name}\ndate: ${date}\n${more}---\n\nText.\n`);
  edge.clock.now += 5000;
}

async function read(path: string) {
  const { status, text, headers } = await edge.poll(0, path);
  const links = Array.from(text.matchAll(/<a (?:rel="(\w+)" )?href="(\/[^"]*)"/g), ([, rel, href]) => [rel, href]);
  const find = (wanted: string) => links.find(([rel]) => rel === wanted)?.[1];
  const articles = links.flatMap(([, href = ""]) => (href.startsWith("/articles/") ? [href.slice(10)] : []));
  return { status, articles, links, older: find("prev"), newer: find("next"), etag: headers.get("etag") };
}

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, "title: Wire\ndomain: wire.example\ntime_zone: Asia/Singapore\n");
  await publish("winter", "2025-12-31T23:00:00+08:00");
  await publish("spring", "2026-03-10");
  await publish("edge", "2026-03-31T23:30:00+08:00");
  await publish("next", "2026-04-01T00:30:00+08:00");
  await publish("imprint", "2026-03-12", "feeds: none\n");
});

it("a month lists its articles in the publication's time zone, newest first, and leads to the nearest months that have any", async () => {
  const march = await read("/2026/03/");
  expect([march.status, march.articles]).toEqual([200, ["edge", "spring"]]);
  expect([march.older, march.newer]).toEqual(["/2025/12/", "/2026/04/"]);
  expect(await read("/2025/12/")).toMatchObject({ articles: ["winter"], older: undefined, newer: "/2026/03/" });
});

it("a year lists its months that have articles, and leads to the years beside it", async () => {
  const { links, older, newer } = await read("/2026/");
  expect(links.map(([, href]) => href).filter((href) => /^\/2026\/\d/.test(href ?? ""))).toEqual([
    "/2026/04/",
    "/2026/03/",
  ]);
  expect([older, newer]).toEqual(["/2025/", undefined]);
});

it.each(["/2026/02/", "/2024/", "/2026/13/", "/2026/3/", "/0999/01/"])(
  "%s, which has no article, is 404",
  async (path) => {
    expect((await read(path)).status).toBe(404);
  },
);

it("an embargoed article is on no page before it is due, and on its month's from then on", async () => {
  await publish("later", "2026-11-23T21:00:00+08:00");
  expect((await read("/2026/11/")).status).toBe(404);
  edge.clock.now = Date.UTC(2026, 10, 23, 13, 0, 1);
  expect((await read("/2026/11/")).articles).toEqual(["later"]);
});

it("59: a page's tag moves when one of its articles is taken back", async () => {
  const before = await read("/2026/03/");
  await edge.retract(0, "edge");
  const after = await read("/2026/03/");
  expect(after.articles).toEqual(["spring"]);
  expect(after.etag).not.toBe(before.etag);
});

it("the front page goes on with the month of the oldest article that it shows", async () => {
  for (let number = 1; number <= 50; number += 1)
    await publish(`new-${number}`, `2026-06-${String((number % 28) + 1).padStart(2, "0")}`);
  expect((await read("/")).older).toBe("/2026/06/");
  expect((await read("/categories/none/")).older).toBeUndefined();
});
