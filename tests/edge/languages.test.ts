import { expect, it } from "vitest";
import { createSimulatedEdge } from "../support/simulated-edge.ts";

const SITE = `title: Polyglot
domain: polyglot.example
language: en
languages: [fr, pt-BR]
feeds:
  - { name: romance, any: ["lang:fr", "lang:pt"] }
`;

const write = (title: string, lang: string) => `---\ntitle: ${title}\ndate: 2026-01-02\nlang: ${lang}\n---\n\nText.\n`;

async function setUp() {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  await edge.publish(0, "ferry", write("Ferry", "en"));
  await edge.publish(0, "bac", write("Bac", "fr"));
  await edge.publish(0, "balsa", write("Balsa", "pt-BR"));
  return edge;
}

it.each([
  ["/languages/en/", ["Ferry"], "en"],
  ["/languages/fr/", ["Bac"], "fr"],
  ["/languages/pt-br/", ["Balsa"], "pt-BR"],
  ["/feeds/romance/", ["Balsa", "Bac"], "en"],
])("%s holds %j, and says that its language is %s", async (folder, titles, language) => {
  const edge = await setUp();
  const { text } = await edge.poll(0, `${folder}feed.json`);
  const feed = JSON.parse(text) as { language: string; items: { title: string }[] };
  expect(feed.items.map(({ title }) => title).sort()).toEqual([...titles].sort());
  expect(feed.language).toBe(language);
  expect((await edge.poll(0, `${folder}atom.xml`)).text).toMatch(new RegExp(`<feed [^>]*xml:lang="${language}"`));
  expect((await edge.poll(0, folder)).status).toBe(200);
});

it("RSS: an item says its language where that is not the publication's", async () => {
  const edge = await setUp();
  const { text } = await edge.poll(0, "/rss.xml");
  expect(text.match(/<dc:language>[^<]+/g)?.sort()).toEqual(["<dc:language>fr", "<dc:language>pt-BR"]);
  expect((await edge.poll(0, "/feeds.opml")).text).toMatch(/<outline text="Languages".+[\s\S]+languages\/fr\/rss\.xml/);
});

it("an article in another language leaves the feed of the one it had", async () => {
  const edge = await setUp();
  await edge.publish(0, "bac", write("Bac", "en"));
  const items = async (path: string) =>
    (JSON.parse((await edge.poll(0, path)).text) as { items: unknown[] }).items.length;
  expect([await items("/languages/fr/feed.json"), await items("/languages/en/feed.json")]).toEqual([0, 2]);
});
