import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTags } from "../article/strip-metadata/list-tags.ts";
import { kinds, SECRET, takePhotograph } from "../article/strip-metadata/photographs.ts";
import {
  FIRST_ARTICLE,
  FIRST_KEY,
  PUBLIC_URL,
  readImage,
  SITE,
  startWorker,
  type TestWorker,
  writeMarkdown,
} from "../support/harness.ts";
import { describeWritingTools } from "./writing-tools.ts";

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  expect((await worker.putSite(SITE)).status).toBe(200);
});

afterAll(() => worker.close());

async function readTags(...paths: string[]): Promise<string[]> {
  const answers = await Promise.all(paths.map((path) => worker.poll(path)));
  return answers.map(({ headers }) => headers.etag ?? "none");
}

const MAIN_FEEDS = ["/rss.xml", "/atom.xml", "/feed.json"];

describe("PUT /api/articles/:key", () => {
  const kinds: [kind: string, type: string, text: string, html: string][] = [
    ["wire copy", "text/plain", "date 2024-01-02 The ferry is back. It sails at nine.", "<p>The ferry is back."],
    ["Markdown", "text/markdown", writeMarkdown({ title: "In Markdown" }, "A *word*."), "<p>A <em>word</em>.</p>"],
    ["HTML", "text/html", writeMarkdown({ title: "In HTML" }, "<p>A <b>word</b>.</p>"), "<p>A <b>word</b>.</p>"],
    ["a type with a charset", "text/markdown; charset=utf-8", writeMarkdown({ title: "With charset" }), "<p>Some text"],
  ];

  it.each(kinds)(
    "%s: 201, the page named by Content-Location, the text in the feed",
    async (kind, type, text, html) => {
      const key = `kinds/${kind.replaceAll(" ", "-")}`;
      const { status, headers, body } = await worker.putArticle(key, text, { "content-type": type });
      expect([status, body.outcome, body.state]).toEqual([201, "created", "published"]);
      expect(headers.get("content-location")).toBe(`${PUBLIC_URL}/articles/${body.slug}`);
      const page = await worker.poll(`/articles/${body.slug}`);
      expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
      const item = (await worker.listItems("/")).find(({ id }) => id === body.id);
      expect(item).toMatchObject({ url: headers.get("content-location"), content_html: expect.stringContaining(html) });
    },
  );

  it("a form: its image is the enclosure, with the type and length that its address answers with", async () => {
    const image = readImage("baseline.jpg");
    const text = writeMarkdown({ title: "With a photograph", image: "{ src: photo.jpg, alt: A quay }" });
    const { status, body } = await worker.putForm("with-photo", { text, images: { "photo.jpg": image } });
    expect(status).toBe(201);
    const item = (await worker.listItems("/")).find(({ id }) => id === body.id);
    const [enclosure] = item?.attachments ?? [];
    expect(enclosure).toMatchObject({ mime_type: "image/jpeg", size_in_bytes: image.byteLength });
    expect(item?.image).toBe(enclosure?.url);
    expect(item?.content_html).toContain(`<figure><img src="${enclosure?.url}" alt="A quay"`);
    const answer = await worker.poll(new URL(enclosure?.url ?? "").pathname);
    expect(answer.headers).toMatchObject({ "content-type": "image/jpeg", "content-length": String(image.byteLength) });
    expect(answer.bytes.equals(image)).toBe(true);
  });

  it("a form: a cover is the enclosure and never enters the body", async () => {
    const parts = { text: writeMarkdown({ title: "With a cover" }), cover: readImage("plain.png") };
    const { status, body } = await worker.putForm("with-cover", parts);
    expect(status).toBe(201);
    const item = (await worker.listItems("/")).find(({ id }) => id === body.id);
    expect(item?.attachments).toMatchObject([{ mime_type: "image/png", size_in_bytes: parts.cover.byteLength }]);
    expect(item?.content_html).not.toContain("<img");
  });

  it("text sent alone keeps the images that came with it before", async () => {
    const images = { "map.png": readImage("plain.png") };
    await worker.putForm("keeps", { text: writeMarkdown({ title: "Keeps" }, "![Map](map.png)"), images });
    const { status, body } = await worker.putArticle(
      "keeps",
      writeMarkdown({ title: "Keeps" }, "Now: ![Map](map.png)"),
    );
    expect([status, body.outcome]).toEqual([200, "updated"]);
    const { body: stored } = await worker.api("GET", "/api/articles/keeps");
    expect(Object.keys(stored.media)).toEqual(["map.png"]);
  });

  it("the same bytes again change nothing: neither revision, nor log, nor any feed's tag", async () => {
    const first = await worker.putArticle("same", writeMarkdown({ title: "The same", categories: "[Russia]" }));
    const paths = [...MAIN_FEEDS, "/categories/russia/rss.xml", `/articles/${first.body.slug}`];
    const before = await readTags(...paths);
    const log = await worker.query("SELECT count(*) AS n FROM revisions");
    const again = await worker.putArticle("same", writeMarkdown({ title: "The same", categories: "[Russia]" }));
    expect([again.status, again.body.outcome]).toEqual([200, "unchanged"]);
    expect(again.body.revision).toBe(first.body.revision);
    expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(await worker.query("SELECT count(*) AS n FROM revisions")).toEqual(log);
    expect(await readTags(...paths)).toEqual(before);
  });

  it("an edit moves the feeds the article is in, and no other", async () => {
    await worker.putArticle("moves", writeMarkdown({ title: "Moves", categories: "[Japan]" }));
    const touched = [
      ...MAIN_FEEDS,
      "/categories/japan/rss.xml",
      "/authors/newsdesk/atom.xml",
      "/feeds/briefing/rss.xml",
    ];
    const others = [
      "/categories/climate/rss.xml",
      "/authors/daniel-okafor/rss.xml",
      "/feeds/korean-peninsula/feed.json",
    ];
    const [touchedBefore, othersBefore] = [await readTags(...touched), await readTags(...others)];
    await worker.putArticle("moves", writeMarkdown({ title: "Moves on", categories: "[Japan]" }));
    const touchedAfter = await readTags(...touched);
    for (const [index, tag] of touchedAfter.entries()) expect(tag).not.toBe(touchedBefore[index]);
    expect(await readTags(...others)).toEqual(othersBefore);
  });

  it("an article that changes its category leaves the one feed and appears in the other", async () => {
    const { body } = await worker.putArticle("walks", writeMarkdown({ title: "Walks", categories: "[Economy]" }));
    await worker.putArticle("walks", writeMarkdown({ title: "Walks", categories: "[Technology]" }));
    const idsIn = async (slug: string) => (await worker.listItems(`/categories/${slug}/`)).map(({ id }) => id);
    expect(await idsIn("economy")).not.toContain(body.id);
    expect(await idsIn("technology")).toContain(body.id);
  });

  it("a minor edit keeps the date of update, and an edit of substance moves it", async () => {
    const text = (body: string) => writeMarkdown({ title: "Minor" }, body);
    const { body: first } = await worker.putArticle("minor", text("Teh text."));
    const minor = await worker.api("PUT", "/api/articles/minor?minor", {
      body: text("The text."),
      headers: { "content-type": "text/markdown" },
    });
    expect(minor.body).toMatchObject({ outcome: "updated", updated: first.updated });
    expect(minor.body.revision).toBeGreaterThan(first.revision);
    const major = await worker.putArticle("minor", text("Another text."));
    expect(Date.parse(major.body.updated)).toBeGreaterThan(Date.parse(first.updated));
    expect(major.body.published).toBe(first.published);
  });

  it("a slug changed by hand: the old address leads to the new one", async () => {
    await worker.putArticle("renamed", writeMarkdown({ title: "Renamed", slug: "old-name" }));
    const { body } = await worker.putArticle("renamed", writeMarkdown({ title: "Renamed", slug: "new-name" }));
    expect(body.slug).toBe("new-name");
    const old = await worker.poll("/articles/old-name");
    expect([old.status, old.headers.location]).toEqual([301, `${PUBLIC_URL}/articles/new-name`]);
  });

  it.each([
    ["/2020/01/old-post/", "/2020/01/old-post/?utm_source=x"],
    ["/παλιό/κείμενο/", encodeURI("/παλιό/κείμενο/")],
    ["/?p=12", "/?utm_source=x&p=12&preview=true"],
    ["/blog/?p=41", "/blog/?p=41"],
    ["https://old.example/blog/?p=42", "/blog/?preview=1&p=42"],
    ["/watch?v=abc-1", "/watch?v=abc-1&t=3"],
    ["watch?v=abc-2", "/watch?v=abc-2"],
    ["/item.php?id=2", "/item.php?id=2"],
    ["/old.php", "/old.php?utm_source=x"],
  ])("the address %s of a former home leads to the article", async (alias, asked) => {
    await worker.putArticle(
      "moved-in",
      writeMarkdown({ title: "Moved in", slug: "moved-in", aliases: `["${alias}"]` }),
    );
    const answer = await worker.poll(asked);
    expect([answer.status, answer.headers.location]).toEqual([301, `${PUBLIC_URL}/articles/moved-in`]);
  });

  it.each(["/blog/?p=43", "/blog/", "/watch?v=other", "/watch", "/blog/?page=2"])(
    "%s, which only shares its path with old addresses, leads to no article",
    async (asked) => {
      const aliases = '["/blog/?p=44", "https://old.example/watch?v=abc-3", "https://old.example/blog/?page=2"]';
      await worker.putArticle("moved-twice", writeMarkdown({ title: "Moved twice", slug: "moved-twice", aliases }));
      expect((await worker.poll("/blog/?p=44")).status).toBe(301);
      expect((await worker.poll(asked)).status).toBe(404);
    },
  );

  it.each(["/?p=999", "/?x=12", "/?p=12x"])("%s, which no article had, is the front page", async (asked) => {
    expect((await worker.poll(asked)).status).toBe(200);
  });

  it("a draft is stored and shown nowhere", async () => {
    const text = writeMarkdown({ title: "Draft", draft: "true", categories: "[Drafts only]" });
    const { status, body } = await worker.putArticle("draft", text);
    expect([status, body.state]).toEqual([201, "draft"]);
    expect((await worker.poll(`/articles/${body.slug}`)).status).toBe(404);
    expect((await worker.listItems("/")).map(({ id }) => id)).not.toContain(body.id);
    expect((await worker.poll("/feeds.opml")).text).not.toContain("drafts-only");
  });
});

describe("the first article", () => {
  const LEAD = "North Korea's leader Kim Jong Un pledged to enhance strategic cooperation with Russia";
  const EDITED = FIRST_ARTICLE.replace("pledged to enhance", "has promised to deepen");

  it("edited at its lead it has a new title, and is the same article: id, slug and date of publication stay", async () => {
    const type = { "content-type": "text/plain" };
    const { body: first } = await worker.putArticle(FIRST_KEY, FIRST_ARTICLE, type);
    expect(first).toMatchObject({ outcome: "created", title: LEAD, published: "2023-06-11T16:00:00.000Z" });
    const { status, body: edited } = await worker.putArticle(FIRST_KEY, EDITED, type);
    expect([status, edited.outcome]).toEqual([200, "updated"]);
    expect(edited.title).toBe(LEAD.replace("pledged to enhance", "has promised to deepen"));
    const { id, slug, published } = first;
    expect(edited).toMatchObject({ id, slug, published });
    const items = (await worker.listItems("/")).filter((item) => item.id === id);
    expect(items).toMatchObject([{ title: edited.title, url: first.url, date_published: "2023-06-11T16:00:00Z" }]);
    expect((await worker.listManifest()).filter(({ key }) => key === FIRST_KEY)).toHaveLength(1);
  });

  it("is stored byte for byte", async () => {
    expect((await worker.api("GET", `/api/articles/${FIRST_KEY}`)).body.source).toBe(EDITED);
  });
});

describe("GET and DELETE /api/articles/:key", () => {
  it("GET tells the source, the feeds, and the hash as ETag", async () => {
    const text = writeMarkdown({ title: "To read", categories: "[China]" });
    await worker.putArticle("to-read", text);
    const { status, headers, body } = await worker.api("GET", "/api/articles/to-read");
    expect(status).toBe(200);
    expect(body.source).toBe(text);
    expect(body.feeds).toEqual(["authors/newsdesk", "categories/china", "feeds/briefing", "main"]);
    expect(headers.get("etag")).toBe(`"${body.contentHash}"`);
  });

  it.each(["GET", "DELETE"])("%s of a key that nobody put: 404 with the key", async (method) => {
    const { status, body } = await worker.api(method, "/api/articles/never-put");
    expect([status, body.type]).toEqual([404, "urn:edgewire:problem:not-found"]);
    expect(body.detail).toContain("never-put");
  });

  it("DELETE takes the story back: a notice stands in its place under its id, and its page and images answer 410", async () => {
    const text = writeMarkdown({ title: "Soon gone", categories: "[Ukraine]" }, "A false story. ![Alt](a.webp)");
    const { body } = await worker.putForm("gone", { text, images: { "a.webp": readImage("lossless.webp") } });
    const [image = ""] = Object.values((await worker.api("GET", "/api/articles/gone")).body.media);
    const imagePath = image.slice(PUBLIC_URL.length);
    expect((await worker.poll(imagePath)).status).toBe(200);
    const tags = await readTags(...MAIN_FEEDS, "/categories/ukraine/rss.xml");
    const { status, body: taken } = await worker.api("DELETE", "/api/articles/gone?reason=It%20was%20false.");
    expect([status, taken.state, taken.id]).toEqual([200, "retracted", body.id]);
    const page = await worker.poll(`/articles/${body.slug}`);
    expect([page.status, page.text.includes("It was false.")]).toEqual([410, true]);
    expect((await worker.poll(imagePath)).status).toBe(410);
    for (const base of ["/", "/categories/ukraine/"]) {
      const item = (await worker.listItems(base)).find(({ id }) => id === body.id);
      expect(item?.content_html).toContain("It was false.");
    }
    for (const path of [...MAIN_FEEDS, "/sitemap.xml"]) {
      expect((await worker.poll(path)).text).not.toContain("A false story");
    }
    expect((await worker.poll("/sitemap.xml")).text).not.toContain(body.slug);
    const after = await readTags(...MAIN_FEEDS, "/categories/ukraine/rss.xml");
    for (const [index, tag] of after.entries()) expect(tag).not.toBe(tags[index]);
  });

  it("a second DELETE changes nothing", async () => {
    const before = await readTags("/rss.xml", "/categories/ukraine/rss.xml");
    const { status, body } = await worker.api("DELETE", "/api/articles/gone?reason=Another%20reason.");
    expect([status, body.state]).toEqual([200, "retracted"]);
    expect(await readTags("/rss.xml", "/categories/ukraine/rss.xml")).toEqual(before);
  });

  it("what was taken back cannot be put again by an edit, and comes back by a restoration as it was", async () => {
    const { body: first } = await worker.putArticle("back", writeMarkdown({ title: "Back again" }));
    await worker.api("DELETE", "/api/articles/back");
    const edit = await worker.putArticle("back", writeMarkdown({ title: "Edited" }));
    expect([edit.status, edit.body.type]).toEqual([409, "urn:edgewire:problem:retracted"]);
    const { status, body } = await worker.api("POST", "/api/restorations/back");
    expect([status, body.state]).toEqual([200, "published"]);
    const { id, slug, published, title } = first;
    expect(body).toMatchObject({ id, slug, published, title });
    expect((await worker.poll(`/articles/${slug}`)).status).toBe(200);
    expect((await worker.listItems("/")).filter((item) => item.id === id)).toMatchObject([{ title: "Back again" }]);
  });

  it("DELETE of what nobody has seen hides it without a word: no feed's tag moves, and its page was never there", async () => {
    const date = new Date(Date.now() + 3_600_000).toISOString();
    const { body } = await worker.putArticle("unseen", writeMarkdown({ title: "Unseen", date }));
    const before = await readTags(...MAIN_FEEDS);
    expect((await worker.api("DELETE", "/api/articles/unseen")).status).toBe(200);
    expect((await worker.poll(`/articles/${body.slug}`)).status).toBe(404);
    expect(await readTags(...MAIN_FEEDS)).toEqual(before);
  });

  it("the last article that leaves a category unknown to the profile leaves its feed empty, which ends by a retirement alone: 410", async () => {
    await worker.putArticle("lonely", writeMarkdown({ title: "Lonely", categories: "[Lighthouses]" }));
    expect((await worker.poll("/categories/lighthouses/rss.xml")).status).toBe(200);
    await worker.putArticle("lonely", writeMarkdown({ title: "Lonely", categories: "[Climate]" }));
    expect((await worker.poll("/categories/lighthouses/rss.xml")).status).toBe(200);
    expect((await worker.api("DELETE", "/api/feeds/categories/climate")).status).toBe(409);
    expect((await worker.api("DELETE", "/api/feeds/categories/lighthouse")).status).toBe(404);
    expect((await worker.api("DELETE", "/api/feeds/categories/lighthouses")).status).toBe(200);
    expect((await worker.poll("/categories/lighthouses/rss.xml")).status).toBe(410);
  });
});

describe("If-Match", () => {
  const put = (key: string, ifMatch: string) =>
    worker.putArticle(key, writeMarkdown({ title: "Guarded" }, `Changed for ${ifMatch}.`), { "if-match": ifMatch });

  it("the stored hash, quoted or weak, lets the change pass", async () => {
    const { body } = await worker.putArticle("guarded", writeMarkdown({ title: "Guarded" }));
    const next = await put("guarded", `"${body.contentHash}"`);
    expect(next.status).toBe(200);
    expect((await put("guarded", `W/"${next.body.contentHash}"`)).status).toBe(200);
  });

  it("* passes for an article that exists, and stops the creation of one", async () => {
    expect((await put("guarded", "*")).status).toBe(200);
    expect((await put("not-there", "*")).status).toBe(412);
    expect((await worker.api("GET", "/api/articles/not-there")).status).toBe(404);
  });

  it.each(["PUT", "DELETE"])(
    "%s with another hash: 412, which names the right one, and nothing changes",
    async (method) => {
      const { body: before } = await worker.api("GET", "/api/articles/guarded");
      const headers = { "if-match": '"0000"', "content-type": "text/markdown" };
      const init = method === "PUT" ? { headers, body: writeMarkdown({ title: "Intruder" }) } : { headers };
      const { status, body } = await worker.api(method, "/api/articles/guarded", init);
      expect([status, body.type]).toEqual([412, "urn:edgewire:problem:precondition-failed"]);
      expect(body.detail).toContain(before.contentHash);
      expect((await worker.api("GET", "/api/articles/guarded")).body).toEqual(before);
    },
  );
});

describe("GET /api/articles", () => {
  it("pages of two lead through every key once, in order", async () => {
    const all = (await worker.listManifest()).map(({ key }) => key);
    const walked: string[] = [];
    let path: string | undefined = "/api/articles?limit=2";
    while (path !== undefined) {
      const { body }: { body: { articles: readonly { key: string }[]; next: string | undefined } } = await worker.api(
        "GET",
        path,
      );
      walked.push(...body.articles.map(({ key }) => key));
      path = body.next;
    }
    expect(walked).toEqual(all);
    expect(walked).toEqual([...new Set(walked)].sort());
    expect(walked.length).toBeGreaterThan(5);
  });

  it.each(["0", "1001", "1.5", "many", "-1"])("limit=%s: 400 that says what was found and wanted", async (limit) => {
    const { status, body } = await worker.api("GET", `/api/articles?limit=${limit}`);
    expect([status, body.type]).toEqual([400, "urn:edgewire:problem:parameter-invalid"]);
    expect(body.detail).toBe(`"limit" must be a whole number from 1 to 1000, found "${limit}"`);
  });
});

describe("PUT /api/media", () => {
  it.each([
    ["baseline.jpg", "image/jpeg"],
    ["plain.png", "image/png"],
    ["lossy.webp", "image/webp"],
    ["plain.gif", "image/gif"],
    ["plain.avif", "image/avif"],
  ])("%s is stored under the digest of its bytes and answers as %s", async (name, type) => {
    const bytes = readImage(name);
    const { status, headers, body } = await worker.api("PUT", "/api/media?keep", { body: bytes });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(PUBLIC_URL + body.path);
    const answer = await worker.poll(body.path);
    expect(answer.headers).toMatchObject({
      "content-type": type,
      "cache-control": "public, max-age=86400, s-maxage=60",
    });
    expect(answer.bytes.equals(bytes)).toBe(true);
    const again = await worker.poll(body.path, { headers: { "if-none-match": answer.headers.etag ?? "" } });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });

  it.each(kinds)("a photograph's %s is served without place, camera and names", async (kind) => {
    const { body } = await worker.api("PUT", "/api/media?keep", { body: new Uint8Array(await takePhotograph(kind)) });
    const { status, bytes } = await worker.poll(body.path);
    expect([status, await listTags(bytes), bytes.includes(SECRET)]).toEqual([200, [], false]);
  });

  it("a stored image can be used by its path from any article", async () => {
    const { body: medium } = await worker.api("PUT", "/api/media", { body: readImage("extended.webp") });
    const text = writeMarkdown({ title: "By path" }, `![Far](${medium.path})`);
    const { body } = await worker.putArticle("by-path", text);
    const item = (await worker.listItems("/")).find(({ id }) => id === body.id);
    expect(item?.image).toBe(PUBLIC_URL + medium.path);
  });
});

describe("who may publish, and how", () => {
  it.each([
    ["no token", { authorization: "" }],
    ["a wrong token", { authorization: "Bearer wrong" }],
    ["the token in another scheme", { authorization: "Basic token-for-tests" }],
    ["the beginning of the token", { authorization: "Bearer token-for-test" }],
  ])("%s: 401 with WWW-Authenticate, and nothing stored", async (_, headers) => {
    const before = await worker.listManifest();
    const answer = await worker.putArticle("intruder", writeMarkdown({ title: "Intruder" }), headers);
    expect([answer.status, answer.body.type]).toEqual([401, "urn:edgewire:problem:unauthorized"]);
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="edgewire"');
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await worker.listManifest()).toEqual(before);
  });

  it.each([
    ["POST", "/api/articles/x", "GET, PUT, DELETE"],
    ["PATCH", "/api/articles/a/b", "GET, PUT, DELETE"],
    ["PUT", "/api/articles", "GET"],
    ["POST", "/api/media", "GET, PUT"],
    ["PUT", "/api/media/x.png", "DELETE"],
    ["DELETE", "/api/site", "GET, PUT"],
  ])("%s %s: 405, Allow: %s", async (method, path, allow) => {
    const { status, headers } = await worker.api(method, path);
    expect([status, headers.get("allow")]).toEqual([405, allow]);
  });

  it.each(["/api/", "/api/nothing", "/api/articles/", "/api/sites"])("%s: 404 as a problem", async (path) => {
    const { status, headers, body } = await worker.api("GET", path);
    expect([status, body.type]).toEqual([404, "urn:edgewire:problem:no-such-address"]);
    expect(headers.get("content-type")).toBe("application/problem+json");
  });

  it.each(["application/json", "image/png", "text/rtf"])("a body of type %s: 415 that names it", async (type) => {
    const { status, body } = await worker.putArticle("typed", "{}", { "content-type": type });
    expect([status, body.type]).toEqual([415, "urn:edgewire:problem:media-type-unsupported"]);
    expect(body.detail).toContain(`Found Content-Type ${type}; wanted text/plain, text/markdown, text/mdx, text/html`);
  });
});

describe("two writers at once", () => {
  it("eight bodies for one key: one article, one log entry for each that was taken, the rest told to try again", async () => {
    const texts = Array.from({ length: 8 }, (_, index) => writeMarkdown({ title: `Race ${index}`, slug: "race" }));
    const answers = await Promise.all(texts.map((text) => worker.putArticle("race", text)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 201, 409].includes(status))).toEqual([]);
    for (const { status, body } of answers) {
      if (status === 409) expect(body.type).toBe("urn:edgewire:problem:conflict");
    }
    const { body: stored } = await worker.api("GET", "/api/articles/race");
    expect(texts).toContain(stored.source);
    const log = await worker.query<{ kind: string }>(
      `SELECT kind FROM revisions WHERE article_id = '${stored.id}' ORDER BY revision`,
    );
    expect(log.map(({ kind }) => kind)).toEqual([
      "publish",
      ...statuses.filter((status) => status === 200).map(() => "update"),
    ]);
    expect((await worker.listItems("/")).filter(({ id }) => id === stored.id)).toHaveLength(1);
  });

  it("eight keys for one slug at once: one has it, the others get its year and a number", async () => {
    const keys = Array.from({ length: 8 }, (_, index) => `rivals/${index}`);
    const put = (key: string) => worker.putArticle(key, writeMarkdown({ title: key, slug: "one-slug" }));
    const answers = await Promise.all(keys.map(put));
    expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 201));
    const stored = (await worker.listManifest()).filter(({ key }) => key.startsWith("rivals/"));
    const slugs = stored.map(({ slug }) => slug).sort();
    const year = slugs[1];
    expect(slugs).toEqual(["one-slug", year, ...[2, 3, 4, 5, 6, 7].map((number) => `${year}-${number}`)]);
    expect(year).toMatch(/^one-slug-\d{4}$/);
  });

  it("eight articles of one new category at once: each has its own place in every feed", async () => {
    const keys = Array.from({ length: 8 }, (_, index) => `together/${index}`);
    const put = (key: string) => worker.putArticle(key, writeMarkdown({ title: key, categories: "[Together]" }));
    const answers = await Promise.all(keys.map(put));
    expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 201));
    expect(await worker.listItems("/categories/together/")).toHaveLength(8);
    const rows = await worker.query<{ position: number }>(
      "SELECT position FROM memberships WHERE feed = 'categories/together' ORDER BY position",
    );
    expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe("writing tools (Micropub)", () => describeWritingTools(() => worker));
