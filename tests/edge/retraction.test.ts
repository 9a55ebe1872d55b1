import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawImage } from "../support/draw-image.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

const SITE =
  "title: Retraction Test\ndomain: retraction.example\nfeeds:\n  - { name: brief, title: Brief, content: summary }\n";
const NAMES = ["rss.xml", "atom.xml", "feed.json"];

interface Story {
  readonly number: number;
  readonly category: string;
  readonly secret: string;
}

function write({ number, category, secret }: Story, body = ""): string {
  const day = new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString();
  const fields = `title: Story ${number}\ndate: ${day}\ncategories: [${category}]\nauthors: [Writer ${number % 3}]`;
  return `---\n${fields}\ncorrections:\n  - { date: 2026-02-01, text: "Corrected ${secret}" }\n---\n\nLead ${secret} of it.\n\nMore ${secret}.\n${body}`;
}

async function publishAll(stories: readonly Story[]): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  for (const story of stories) {
    edge.clock.now += 1000;
    await edge.publish(0, `story-${story.number}`, write(story));
  }
  return edge;
}

/** Every address of the publication that a reader can find, by following what it says. */
async function listAddresses(edge: SimulatedEdge, stories: readonly Story[]): Promise<string[]> {
  const { text } = await edge.poll(0, "/feeds.opml");
  const bases = Array.from(text.matchAll(/xmlUrl="([^"]*)rss\.xml"/g), ([, base = ""]) => base.replace(PUBLIC_URL, ""));
  const closed = Array.from({ length: Math.floor(stories.length / 25) + 1 }, (_, index) => index + 1);
  const pages = bases.flatMap((base) => closed.map((page) => `${base}archive/${page}/`));
  const feeds = [...bases, ...pages].flatMap((base) => NAMES.map((name) => base + name));
  const articles = stories.map(({ number }) => `/articles/story-${number}`);
  return ["/", "/feeds.opml", "/sitemap.xml", ...bases, ...pages, ...feeds, ...articles];
}

const stories = fc
  .array(fc.constantFrom("Harbour", "Council", "Sport"), { minLength: 3, maxLength: 40 })
  .map((categories) =>
    categories.map((category, index): Story => ({ number: index + 1, category, secret: `zq${index}x` })),
  );

interface Illustrated {
  readonly story: Story;
  /** Two images: its own, and one that others may show as well. */
  readonly file: string;
  readonly picture: string;
  readonly isTaken: boolean;
}

const twoHundred = fc
  .array(
    fc.record({
      category: fc.constantFrom("Harbour", "Council", "Sport", "Ύδρα"),
      shared: fc.nat(60),
      isTaken: fc.integer({ min: 0, max: 2 }).map((draw) => draw === 0),
    }),
    { minLength: 200, maxLength: 200 },
  )
  .map((drawn) =>
    drawn.map(({ category, shared, isTaken }, index): Illustrated => {
      const story = { number: index + 1, category, secret: `zq${index}x` };
      return { story, file: `own-${index}`, picture: `shared-${shared}`, isTaken };
    }),
  );

async function isAnswered(edge: SimulatedEdge, name: string): Promise<boolean> {
  const { status } = await edge.poll(0, `/media/${(await drawImage(name)).medium.name}`);
  expect([200, 410]).toContain(status);
  return status === 200;
}

async function publishIllustrated(all: readonly Illustrated[]): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  for (const { story, file, picture } of all) {
    edge.clock.now += 1000;
    const text = write(story, `\n![](own.gif)\n\n![](${picture}.gif)\n`);
    const images = new Map([
      ["own.gif", await drawImage(file)],
      [`${picture}.gif`, await drawImage(picture)],
    ]);
    expect(await edge.publish(0, `story-${story.number}`, text, undefined, images)).toBe("created");
  }
  return edge;
}

/** RFC 9110 §15.5.11: a picture answers 410 when every article that used it was taken back. */
async function expectOnlyWhatIsShown(edge: SimulatedEdge, all: readonly Illustrated[]): Promise<void> {
  for (const { file, picture, isTaken } of all) {
    expect([file, await isAnswered(edge, file)]).toEqual([file, !isTaken]);
    const isShared = all.some((other) => other.picture === picture && !other.isTaken);
    expect([picture, await isAnswered(edge, picture)]).toEqual([picture, isShared]);
  }
}

function expectNone(text: string, words: readonly string[], where: string): void {
  expect([where, words.filter((word) => text.includes(word))]).toEqual([where, []]);
}

describe("retraction (RFC 6721, conformance 68)", () => {
  it("leaves the story's words nowhere: every feed, archive, page, sitemap and list is asked, warm caches included", async () => {
    let retracted = 0;
    const property = fc.asyncProperty(stories, fc.infiniteStream(fc.nat()), async (all, picks) => {
      const edge = await publishAll(all);
      const addresses = await listAddresses(edge, all);
      for (const path of addresses) await edge.poll(0, path);
      const gone = all.filter(({ number }) => number === 1 || picks.next().value % 3 === 0);
      retracted += gone.length;
      for (const { number } of gone) expect(await edge.retract(0, `story-${number}`)).toBe("retracted");
      for (const path of addresses) {
        const { text } = await edge.poll(0, path);
        for (const { secret, number } of gone) expect(text.includes(secret), `story ${number} at ${path}`).toBe(false);
      }
    });
    await fc.assert(property, { numRuns: 55, seed: 20_261_123 });
    expect(retracted).toBeGreaterThanOrEqual(200);
  }, 120_000);

  it.each([11, 12])(
    "200 articles, seed %i: neither words nor pictures are left at any address, in any delta, or in the API",
    async (seed) => {
      const [all = []] = fc.sample(twoHundred, { numRuns: 1, seed });
      const edge = await publishIllustrated(all);
      const stories = all.map(({ story }) => story);
      const addresses = await listAddresses(edge, stories);
      const tags = new Map<string, string>();
      for (const path of addresses) tags.set(path, (await edge.poll(0, path)).headers.get("etag") ?? "");
      const gone = all.filter(({ isTaken }) => isTaken).map(({ story }) => story);
      edge.clock.now += 5000;
      for (const { number } of gone) expect(await edge.retract(0, `story-${number}`)).toBe("retracted");

      const words = gone.map(({ secret }) => secret);
      expect(words.length).toBeGreaterThan(40);
      expect(addresses.length).toBeGreaterThan(400);
      for (const path of addresses) {
        const delta = { "a-im": "feed", "user-agent": "newsboat/2.40", "if-none-match": tags.get(path) ?? "" };
        for (const headers of [{}, delta]) expectNone((await edge.poll(0, path, { headers })).text, words, path);
      }
      const articles = stories.map(({ number }) => `/api/articles/story-${number}`);
      for (const path of ["/api/articles", "/api/site", ...articles]) {
        const { status, text } = await edge.callApi(path);
        expect([path, status, text.includes("zq")]).toEqual([path, 401, false]);
      }
      expectNone((await edge.callApi("/api/articles", "with token")).text, words, "the manifest");
      await expectOnlyWhatIsShown(edge, all);
    },
  );

  const three: Story[] = [1, 2, 3].map((number) => ({ number, category: "Harbour", secret: `zq${number}x` }));

  it("puts a notice in the article's place: same id, same date, new updated", async () => {
    const edge = await publishAll(three);
    const before = JSON.parse((await edge.poll(0, "/feed.json")).text).items;
    edge.clock.now += 10_000;
    await edge.retract(0, "story-2");
    const after = JSON.parse((await edge.poll(0, "/feed.json")).text).items;
    expect(after.map(({ id }: { id: string }) => id)).toEqual(before.map(({ id }: { id: string }) => id));
    expect(after[1].date_published).toBe(before[1].date_published);
    expect(after[1].date_modified > before[1].date_modified).toBe(true);
    expect(after[1].content_text).toContain("retracted");
  });

  it("writes the reason once as HTML, in content of either kind", async () => {
    const edge = await publishAll(three);
    await edge.retract(0, "story-2", "Q&A <b>mixed up</b>");
    const [, notice] = JSON.parse((await edge.poll(0, "/feed.json")).text).items;
    const html = "<p>This article was retracted: Q&#x26;A &#x3C;b&#x3E;mixed up&#x3C;/b&#x3E;</p>";
    expect([notice.content_html, notice.content_text]).toEqual([
      html,
      "This article was retracted: Q&A <b>mixed up</b>",
    ]);
    expect((await edge.poll(0, "/rss.xml")).text).toContain(`<content:encoded><![CDATA[${html}]]>`);
  });

  it("RFC 9110 §15.5.11: the page answers 410 with the notice, and leaves the sitemap", async () => {
    const edge = await publishAll(three);
    await edge.retract(0, "story-2");
    const page = await edge.poll(0, "/articles/story-2");
    expect(page.status).toBe(410);
    expect(page.text).toContain("retracted");
    expect((await edge.poll(0, "/sitemap.xml")).text).not.toContain("story-2<");
  });

  it("RFC 6721 §2: on a closed page the article has left a tombstone in Atom, and nothing in RSS and JSON", async () => {
    const many = Array.from(
      { length: 60 },
      (_, index): Story => ({ number: index + 1, category: "Sport", secret: `zq${index}x` }),
    );
    const edge = await publishAll(many);
    await edge.retract(0, "story-4");
    const atom = await edge.poll(0, "/archive/1/atom.xml");
    expect(atom.text).toMatch(/<at:deleted-entry [^>]*ref="tag:retraction\.example,2026-01-01:story-4" when="[^"]+Z">/);
    expect(JSON.parse((await edge.poll(0, "/archive/1/feed.json")).text).items).toHaveLength(24);
  });

  it("a restoration brings the same article back to its place", async () => {
    const edge = await publishAll(three);
    const before = (await edge.poll(0, "/atom.xml")).text;
    edge.clock.now += 5000;
    await edge.retract(0, "story-2");
    edge.clock.now += 5000;
    expect(await edge.restore(0, "story-2")).toBe("restored");
    const after = (await edge.poll(0, "/atom.xml")).text;
    const withoutUpdated = (text: string) => text.replaceAll(/<updated>[^<]*<\/updated>/g, "");
    expect(withoutUpdated(after)).toBe(withoutUpdated(before));
    expect((await edge.poll(0, "/articles/story-2")).status).toBe(200);
  });

  it("what is not there cannot be taken back, and what was not taken back cannot be restored", async () => {
    const edge = await publishAll(three);
    expect(await edge.retract(0, "story-9")).toBe("not-found");
    expect(await edge.restore(0, "story-1")).toBe("not-retracted");
  });

  it("a retracted article is not brought back by an edit", async () => {
    const edge = await publishAll(three);
    await edge.retract(0, "story-2");
    expect(await edge.publish(0, "story-2", write({ number: 2, category: "Sport", secret: "other" }))).toBe(
      "retracted",
    );
    expect((await edge.poll(0, "/rss.xml")).text).not.toContain("other");
  });

  it("a draft or an embargoed article that is taken back leaves no trace", async () => {
    const edge = await publishAll(three);
    await edge.publish(0, "later", "---\ntitle: Later\ndate: 2027-01-01\n---\n\nEmbargoed words.\n");
    const before = await edge.poll(0, "/atom.xml");
    await edge.retract(0, "later");
    edge.clock.now = Date.UTC(2027, 5, 1);
    expect((await edge.poll(0, "/atom.xml")).text).toBe(before.text);
    expect((await edge.poll(0, "/articles/later")).status).toBe(404);
  });
});
