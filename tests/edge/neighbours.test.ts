import { beforeEach, expect, test } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

let edge: SimulatedEdge;

/** Only publishes through the same isolate are seen at once. */
async function publish(name: string, more = "", title = `About ${name}`): Promise<void> {
  const source = `---\ntitle: ${title}\nslug: ${name}\ndate: 2026-01-01\n${more}---\n\nText.\n`;
  await edge.publish(0, name, source);
  edge.clock.now += 5000;
}

async function readPage(name: string): Promise<{ etag: string; older: string | undefined; newer: string | undefined }> {
  const { text, headers } = await edge.poll(0, `/articles/${name}`);
  const find = (rel: string) =>
    new RegExp(`<a rel="${rel}" href="/articles/([^"]*)"><span[^>]*>([^<]*)<`).exec(text)?.[2];
  return { etag: headers.get("etag") ?? "", older: find("prev"), newer: find("next") };
}

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, "title: Wire\ndomain: wire.example\n");
  await publish("first");
  await publish("second");
});

test("an article that appears becomes the neighbour of the newest, and that page's tag moves", async () => {
  const before = await readPage("second");
  expect(before).toMatchObject({ older: "About first", newer: undefined });
  await publish("third");
  const after = await readPage("second");
  expect(after).toMatchObject({ older: "About first", newer: "About third" });
  expect(after.etag).not.toBe(before.etag);
});

const CHANGES: [what: string, change: () => Promise<unknown>, newer: string][] = [
  ["has another title", () => publish("third", "", "Renamed"), "Renamed"],
  ["is retracted", () => edge.retract(0, "third"), "About fourth"],
  [
    "expires",
    () => publish("third", `expires: ${new Date(Date.UTC(2026, 10, 23, 12, 1)).toISOString()}\n`),
    "About fourth",
  ],
  ["is a draft again", () => publish("third", "draft: true\n"), "About fourth"],
];

test.each(CHANGES)("a neighbour that %s moves the tags of the pages beside it", async (_what, change, newer) => {
  await publish("third");
  await publish("fourth");
  const tags = new Set([(await readPage("second")).etag]);
  await change();
  edge.clock.now += 60_000;
  await edge.poll(0, "/rss.xml");
  edge.clock.now += 3000;
  const { etag, newer: found } = await readPage("second");
  expect(found).toBe(newer);
  expect(tags).not.toContain(etag);
});

test("neighbours are those by date, though many articles arrive at once and in any order", async () => {
  const days = [5, 9, 3, 8, 4, 7, 6];
  for (const day of days) {
    await edge.publish(
      0,
      `day-${day}`,
      `---\ntitle: Day ${day}\nslug: day-${day}\ndate: 2026-02-0${day}\n---\n\nText.\n`,
    );
  }
  edge.clock.now += 5000;
  expect(await readPage("day-6")).toMatchObject({ older: "Day 5", newer: "Day 7" });
  expect(await readPage("day-3")).toMatchObject({ older: "About second", newer: "Day 4" });
  expect(await readPage("day-9")).toMatchObject({ older: "Day 8", newer: undefined });
});

test("imported articles stand beside those of their dates, however many came in between", async () => {
  for (let number = 1; number <= 27; number += 1) {
    const date = `2020-01-${String(number).padStart(2, "0")}`;
    await edge.publish(
      0,
      `old-${number}`,
      `---\ntitle: Old ${number}\nslug: old-${number}\ndate: ${date}\n---\n\nText.\n`,
    );
  }
  edge.clock.now += 5000;
  expect(await readPage("first")).toMatchObject({ older: "Old 27", newer: "About second" });
  expect(await readPage("old-27")).toMatchObject({ older: "Old 26", newer: "About first" });
});

test("what happens far away moves nothing", async () => {
  for (let number = 3; number <= 62; number += 1) await publish(`article-${number}`);
  const { etag } = await readPage("first");
  await publish("article-62", "", "Renamed");
  await edge.retract(0, "article-61");
  edge.clock.now += 5000;
  expect((await readPage("first")).etag).toBe(etag);
});
