import { beforeEach, expect, test } from "vitest";
import { parseXml, type XmlElement } from "../../src/lib/parse-xml.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";
import { findXmlFault } from "../support/well-formed.ts";

const SITE = `title: Wire
domain: wire.example
feeds:
  - { name: source, markdown: yes }
  - { name: short, markdown: yes, content: summary }
  - { name: plain }
`;
const WITHOUT = SITE.replaceAll(", markdown: yes", "");

let edge: SimulatedEdge;

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  await edge.publish(
    0,
    "sea",
    "---\ntitle: The sea\nslug: sea\ndate: 2026-01-01\n---\n\nIt is **calm** & [wide](#wide).\n\n<!-- SECRET -->\n\n## Wide\n",
  );
});

async function read(path: string): Promise<string[]> {
  edge.clock.now += 3000;
  const { text } = await edge.poll(0, path);
  expect(findXmlFault(text)).toBeUndefined();
  const parsed = parseXml(text);
  if (!parsed.ok) throw new Error(path);
  return listMarkdown(parsed.value);
}

function listMarkdown({ name, space, text, children }: XmlElement): string[] {
  if (name === "markdown" && space === "http://source.scripting.com/") return [text];
  return children.flatMap(listMarkdown);
}

const SEA = `It is **calm** & [wide](${PUBLIC_URL}/articles/sea#user-content-wide).\n\n## Wide\n`;

test("source:markdown is in the RSS of a feed that asks for it, with absolute addresses, and nowhere else", async () => {
  expect(await read("/feeds/source/rss.xml")).toEqual([SEA]);
  for (const path of ["/rss.xml", "/feeds/plain/rss.xml", "/feeds/short/rss.xml", "/feeds/source/atom.xml"]) {
    expect(await read(path), path).toEqual([]);
  }
  for (const path of ["/rss.xml", "/feeds/plain/rss.xml", "/feeds/source/feed.json", "/articles/sea"]) {
    expect((await edge.poll(0, path)).text, path).not.toContain("**calm**");
  }
});

test("an edit moves it, a retraction takes it away, and a restored article has it again", async () => {
  await edge.publish(0, "sea", "---\ntitle: The sea\nslug: sea\ndate: 2026-01-01\n---\n\nIt is **rough**.\n");
  expect(await read("/feeds/source/rss.xml")).toEqual(["It is **rough**.\n"]);
  await edge.retract(0, "sea");
  expect(await read("/feeds/source/rss.xml")).toEqual([]);
  expect((await edge.poll(0, "/feeds/source/rss.xml")).text).not.toContain("rough");
  await edge.restore(0, "sea");
  expect(await read("/feeds/source/rss.xml")).toEqual(["It is **rough**.\n"]);
});

test("articles of before get it, and lose it, under new tags when site.yaml asks for it, and no longer", async () => {
  const tagOf = async () => (await edge.poll(0, "/feeds/source/rss.xml")).headers.get("etag");
  await edge.putSite(0, WITHOUT);
  await edge.tendMedia();
  expect(await read("/feeds/source/rss.xml")).toEqual([]);
  const before = await tagOf();
  await edge.putSite(0, SITE);
  await edge.tendMedia();
  expect(await read("/feeds/source/rss.xml")).toEqual([SEA]);
  expect(await tagOf()).not.toBe(before);
});

test("an article that has it is read again without a change", async () => {
  const count = () => edge.store.db.prepare("SELECT count(*) AS n FROM revisions WHERE kind = 'minor'").first("n");
  const before = await count();
  await edge.putSite(0, `${SITE}description: The news\n`);
  await edge.tendMedia();
  expect(await read("/feeds/source/rss.xml")).toEqual([SEA]);
  expect(await count()).toEqual(before);
});

test("pages of the feed's archive have it", async () => {
  for (let number = 10; number < 40; number += 1) {
    await edge.publish(0, `a${number}`, `---\ntitle: A ${number}\ndate: 2026-01-02\n---\n\nText *${number}*.\n`);
  }
  expect(await read("/feeds/source/archive/1/rss.xml")).toContain("Text *10*.\n");
  expect(await read("/feeds/plain/archive/1/rss.xml")).toEqual([]);
});
