import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FIXTURES, importSource, readArticles, readFiles } from "./support.ts";

async function importFixture(name: string, site?: string) {
  const { report, folder } = await importSource(join(FIXTURES, name), { site });
  const articles = await readArticles(folder);
  const byId = (id: string) => articles.find(({ givenId }) => givenId === id);
  const losses = report.losses.map(({ field, message }) => `${field}: ${message}`);
  return { report, folder, articles, byId, losses };
}

const at = (text: string) => Date.parse(text);

describe("a WordPress export (WXR)", () => {
  it("keeps guid, date, address, people, labels and picture of a post", async () => {
    const { articles, byId } = await importFixture("wordpress.xml");
    expect(articles).toHaveLength(5);
    expect(byId("https://harbour.example/?p=11")).toMatchObject({
      title: "Crane lifted: “a heavy day” & a long one",
      publishedAt: at("2024-03-31T00:30:00Z"),
      updatedAt: at("2024-04-02T08:00:00Z"),
      slug: "crane-lifted",
      aliases: ["/2024/03/crane-lifted/", "/?p=11"],
      summary: "How the crane came.",
      authors: [{ name: "Mara O'Neill", slug: "mara", url: undefined, email: undefined }],
      categories: [{ name: "Life & Port", slug: "port-life" }],
      tags: [{ name: "Cranes", slug: "cranes" }],
      draft: false,
      image: { alt: "A crane above the quay", caption: "A crane at dawn" },
    });
  });

  it("makes paragraphs, captions and links of what WordPress keeps as typed", async () => {
    const { byId } = await importFixture("wordpress.xml");
    const html = byId("https://harbour.example/?p=11")?.html ?? "";
    expect(html).toContain("<p>The crane came on <em>Sunday</em>.<br>\nIt was heavy.</p>");
    expect(html).toContain("<figcaption>A crane at dawn</figcaption></figure>\n<h2>Afterwards</h2>");
    expect(html).toContain("<pre>one\n\ntwo</pre>");
    expect(html).toContain('<p><a href="https://video.example/watch/9">');
    expect(html).not.toContain("iframe");
  });

  it("reads a percent-encoded address as people write it", async () => {
    const { byId } = await importFixture("wordpress.xml");
    expect(byId("https://harbour.example/?p=20")).toMatchObject({
      slug: "港の新しい橋",
      aliases: ["/2024/05/港の新しい橋/", "/?p=20"],
      updatedAt: undefined,
    });
  });

  it("publishes no draft and nothing that needed a password", async () => {
    const { byId } = await importFixture("wordpress.xml");
    expect(byId("https://harbour.example/?p=30")).toMatchObject({ draft: true, publishedAt: 0 });
    expect(byId("https://harbour.example/?p=31")).toMatchObject({ draft: true });
  });

  it("says what it could not carry", async () => {
    const { losses } = await importFixture("wordpress.xml");
    expect(losses).toEqual([
      "post in the trash: 1 item of this kind",
      "comments: 1 comment",
      'post_format: "Image"',
      "body: 1 <iframe>, published as a link; it stays in the file",
      "password: it needed a password: imported as a draft",
      "date: it has none: imported as a draft without a date",
      "date: it has none: imported as a draft without a date",
    ]);
  });
});

describe("a Ghost export", () => {
  it("keeps the id its feeds had, date, address, people, labels and texts of a post", async () => {
    const { articles, byId } = await importFixture("ghost.json", "https://cape.example");
    expect(articles).toHaveLength(5);
    expect(byId("65f1c0ffee0123456789abc1")).toMatchObject({
      title: "Lighthouse: lit again",
      publishedAt: at("2024-02-29T23:59:59Z"),
      updatedAt: at("2024-03-02T09:30:00Z"),
      aliases: ["/lighthouse-lit-again/"],
      slug: "lighthouse-lit-again",
      summary: "Forty years dark, now lit.",
      categories: [
        { name: "News & Views", slug: "news" },
        { name: "Lights", slug: "lights" },
      ],
      image: {
        url: "https://cape.example/content/images/2024/02/tower.jpg",
        alt: "The tower at dusk",
        caption: "The tower, lit",
      },
    });
    expect(byId("65f1c0ffee0123456789abc1")?.authors.map(({ name, slug }) => [name, slug])).toEqual([
      ["Ana Lima", "ana"],
      ["Ben Ito", "ben-ito"],
    ]);
  });

  it("gives a page its old address and no feed", async () => {
    const { byId } = await importFixture("ghost.json", "https://cape.example");
    expect(byId("65f1c0ffee0123456789abc5")).toMatchObject({ feeds: "none", draft: false, aliases: ["/about/"] });
    expect(byId("65f1c0ffee0123456789abc1")).not.toHaveProperty("feeds");
  });

  it("keeps the home of a reprint, and what was for members a draft", async () => {
    const { byId } = await importFixture("ghost.json", "https://cape.example");
    expect(byId("65f1c0ffee0123456789abc2")?.canonicalUrl).toBe("https://magazine.example/reprint");
    expect(byId("65f1c0ffee0123456789abc3")?.draft).toBe(true);
    expect(byId("65f1c0ffee0123456789abc4")).toMatchObject({
      draft: true,
      html: "<p>Only half.</p>\n<p>And more.</p>",
    });
  });

  it("asks for the old site's address where pictures need it", async () => {
    const { losses, byId } = await importFixture("ghost.json");
    const path = "/content/images/2024/02/tower.jpg";
    expect(losses).toContain(`image: ${path} is not fetched: say where the old site is: --site URL`);
    expect(byId("65f1c0ffee0123456789abc1")?.image).toBeUndefined();
  });

  it("shows nobody's mail address", async () => {
    const { folder } = await importFixture("ghost.json");
    const all = Array.from(readFiles(folder).values(), (text) => Buffer.from(text, "base64").toString()).join("\n");
    expect(all).not.toContain("private.example");
  });
});

describe("RSS 1.0", () => {
  it("has rdf:about as id, and is decoded as its declaration says", async () => {
    const { byId, losses } = await importFixture("rss1.rdf");
    expect(byId("https://old.example/2003/eins.html")).toMatchObject({
      title: "Über uns",
      publishedAt: at("2003-12-13T17:30:02Z"),
      aliases: ["/2003/eins.html"],
      slug: "eins",
      summary: "Kurz & gut",
    });
    expect(byId("https://old.example/item?id=2")).toMatchObject({ slug: "zwei", aliases: ["/item.php?id=2"] });
    expect(losses).toEqual([]);
  });
});

describe("Atom 1.0", () => {
  it("reads each kind of text, relative addresses, and the feed's author for those without", async () => {
    const { byId } = await importFixture("atom.xml");
    expect(byId("tag:atom.example,2005:entry-1")).toMatchObject({
      title: "Um dia",
      publishedAt: at("2024-01-01T13:00:00.250Z"),
      aliases: ["/blog/2024/um-dia"],
      summary: "1 < 2 & mais",
      html: '<p>Olá <a href="https://atom.example/outro">outro</a> <img src="https://atom.example/blog/foto.jpg" alt="Foto"></p>\n\n<p><audio controls src="https://atom.example/um.mp3"></audio></p>',
      categories: [{ name: "Dias", slug: "dias" }],
      language: "pt-BR",
    });
  });

  it("keeps what is a mail address, and nothing else in its place", async () => {
    const { byId } = await importFixture("atom.xml");
    expect(byId("tag:atom.example,2005:entry-1")?.authors[0]).toMatchObject({ name: "Rita", email: undefined });
    expect(byId("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a")?.authors[0]).toMatchObject({
      name: "Guest",
      email: "guest@elsewhere.example",
    });
  });

  it("leaves an entry's home where it is if that is another site", async () => {
    const { byId } = await importFixture("atom.xml");
    expect(byId("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a")).toMatchObject({
      title: "Plain <b> text",
      canonicalUrl: "https://elsewhere.example/post/plain",
      aliases: [],
      language: "en",
      html: "<p>First &lt;para></p>\n<p>Second</p>",
    });
  });
});

describe("RSS 2.0 with namespaces", () => {
  it("keeps an id that is no address, the picture's texts, and the later update", async () => {
    const { byId } = await importFixture("podcast.xml");
    expect(byId("ep 1")).toMatchObject({
      publishedAt: at("2024-01-02T15:00:00Z"),
      updatedAt: at("2024-01-05T00:00:00Z"),
      image: { url: "https://cdn.example/e1.jpg", alt: "The host", caption: "At work", credit: "Pat" },
      slug: "episode",
      aliases: ["/e/1"],
    });
  });

  it("imports what has no date as a draft, and what has no body with its title", async () => {
    const { byId } = await importFixture("podcast.xml");
    expect(byId("https://pod.example/undated")).toMatchObject({ draft: true, aliases: ["/undated"] });
    expect(byId("https://pod.example/2024/untitled")).toMatchObject({ draft: true, slug: "untitled" });
    expect(byId("bare")).toMatchObject({ html: "<p>Just a title</p>", draft: false });
  });

  it("says by entry and field what it could not carry", async () => {
    const { losses } = await importFixture("podcast.xml");
    expect(losses).toContain("comments: 3 comments");
    expect(losses).toContain("body: 2 <script>, not published; it stays in the file");
    expect(losses).toContain('date: "yesterday" is no date that can be read');
  });
});

describe("every format", () => {
  it.each(["wordpress.xml", "ghost.json", "rss1.rdf", "atom.xml", "podcast.xml"])(
    "%s twice changes nothing",
    async (name) => {
      const { folder } = await importFixture(name);
      const before = readFiles(folder);
      const { report } = await importSource(join(FIXTURES, name), { folder });
      expect(report.created).toEqual([]);
      expect(report.existingCount).toBeGreaterThan(0);
      expect(readFiles(folder)).toEqual(before);
    },
  );
});
