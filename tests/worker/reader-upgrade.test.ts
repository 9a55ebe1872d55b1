import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// A store as the former version left it: articles that it published although their files held them back.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
});

afterAll(() => worker.close());

const SITE = "title: The Test Wire\ndomain: wire.example\n";

const HELD = [
  "---\ndate: 2024-03-01\npublished: false\n---\nText.",
  "---\ndate: 2024-03-01\nstatus: draft\n---\nText.",
  "---\ndate: 2024-03-01\npublishDate: 2099-01-01\n---\nText.",
  "---\ndate: 2024-03-01\nhidden: true\n---\nText.",
  "---\ndate: 2024-03-01\nvisibility: members\n---\nText.",
  "---\ndate: 2024-03-01\npassword: sesame\n---\nText.",
  '+++\ntitle = "A"\ndate = 2024-03-01\ndraft = true\n+++\nText.',
  '{"title": "A", "date": "2024-03-01", "draft": true}\n\nText.',
  "Title: A\nDate: 2024-03-01\nStatus: draft\n\nText.",
  "title: A\ndate: 2024-03-01\ndraft: true\n---\nText.",
];

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Publishes a plain article, then puts the source in its place that the former version read otherwise. */
async function storeAsBefore(key: string, source: string): Promise<void> {
  await worker.putArticle(key, writeMarkdown({ title: `Title of ${key}` }));
  await worker.query(`UPDATE articles SET source = ${quote(source)} WHERE key = ${quote(key)}`);
}

const forgetReading = () => worker.query("UPDATE site SET reader_version = '1', recomputed_key = NULL");
const shownKeys = async () =>
  (await worker.listManifest()).filter(({ state }) => state === "published").map(({ key }) => key);

describe("after an upgrade of the readers", () => {
  it("the cron takes what is held back out of every output, and its revision tells the feeds", async () => {
    for (const [index, source] of HELD.entries()) await storeAsBefore(`held/${index}`, source);
    await storeAsBefore("sound", writeMarkdown({ title: "Title of sound" }));
    await storeAsBefore("other", writeMarkdown({ headline: "Another title" }));
    const slugs = (await worker.listManifest()).filter(({ key }) => key.startsWith("held/")).map(({ slug }) => slug);
    expect(await worker.listItems("/")).toHaveLength(HELD.length + 2);
    await forgetReading();
    await worker.runSweep();
    expect(await shownKeys()).toEqual(["other", "sound"]);
    for (const format of ["rss.xml", "atom.xml", "feed.json"]) {
      const { text } = await worker.poll(`/${format}`);
      expect(text).not.toContain("Title of held");
    }
    for (const slug of slugs) expect((await worker.poll(`/articles/${slug}`)).status).toBeGreaterThanOrEqual(400);
    expect((await worker.poll("/sitemap.xml")).text).not.toContain("/articles/title-of-held");
    const [head] = await worker.query<{ departed_revision: number; revision: number }>(
      "SELECT departed_revision, revision FROM feeds WHERE feed = 'main'",
    );
    expect(head?.departed_revision).toBeGreaterThan(0);
  });

  it("a source that now reads differently is a minor edit: its update date stays", async () => {
    const item = (await worker.listItems("/")).find(({ title }) => title === "Another title");
    expect(item?.date_modified).toBe(item?.date_published);
    const kinds = await worker.query<{ kind: string }>(
      "SELECT r.kind FROM revisions r JOIN articles a ON a.id = r.article_id WHERE a.key = 'other' ORDER BY r.revision",
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(["publish", "minor"]);
  });

  it("the next publish lists each of them with its line, and again until the file changes", async () => {
    const { body } = await worker.putSite(SITE);
    expect(body.heldBack.map(({ key }) => key)).toEqual(HELD.map((_, index) => `held/${index}`));
    expect(body.heldBack[0]?.message).toBe('line 3: "published: false" holds the article back');
    expect(body.heldBack[9]?.message).toContain("line 1: Cannot read the front matter");
    await worker.putArticle("held/0", writeMarkdown({ title: "Open" }));
    expect((await worker.putSite(SITE)).body.heldBack.map(({ key }) => key)).not.toContain("held/0");
    expect(await shownKeys()).toContain("held/0");
  });

  it("a walk that was done is not done again, and writes nothing", async () => {
    const before = await worker.query("SELECT max(revision) AS latest FROM revisions");
    await worker.runSweep();
    expect(await worker.query("SELECT max(revision) AS latest FROM revisions")).toEqual(before);
  });

  it("a publish goes on where the cron stopped, and finishes the walk", async () => {
    for (let index = 0; index < 45; index += 1) {
      await storeAsBefore(`many/${index}`, writeMarkdown({ title: `Title of ${index}`, draft: "true" }));
    }
    await forgetReading();
    await worker.runSweep();
    expect((await shownKeys()).filter((key) => key.startsWith("many/")).length).toBeGreaterThan(0);
    while ((await worker.putSite(SITE)).status === 202);
    expect((await shownKeys()).filter((key) => key.startsWith("many/"))).toEqual([]);
  });

  it("a retracted article stays as it is", async () => {
    await worker.putArticle("retracted", writeMarkdown({ title: "Retracted" }));
    await worker.api("DELETE", "/api/articles/retracted");
    await forgetReading();
    while ((await worker.putSite(SITE)).status === 202);
    expect((await worker.listManifest()).find(({ key }) => key === "retracted")?.state).toBe("retracted");
  });
});
