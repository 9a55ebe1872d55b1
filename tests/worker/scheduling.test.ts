import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// What appears and disappears by itself, at its second, with nobody publishing anything.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite("title: The Test Wire\ndomain: wire.example\ncategories: [Declared]");
});

afterAll(() => worker.close());

/** Whole seconds: feeds carry no fraction. */
function secondsAhead(seconds: number): number {
  return Math.ceil(Date.now() / 1000) * 1000 + seconds * 1000;
}

const iso = (time: number) => new Date(time).toISOString();
const until = (time: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, time - Date.now()) + 50));

async function statusesOf(...paths: string[]): Promise<number[]> {
  const answers = await Promise.all(paths.map((path) => worker.poll(path)));
  return answers.map(({ status }) => status);
}

async function isMentioned(words: string): Promise<boolean[]> {
  const paths = ["/rss.xml", "/atom.xml", "/feed.json", "/", "/sitemap.xml", "/feeds.opml"];
  const answers = await Promise.all(paths.map((path) => worker.poll(path)));
  return answers.map(({ text }) => text.includes(words));
}

describe("a scheduled article", () => {
  it("is absent from every output until its second, then present in all of them, without a cron", async () => {
    const at = secondsAhead(4);
    const fields = {
      title: "Lanterns",
      slug: "lanterns",
      date: iso(at),
      categories: "[Lanterns]",
      author: "Ana Lanterns",
    };
    const { status, body } = await worker.putArticle("lanterns", writeMarkdown(fields));
    expect([status, body.state]).toEqual([201, "scheduled"]);
    expect(await isMentioned("anterns")).toEqual([false, false, false, false, false, false]);
    expect(await statusesOf("/articles/lanterns", "/categories/declared/rss.xml")).toEqual([404, 200]);
    expect(Date.now()).toBeLessThan(at);
    await until(at);
    expect(await isMentioned("anterns")).toEqual([true, true, true, true, true, true]);
    expect(await statusesOf("/articles/lanterns", "/categories/lanterns/rss.xml")).toEqual([200, 200]);
    const [item] = await worker.listItems("/categories/lanterns/");
    expect(item).toMatchObject({ id: body.id, date_published: iso(at).replace(".000", "") });
  });

  it("shortens max-age to its second, for the feeds it will be in and no others", async () => {
    const at = secondsAhead(100);
    await worker.putArticle("later", writeMarkdown({ title: "Later", slug: "later", date: iso(at) }));
    const { headers } = await worker.poll("/rss.xml");
    const [, maxAge] = /^public, max-age=(\d+), stale-if-error=604800$/.exec(headers["cache-control"] ?? "") ?? [];
    expect(Number(maxAge)).toBeGreaterThan(90);
    expect(Number(maxAge)).toBeLessThanOrEqual(101);
    const other = await worker.poll("/categories/declared/rss.xml");
    expect(other.headers["cache-control"]).toContain("max-age=900,");
    await worker.api("DELETE", "/api/articles/later");
    expect((await worker.poll("/rss.xml")).headers["cache-control"]).toContain("max-age=900,");
  });

  it("a tag from before its second gets 200 after it, and Last-Modified is its second", async () => {
    const at = secondsAhead(2);
    await worker.putArticle("tagged", writeMarkdown({ title: "Tagged", date: iso(at) }));
    const tag = (await worker.poll("/atom.xml")).headers.etag ?? "";
    const poll = () => worker.poll("/atom.xml", { headers: { "if-none-match": tag } });
    expect((await poll()).status).toBe(304);
    await until(at);
    expect((await poll()).status).toBe(200);
    await until(at + 2500);
    const { headers } = await worker.poll("/atom.xml");
    expect(headers["last-modified"]).toBe(new Date(at).toUTCString());
  });

  it("its page is found at its second although it was asked for a moment before", async () => {
    const at = secondsAhead(1);
    await worker.putArticle("impatient", writeMarkdown({ title: "Impatient", slug: "impatient", date: iso(at) }));
    expect(await statusesOf("/articles/impatient")).toEqual([404]);
    await until(at);
    expect(await statusesOf("/articles/impatient")).toEqual([200]);
  });

  it("the feed of a category that only it will have: 404 before, 200 after, though no other feed is asked for", async () => {
    const at = secondsAhead(2);
    await worker.putArticle("alone", writeMarkdown({ title: "Alone", date: iso(at), categories: "[Alone]" }));
    expect(await statusesOf("/categories/alone/rss.xml")).toEqual([404]);
    await until(at);
    expect(await statusesOf("/categories/alone/rss.xml")).toEqual([200]);
  });

  it("moved to a later date before its second, it waits for the later one", async () => {
    const [first, second] = [secondsAhead(1), secondsAhead(3)];
    const put = (at: number) =>
      worker.putArticle("moved", writeMarkdown({ title: "Moved", slug: "moved", date: iso(at) }));
    await put(first);
    await put(second);
    await until(first);
    expect(await statusesOf("/articles/moved")).toEqual([404]);
    await until(second);
    expect(await statusesOf("/articles/moved")).toEqual([200]);
  });

  it("does not change a feed's documents by waiting: same tag, same bytes in a format not yet rendered", async () => {
    await worker.putArticle("shown", writeMarkdown({ title: "Shown", categories: "[Old Boats]" }));
    const before = await worker.poll("/categories/old-boats/rss.xml");
    const date = iso(secondsAhead(3600));
    await worker.putArticle("hidden", writeMarkdown({ title: "Hidden", date, categories: "[OLD BOATS]" }));
    const after = await worker.poll("/categories/old-boats/atom.xml");
    expect(after.headers.etag).toBe(before.headers.etag);
    expect(after.text).toContain("Old Boats");
    expect(after.text).not.toContain("OLD BOATS");
    await worker.api("DELETE", "/api/articles/hidden");
  });

  it("the cron announces what nobody polls", async () => {
    const at = secondsAhead(1);
    await worker.putArticle("unpolled", writeMarkdown({ title: "Unpolled", date: iso(at) }));
    await until(at);
    await worker.runSchedule();
    const rows = await worker.query("SELECT state, changed_at FROM articles WHERE key = 'unpolled'");
    expect(rows).toEqual([{ state: "published", changed_at: at }]);
  });

  it("forty polls at its second announce it once", async () => {
    const at = secondsAhead(1);
    const { body } = await worker.putArticle("raced", writeMarkdown({ title: "Raced", date: iso(at) }));
    await until(at);
    const answers = await Promise.all(Array.from({ length: 40 }, () => worker.poll("/rss.xml")));
    for (const { status, text } of answers) expect([status, text.includes("Raced")]).toEqual([200, true]);
    expect(await worker.query(`SELECT kind FROM revisions WHERE article_id = '${body.id}'`)).toEqual([
      { kind: "publish" },
    ]);
  });
});

describe("an article that expires", () => {
  it("is in every output until its second, then in none, and its page answers 410", async () => {
    const at = secondsAhead(4);
    const fields = { title: "Fleeting", slug: "fleeting", expires: iso(at), categories: "[Fleeting]" };
    expect((await worker.putArticle("fleeting", writeMarkdown(fields))).body.state).toBe("published");
    expect(await isMentioned("leeting")).toEqual([true, true, true, true, true, true]);
    expect(await statusesOf("/articles/fleeting", "/categories/fleeting/rss.xml")).toEqual([200, 200]);
    expect(Date.now()).toBeLessThan(at);
    await until(at);
    expect(await isMentioned("leeting")).toEqual([false, false, false, false, false, false]);
    expect(await statusesOf("/articles/fleeting", "/categories/fleeting/rss.xml")).toEqual([410, 200]);
  });

  it("whose whole life passes unpolled is never shown", async () => {
    const [at, end] = [secondsAhead(1), secondsAhead(2)];
    const fields = { title: "Mayfly", slug: "mayfly", date: iso(at), expires: iso(end) };
    await worker.putArticle("mayfly", writeMarkdown(fields));
    await until(end);
    const [rss, page] = await Promise.all([worker.poll("/rss.xml"), worker.poll("/articles/mayfly")]);
    expect([rss.text.includes("Mayfly"), page.status]).toEqual([false, 410]);
  });
});
