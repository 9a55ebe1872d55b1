import { describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// What was wrong is said where it stood, and readers learn of it without a second article.

interface Edit {
  readonly text?: string;
  readonly corrections?: string;
}

function write({ text = "Forty boats.", corrections = "" }: Edit): string {
  return `---\ntitle: Boats\ndate: 2026-01-02\n${corrections}---\n\n${text}\n`;
}

const CORRECTIONS = `corrections:
  - { date: 2026-11-20, text: "There were 14 boats, not 40 & more" }
  - { date: 2026-11-23, text: "Their <b>home</b> is Eastmole" }
`;

async function setUp(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, "title: Corrections\ndomain: corrections.example\ntime_zone: Europe/Athens\n");
  await edge.publish(0, "boats", write({}));
  edge.clock.now += 60_000;
  return edge;
}

/** What each format says of the article: who it is, when it was published, when it changed. */
async function readDates(edge: SimulatedEdge): Promise<Record<string, readonly (string | undefined)[]>> {
  const [rss = "", atom = "", json = ""] = await Promise.all(
    ["rss.xml", "atom.xml", "feed.json"].map(async (name) => (await edge.poll(0, `/${name}`)).text),
  );
  const item = rss.slice(rss.indexOf("<item>"));
  const entry = atom.slice(atom.indexOf("<entry"));
  const [first] = (JSON.parse(json) as { items: Record<string, string>[] }).items;
  const pick = (text: string, ...names: string[]) =>
    names.map((name) => new RegExp(`<${name}[^>]*>([^<]+)<`).exec(text)?.[1]);
  return {
    rss: pick(item, "guid", "pubDate", "atom:updated"),
    atom: pick(entry, "id", "published", "updated"),
    json: [first?.id, first?.date_published, first?.date_modified],
  };
}

/** The first entry's full text, as a reader decodes it. */
function readContent(document: string, file: string): string | undefined {
  if (file === "feed.json")
    return (JSON.parse(document) as { items: { content_html?: string }[] }).items[0]?.content_html;
  const [, text = ""] = /<(?:content:encoded|content type="html")[^>]*>([\s\S]*?)<\/content/.exec(document) ?? [];
  const [, data] = /^<!\[CDATA\[([\s\S]*)\]\]>$/.exec(text) ?? [];
  return data ?? text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

describe("a correction", () => {
  it("stands at the article's foot, with its day in the publication's zone, escaped", async () => {
    const edge = await setUp();
    await edge.publish(0, "boats", write({ text: "Fourteen boats.", corrections: CORRECTIONS }));
    const { text } = await edge.poll(0, "/articles/boats");
    const foot = text.slice(text.indexOf('<section aria-labelledby="corrections"'));
    expect(foot.indexOf("14 boats, not 40 &amp; more")).toBeGreaterThan(0);
    expect(foot).toContain("Their &lt;b&gt;home&lt;/b&gt; is Eastmole");
    expect(Array.from(foot.matchAll(/<time datetime="([^"]+)"/g), ([, at]) => at).slice(0, 2)).toEqual([
      expect.stringMatching(/^2026-11-(?:20|19T22:00)/),
      expect.stringMatching(/^2026-11-(?:23|22T22:00)/),
    ]);
    expect(text.indexOf("Fourteen boats.")).toBeLessThan(text.indexOf('<section aria-labelledby="corrections"'));
  });

  it.each(["rss.xml", "atom.xml", "feed.json"])(
    "stands below the story in %s, too, as people who read it there see no page",
    async (file) => {
      const edge = await setUp();
      await edge.publish(0, "boats", write({ text: "Fourteen boats.", corrections: CORRECTIONS }));
      const { text } = await edge.poll(0, `/${file}`);
      const story = "<p>Fourteen boats.</p>";
      const notes = [
        "<p><strong>Correction</strong> (2026-11-20): There were 14 boats, not 40 &#x26; more</p>",
        "<p><strong>Correction</strong> (2026-11-23): Their &#x3C;b&#x3E;home&#x3C;/b&#x3E; is Eastmole</p>",
      ];
      expect(readContent(text, file)).toBe([story, ...notes].join("\n"));
    },
  );

  it("in a feed says in which language our word is, where the story is not in English", async () => {
    const edge = await setUp();
    const story = write({ corrections: CORRECTIONS }).replace("title:", "lang: el\ntitle:");
    await edge.publish(0, "boats", story);
    expect((await edge.poll(0, "/feed.json")).text).toContain('<strong lang=\\"en\\">Correction</strong>');
  });

  it("schema.org NewsArticle: is a CorrectionComment with its date in the page's JSON-LD", async () => {
    const edge = await setUp();
    await edge.publish(0, "boats", write({ text: "Fourteen boats.", corrections: CORRECTIONS }));
    const { text } = await edge.poll(0, "/articles/boats");
    const [, json = "{}"] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(text) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      dateModified: "2026-11-23T12:01:00Z",
      correction: [
        {
          "@type": "CorrectionComment",
          datePublished: "2026-11-19T22:00:00Z",
          text: "There were 14 boats, not 40 & more",
        },
        { "@type": "CorrectionComment", datePublished: "2026-11-22T22:00:00Z", text: "Their <b>home</b> is Eastmole" },
      ],
    });
  });

  it("conformance 21 and 39: moves updated in each format, and neither id nor published", async () => {
    const edge = await setUp();
    const before = await readDates(edge);
    await edge.publish(0, "boats", write({ corrections: CORRECTIONS }));
    const after = await readDates(edge);
    for (const format of ["rss", "atom", "json"]) {
      expect(after[format]?.slice(0, 2), format).toEqual(before[format]?.slice(0, 2));
      expect(Date.parse(after[format]?.[2] ?? ""), format).toBe(Date.UTC(2026, 10, 23, 12, 1));
    }
    expect(edge.store.query("SELECT kind FROM revisions ORDER BY revision DESC LIMIT 1")).toEqual([
      { kind: "correct" },
    ]);
  });
});

describe("conformance 11, 40: the feed's own date", () => {
  it("is that of the last change of its entries or of the substance of one", async () => {
    const edge = await setUp();
    const readFeedDate = async () => /<updated>([^<]+)</.exec((await edge.poll(0, "/atom.xml")).text)?.[1];
    await edge.publish(0, "later", write({}).replace("2026-01-02", "2026-03-04").replace("Boats", "Later"));
    expect(await readFeedDate()).toBe("2026-11-23T12:01:00Z");
    edge.clock.now += 60_000;
    await edge.publish(0, "boats", write({ text: "Forty boats!" }), "minor");
    expect(await readFeedDate()).toBe("2026-11-23T12:01:00Z");
    await edge.publish(0, "boats", write({ corrections: CORRECTIONS }));
    expect(await readFeedDate()).toBe("2026-11-23T12:02:00Z");
    edge.clock.now += 60_000;
    await edge.publish(0, "back-dated", write({}).replace("2026-01-02", "2020-01-02").replace("Boats", "Long ago"));
    expect(await readFeedDate()).toBe("2026-11-23T12:03:00Z");
    edge.clock.now += 60_000;
    await edge.retract(0, "later");
    expect(await readFeedDate()).toBe("2026-11-23T12:04:00Z");
  });
});

describe("an edit said to be minor", () => {
  it("conformance 39: changes the bytes and the tag, and no date", async () => {
    const edge = await setUp();
    const before = await readDates(edge);
    const { headers } = await edge.poll(0, "/atom.xml");
    await edge.publish(0, "boats", write({ text: "Forty boats!" }), "minor");
    expect(await readDates(edge)).toEqual(before);
    const after = await edge.poll(0, "/atom.xml", { headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect([after.status, after.text.includes("Forty boats!")]).toEqual([200, true]);
  });

  it("the same edit without saying so moves the date of update", async () => {
    const edge = await setUp();
    await edge.publish(0, "boats", write({ text: "Forty boats!" }));
    expect((await readDates(edge)).atom?.[2]).toBe("2026-11-23T12:01:00Z");
  });
});
