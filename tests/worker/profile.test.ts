import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// PUT /api/site on a store that holds articles. Each test states the whole profile: the one before it leaves no trace.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
});

afterAll(() => worker.close());

interface Profile {
  readonly title?: string;
  readonly categories?: readonly string[];
  readonly feeds?: readonly string[];
}

function writeProfile({ title = "The Test Wire", categories = [], feeds = [] }: Profile): string {
  const list = (name: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${name}:`, ...items.map((item) => `  - ${item}`)];
  return [`title: ${title}`, "domain: wire.example", ...list("categories", categories), ...list("feeds", feeds)].join(
    "\n",
  );
}

const SEA = "{ name: Sea, keywords: [Harbour] }";
const SKY = "{ name: Sky, keywords: [Kite] }";

async function readTags(...paths: string[]): Promise<string[]> {
  const answers = await Promise.all(paths.map((path) => worker.poll(path)));
  return answers.map(({ status, headers }) => headers.etag ?? String(status));
}

const titlesIn = async (base: string) => (await worker.listItems(base)).map(({ title }) => title).sort();

describe("before any profile", () => {
  it("a feed answers 404, and an article is refused with what must come first", async () => {
    expect((await worker.poll("/rss.xml")).status).toBe(404);
    const { status, body } = await worker.putArticle("early", writeMarkdown({ title: "Early" }));
    expect([status, body.type, body.detail]).toEqual([
      409,
      "urn:edgewire:problem:profile-missing",
      "PUT /api/site comes first.",
    ]);
    expect(await worker.listManifest()).toEqual([]);
  });
});

describe("PUT /api/site", () => {
  it("a first profile makes its feeds, empty", async () => {
    const { status, body } = await worker.putSite(writeProfile({ categories: [SEA] }));
    expect([status, body.outcome, body.remaining]).toEqual([200, "updated", false]);
    expect(await titlesIn("/")).toEqual([]);
    expect(await titlesIn("/categories/sea/")).toEqual([]);
    expect((await worker.poll("/categories/sky/rss.xml")).status).toBe(404);
  });

  it("the same profile again, and one that differs in a comment, change nothing", async () => {
    const before = await readTags("/rss.xml", "/categories/sea/atom.xml");
    for (const text of [writeProfile({ categories: [SEA] }), `# A remark\n${writeProfile({ categories: [SEA] })}`]) {
      const { status, body } = await worker.putSite(text);
      expect([status, body.outcome]).toEqual([200, "unchanged"]);
    }
    expect(await readTags("/rss.xml", "/categories/sea/atom.xml")).toEqual(before);
  });

  it("a changed title is in every format at once, under a new tag", async () => {
    const paths = ["/rss.xml", "/atom.xml", "/feed.json"];
    const before = await readTags(...paths);
    await worker.putSite(writeProfile({ title: "The Renamed Wire", categories: [SEA] }));
    const answers = await Promise.all(paths.map((path) => worker.poll(path)));
    for (const [index, { headers, text }] of answers.entries()) {
      expect(headers.etag).not.toBe(before[index]);
      expect(text).toContain("The Renamed Wire");
    }
  });

  it("a changed taxonomy moves stored articles into the categories whose words they use", async () => {
    await worker.putSite(writeProfile({ categories: [SEA] }));
    await worker.putArticle("a", writeMarkdown({ title: "The Harbour opens" }));
    await worker.putArticle("b", writeMarkdown({ title: "A Kite over the Harbour" }));
    await worker.putArticle("c", writeMarkdown({ title: "A Kite" }));
    expect(await titlesIn("/categories/sea/")).toEqual(["A Kite over the Harbour", "The Harbour opens"]);
    await worker.putSite(writeProfile({ categories: [SEA, SKY] }));
    expect(await titlesIn("/categories/sky/")).toEqual(["A Kite", "A Kite over the Harbour"]);
    expect(await titlesIn("/categories/sea/")).toEqual(["A Kite over the Harbour", "The Harbour opens"]);
    const [item] = (await worker.listItems("/")).filter(({ title }) => title === "A Kite over the Harbour");
    expect(item?.tags).toEqual(expect.arrayContaining(["Sea", "Sky"]));
  });

  it("what it makes of stored articles is a minor edit: no date of update moves", async () => {
    const before = (await worker.listItems("/")).map(({ date_modified }) => date_modified);
    await worker.putSite(writeProfile({ categories: [SKY] }));
    expect((await worker.listItems("/")).map(({ date_modified }) => date_modified)).toEqual(before);
  });

  it("a category taken away, once no article has it, is empty and listed nowhere", async () => {
    expect((await worker.poll("/categories/sea/rss.xml")).status).toBe(200);
    expect(await titlesIn("/categories/sea/")).toEqual([]);
    expect((await worker.poll("/feeds.opml")).text).not.toContain("/categories/sea/");
    expect(await titlesIn("/categories/sky/")).toHaveLength(2);
  });

  it("a named feed added to a publication holds every stored article that its rule selects", async () => {
    const feeds = ["{ name: all, title: All }", "{ name: kites, title: Kites, any: [category:sky] }"];
    const { status } = await worker.putSite(writeProfile({ categories: [SKY], feeds }));
    expect(status).toBe(200);
    expect(await titlesIn("/feeds/all/")).toEqual(["A Kite", "A Kite over the Harbour", "The Harbour opens"]);
    expect(await titlesIn("/feeds/kites/")).toEqual(["A Kite", "A Kite over the Harbour"]);
  });

  it("a named feed whose rule changes loses and gains articles, under a new tag, and its count is right", async () => {
    const before = await readTags("/feeds/all/rss.xml");
    const feeds = ["{ name: all, title: All, not: [category:sky] }"];
    await worker.putSite(writeProfile({ categories: [SKY], feeds }));
    expect(await titlesIn("/feeds/all/")).toEqual(["The Harbour opens"]);
    expect(await readTags("/feeds/all/rss.xml")).not.toEqual(before);
    expect(await worker.query("SELECT count FROM feeds WHERE feed = 'feeds/all'")).toEqual([{ count: 1 }]);
    expect(await titlesIn("/feeds/kites/")).toEqual([]);
  });

  it("articles published after a change of rules go on being accepted, each with its own place", async () => {
    const { status } = await worker.putArticle("d", writeMarkdown({ title: "Another Harbour" }));
    expect(status).toBe(201);
    expect(await titlesIn("/feeds/all/")).toEqual(["Another Harbour", "The Harbour opens"]);
  });

  const invalid: [what: string, yaml: string, line: number, message: string][] = [
    ["unreadable YAML", "title: x\nauthor: [a\n", 3, "Cannot read site.yaml:"],
    ["no title", "description: x", 1, '"title" is needed, found nothing'],
    ["an unknown name", "title: x\ntittle: y", 2, '"tittle" is not a known name; did you mean title?'],
    [
      "a time zone that is none",
      "title: x\n\ntime_zone: Mars/Base",
      3,
      'such as "Asia/Singapore" or "UTC", found "Mars/Base"',
    ],
    ["a colour that is none", "title: x\naccent: red", 2, 'a colour written as "#rrggbb" or "#rgb", found "red"'],
    [
      "a window of 0 entries",
      "title: x\nfeeds:\n  - name: a\n    title: A\n    window_size: 0",
      5,
      "from 1 to 500, found",
    ],
  ];

  it.each(invalid)(
    "%s: 422 with line, what was found and what was wanted; the old profile stays",
    async (_, yaml, line, message) => {
      const before = await worker.api("GET", "/api/site");
      const tags = await readTags("/rss.xml");
      const { status, body } = await worker.putSite(yaml);
      expect([status, body.type]).toEqual([422, "urn:edgewire:problem:profile-invalid"]);
      expect(body.findings).toMatchObject([{ severity: "error", line }]);
      expect(body.findings[0]?.message).toContain(message);
      expect(body.detail).toBe(body.findings[0]?.message);
      expect((await worker.api("GET", "/api/site")).body).toEqual(before.body);
      expect(await readTags("/rss.xml")).toEqual(tags);
    },
  );
});

describe("more than forty articles", () => {
  const KEYS = Array.from({ length: 47 }, (_, index) => `many/${String(index).padStart(2, "0")}`);

  it("are brought to a new profile in steps: 202 until the last one, then 200", async () => {
    for (const key of KEYS) await worker.putArticle(key, writeMarkdown({ title: `Reef ${key}` }));
    const profile = writeProfile({ categories: ["{ name: Reefs, keywords: [Reef] }"] });
    const first = await worker.putSite(profile);
    expect([first.status, first.body.remaining]).toEqual([202, true]);
    const half = (await worker.listItems("/categories/reefs/")).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(KEYS.length);
    const tags = await readTags("/categories/reefs/rss.xml", "/categories/reefs/atom.xml");
    const second = await worker.putSite(profile);
    expect([second.status, second.body.remaining]).toEqual([200, false]);
    expect(await worker.listItems("/categories/reefs/")).toHaveLength(KEYS.length);
    const after = await readTags("/categories/reefs/rss.xml", "/categories/reefs/atom.xml");
    expect(after[0]).not.toBe(tags[0]);
    expect(after[1]).not.toBe(tags[1]);
    const third = await worker.putSite(profile);
    expect([third.status, third.body.outcome]).toEqual([200, "unchanged"]);
  });

  it("a newer profile in the middle of the walk begins a walk of its own", async () => {
    const [coral, fish] = ["Coral", "Fish"].map((name) =>
      writeProfile({ categories: [`{ name: ${name}, keywords: [Reef] }`] }),
    );
    expect((await worker.putSite(coral ?? "")).status).toBe(202);
    expect((await worker.putSite(fish ?? "")).status).toBe(202);
    expect((await worker.putSite(fish ?? "")).status).toBe(200);
    expect(await worker.listItems("/categories/fish/")).toHaveLength(KEYS.length);
    expect(await worker.listItems("/categories/coral/")).toEqual([]);
  });
});
