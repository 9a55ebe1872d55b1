import { Feed } from "feed";
import Parser from "rss-parser";
import { describe, expect, it } from "vitest";
import { importText, readArticles, readFiles } from "./support.ts";

const COUNT = 500;
const HOME = "https://old.example/";

const TITLES = ["Plain", "AT&T < 3", 'Quotes "and" ‘more’', "日本語の題", "# hash: yes", "--- dashes", "Ünïcödé 👩‍👧"];

const entries = Array.from({ length: COUNT }, (_, index) => {
  const date = new Date(Date.UTC(2019, 0, 1) + index * 86_461_000);
  return {
    title: `${TITLES[index % TITLES.length]} ${index}`,
    // The package wants an IRI; in RSS a third of the guids is none.
    id: index % 2 === 0 ? `${HOME}${date.getUTCFullYear()}/post-${index}.html` : `tag:old.example,2019:${index}`,
    ...(index % 3 === 0 ? { guid: `ep #${index} & more` } : {}),
    link: `${HOME}${date.getUTCFullYear()}/post-${index}.html`,
    published: date,
    date: new Date(date.getTime() + (index % 2) * 3_600_000),
    description: `Summary & more of ${index}`,
    content: `<p>Body of <b>${index}</b> &amp; more</p>`,
    author: [{ name: `Author ${index % 7}`, email: "a@old.example" }],
    category: [{ name: `Topic ${index % 5}`, term: `Topic ${index % 5}` }],
  };
});

function createFeed(): Feed {
  const feed = new Feed({
    id: HOME,
    link: HOME,
    title: "Old & Sons",
    description: "All of it",
    copyright: "us",
    updated: new Date(0),
  });
  for (const entry of entries) feed.addItem(entry);
  return feed;
}

interface Known {
  readonly id: string;
  readonly time: number;
  readonly link: string;
}

/** What another reader finds in the same document. */
async function readXml(xml: string): Promise<Known[]> {
  const { items } = await new Parser().parseString(xml);
  return items.map((item) => ({
    id: String(item.guid ?? item.id),
    time: Date.parse(item.isoDate ?? ""),
    link: item.link ?? "",
  }));
}

async function readJson(json: string): Promise<Known[]> {
  const { items } = JSON.parse(json) as { items: { id: string; date_published: string; url: string }[] };
  return items.map(({ id, date_published, url }) => ({ id, time: Date.parse(date_published), link: url }));
}

const formats = [
  { name: "RSS 2.0", text: createFeed().rss2(), read: readXml },
  { name: "Atom 1.0", text: createFeed().atom1(), read: readXml },
  { name: "JSON Feed", text: createFeed().json1(), read: readJson },
];

describe.each(formats)("500 entries of the stock feed package as $name", ({ name, text, read }) => {
  it("keep id, date and old address, and a second import changes nothing", { timeout: 120_000 }, async () => {
    const { report, folder } = await importText(text);
    expect(report).toMatchObject({ format: name, existingCount: 0, refused: [] });
    expect(report.created).toHaveLength(COUNT);
    const known = await read(text);
    expect(known).toHaveLength(COUNT);
    const articles = new Map((await readArticles(folder)).map((article) => [article.givenId, article]));
    const differing = known.filter(({ id, time }) => articles.get(id)?.publishedAt !== time);
    expect(differing).toEqual([]);
    const lost = known.filter(({ id, link }) => !articles.get(id)?.aliases.includes(new URL(link).pathname));
    expect(lost).toEqual([]);
    const first = articles.get(entries[1]?.id);
    expect(first).toMatchObject({
      title: "AT&T < 3 1",
      slug: "post-1",
      summary: "Summary & more of 1",
      html: "<p>Body of <b>1</b> &amp; more</p>",
      draft: false,
    });
    expect(first?.authors[0]?.name).toBe("Author 1");
    expect(first?.categories).toEqual([{ name: "Topic 1", slug: "topic-1" }]);
    expect(report.created).toEqual([...report.created].sort());

    const before = readFiles(folder);
    const again = await importText(text, { folder });
    expect(again.report).toMatchObject({ created: [], existingCount: COUNT, refused: [] });
    expect(readFiles(folder)).toEqual(before);
  });
});
