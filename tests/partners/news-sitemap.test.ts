import { describe, expect, test } from "vitest";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import type { ReceivedImage } from "../../src/feed/publishing/submission.ts";
import { storeManyArticles } from "../support/many-articles.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { findXmlFault } from "../support/well-formed.ts";
import { PICTURES } from "./broken-articles.ts";
import { readRoot } from "./feed-xml.ts";
import { createChecker } from "./rule.ts";
import { newsSitemap } from "./rules/news-sitemap.ts";

const HOUR_MS = 3_600_000;

const { rules, findBroken } = createChecker(newsSitemap, readRoot);

async function publish(edge: SimulatedEdge, key: string, hoursAgo: number, head = "", body = "Words."): Promise<void> {
  const images = new Map<string, ReceivedImage>();
  const identified = await identifyMedium(PICTURES["sound.gif"]?.() ?? new Uint8Array());
  if (identified.ok && head.includes("sound.gif")) images.set("sound.gif", identified.value);
  const date = new Date(edge.clock.now - hoursAgo * HOUR_MS).toISOString();
  const said = await edge.publish(
    0,
    key,
    `---\ntitle: "${key} & <b>"\ndate: ${date}\n${head}---\n\n${body}\n`,
    undefined,
    images,
  );
  expect(said).toBe("created");
}

async function readNews(edge: SimulatedEdge): Promise<string> {
  edge.clock.now += 3000;
  return (await edge.poll(0, "/news-sitemap.xml")).text;
}

async function writeNews(): Promise<string> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, 'title: "The Wire & Co"\ndomain: wire.example\ncovers: none\nlanguages: [zh-Hant, pt-BR]\n');
  await publish(edge, "old", 49);
  await publish(edge, "plain", 47);
  await publish(edge, "pictured", 2, "image: { src: sound.gif, alt: A ferry, caption: In the harbour }\n");
  await publish(edge, "chinese", 1, "lang: zh-Hant\n");
  await publish(edge, "brazilian", 1, "lang: pt-BR\n");
  return readNews(edge);
}

const document = await writeNews();

describe("the news sitemap", () => {
  test("keeps every rule of Google's public specifications, with name, language, date, title and image", () => {
    expect([findXmlFault(document), findBroken(document)]).toEqual([undefined, []]);
    const list = (name: string) =>
      Array.from(document.matchAll(new RegExp(`<${name}>([^<]*)`, "g")), ([, text]) => text);
    expect(list("loc")).toHaveLength(4);
    expect(list("news:language").sort()).toEqual(["en", "en", "pt", "zh-tw"]);
    expect(list("image:loc")).toEqual([expect.stringMatching(/^https:\/\/wire\.example\/media\/[\da-f]{32}\.gif$/)]);
  });

  test.each(rules)("its checker finds that of a twin: $rule", ({ rule, source, breakIt }) => {
    expect(source).toMatch(/^https:\/\//);
    expect(findBroken(breakIt(document))).toContain(rule);
  });

  test("holds the newest 1,000 of more, and is a right one without any", async () => {
    const edge = createSimulatedEdge();
    await edge.putSite(0, "title: The Wire\ndomain: wire.example\n");
    const empty = await readNews(edge);
    expect([findBroken(empty), empty.includes("<url>")]).toEqual([[], false]);
    storeManyArticles(edge.store, 1001, edge.clock.now - HOUR_MS, 60_000);
    edge.clock.now += HOUR_MS;
    const full = await readNews(edge);
    expect(findBroken(full)).toEqual([]);
    expect([full.match(/<news:news>/g)?.length, full.includes("rails&#x3E; 1<")]).toEqual([1000, false]);
  });
});
