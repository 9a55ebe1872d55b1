import { beforeEach, expect, test } from "vitest";
import type { ReceivedImage } from "../../src/feed/publishing/submission.ts";
import { drawImage } from "../support/draw-image.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

let edge: SimulatedEdge;

async function publish(name: string, day: number, labels: string, more = ""): Promise<void> {
  const source = `---\ntitle: About ${name}\nslug: ${name}\ndate: 2026-01-${day}\n${labels}\n${more}---\n\nText.\n`;
  await edge.publish(0, name, source);
  edge.clock.now += 5000;
}

async function readRelated(name: string): Promise<{ etag: string; related: string[] }> {
  const { text, headers } = await edge.poll(0, `/articles/${name}`);
  const [section = ""] = /<section[^>]* class="related">.*?<\/section>/s.exec(text) ?? [];
  const related = Array.from(section.matchAll(/href="\/articles\/([^"]*)"/g), ([, slug = ""]) => slug);
  return { etag: headers.get("etag") ?? "", related };
}

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, "title: Wire\ndomain: wire.example\n");
  await publish("here", 20, "categories: [Harbour]\ntags: [ferry, night]");
  await publish("before", 19, "categories: [Sport]");
  await publish("after", 21, "categories: [Sport]");
});

test("the articles that share most labels come first, a tag before a category, the newest first among equals", async () => {
  await publish("category-old", 11, "categories: [Harbour]");
  await publish("category-new", 12, "categories: [Harbour]");
  await publish("tag", 10, "categories: [Sport]\ntags: [ferry]");
  await publish("both", 9, "categories: [Harbour]\ntags: [ferry]");
  expect((await readRelated("here")).related).toEqual(["both", "tag", "category-new"]);
});

test("an article without labels in common has none, and neighbours are not named twice", async () => {
  expect((await readRelated("here")).related).toEqual([]);
  await publish("next", 20, "categories: [Harbour]");
  expect((await readRelated("here")).related).toEqual([]);
});

const CHANGES: readonly [string, () => Promise<unknown>][] = [
  ["is retracted", () => edge.retract(0, "other")],
  ["is a draft again", () => publish("other", 9, "categories: [Harbour]", "draft: true\n")],
  ["leaves the feeds", () => publish("other", 9, "categories: [Harbour]", "feeds: none\n")],
  ["loses the label", () => publish("other", 9, "categories: [Sport]")],
];

test.each(CHANGES)("one that %s is named no longer, and the page's tag moves", async (_, change) => {
  await publish("other", 9, "categories: [Harbour]");
  const before = await readRelated("here");
  expect(before.related).toEqual(["other"]);
  await change();
  edge.clock.now += 3000;
  const after = await readRelated("here");
  expect(after.related).toEqual([]);
  expect(after.etag).not.toBe(before.etag);
});

test("an embargoed article is not named before its time", async () => {
  await publish("other", 9, "categories: [Harbour]", "embargo: 2027-01-01T00:00:00Z\n");
  expect((await readRelated("here")).related).toEqual([]);
});

test("a related article brings its picture, and the page's tag moves with that", async () => {
  const show = async (image: ReceivedImage) => {
    const source = "---\ntitle: About other\ndate: 2026-01-09\ncategories: [Harbour]\n---\n\n![A quay](quay.gif)\n";
    await edge.publish(0, "other", source, undefined, new Map([["quay.gif", image]]));
    edge.clock.now += 5000;
    const { text, headers } = await edge.poll(0, "/articles/here");
    expect(text).toContain(`<img src="/media/${image.medium.name}"`);
    return headers.get("etag");
  };
  expect(await show(await drawImage("one"))).not.toBe(await show(await drawImage("two")));
});
