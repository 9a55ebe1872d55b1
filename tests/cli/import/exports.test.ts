import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { importText, readArticles } from "./support.ts";

const zip = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

async function importAndRead(source: string | Uint8Array, site?: string) {
  const { report, folder } = await importText(source, { site });
  const articles = await readArticles(folder);
  return { report, articles, byTitle: (title: string) => articles.find((article) => article.title === title) };
}

const MEDIUM_POST = (title: string, date: string) => `<!DOCTYPE html><html><head><title>${title}</title></head><body>
<article class="h-entry"><header><h1 class="p-name">${title}</h1></header>
<section data-field="subtitle" class="p-summary">In short</section>
<section data-field="body" class="e-content"><section><p>Mended <em>by hand</em>.</p></section></section>
<footer><p>By <a href="https://medium.example/@mira" class="p-author h-card">Mira</a>${date}</p>
<p><a href="https://medium.example/p/${title.toLowerCase()}-a1b2c3d4e5f6" class="p-canonical">Canonical link</a></p></footer></article></body></html>`;

describe("Medium's archive", () => {
  it("gives posts with their date, author, summary and body; drafts stay drafts", async () => {
    const { byTitle } = await importAndRead(
      zip({
        "posts/2024-05-22_Nets-a1b2c3d4e5f6.html": MEDIUM_POST(
          "Nets",
          ' on <time class="dt-published" datetime="2024-05-22T08:00:00.000Z">May 22, 2024</time>',
        ),
        "posts/draft_Unready-b1b2c3d4e5f6.html": MEDIUM_POST("Unready", ""),
        "README.html": "<p>Not a post</p>",
      }),
      "https://medium.example/",
    );
    expect(byTitle("Nets")).toMatchObject({
      publishedAt: Date.UTC(2024, 4, 22, 8),
      summary: "In short",
      authors: [{ name: "Mira" }],
      text: "Mended by hand.",
      draft: false,
    });
    expect(byTitle("Unready")).toMatchObject({ draft: true });
  });
});

describe("Substack's archive", () => {
  const row = (id: string, published: string, audience: string, title: string) =>
    `${id},2024-05-22T08:00:00.000Z,${published},,,newsletter,${audience},"${title}",,`;
  const HEADER = "post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url";

  it.each([
    ["true", "everyone", false],
    ["TRUE", "everyone", false],
    ["true", "only_paid", true],
    ["true", "only_free", true],
    ["true", "founding", true],
    ["true", "something_new", true],
    ["false", "everyone", true],
    ["", "everyone", true],
  ])("is_published %j for %j: held back is %s", async (published, audience, isDraft) => {
    const { articles } = await importAndRead(
      zip({
        "posts.csv": [HEADER, row("101.nets", published, audience, 'Nets, and ""more""')].join("\n"),
        "posts/101.nets.html": "<p>Mended.</p>",
      }),
    );
    expect(articles).toMatchObject([{ title: 'Nets, and "more"', draft: isDraft, text: "Mended." }]);
  });
});

it("Tumblr's archive: number, date, tags and body", async () => {
  const html = `<!DOCTYPE HTML><html><head></head><body><h1>Nets</h1><p>Mended.</p>
<div id="footer"><span id="timestamp"> March 4th, 2012 4:05pm </span><span class="tag">harbour</span></div></body></html>`;
  const { articles } = await importAndRead(zip({ "posts/html/18735.html": html }), "https://nets.example");
  expect(articles).toMatchObject([
    {
      givenId: "urn:tumblr:18735",
      title: "Nets",
      publishedAt: Date.UTC(2012, 2, 4, 16, 5),
      tags: [{ name: "harbour" }],
      text: "Mended.",
      aliases: ["/post/18735"],
    },
  ]);
});

it("a zip that holds a single export is read as that export", async () => {
  const rss = `<rss version="2.0"><channel><title>C</title><link>https://c.example/</link><description>d</description>
<item><title>Nets</title><guid isPermaLink="false">n1</guid><pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate><description>Mended.</description></item></channel></rss>`;
  const { articles } = await importAndRead(zip({ "export.xml": rss, "__MACOSX/._export.xml": "junk" }));
  expect(articles).toMatchObject([{ givenId: "n1" }]);
});

it.each([
  ["a damaged archive", zip({ "posts.csv": "a" }).slice(0, 40), /Cannot unpack .*: .*; fetch or export it again/],
  ["an archive of something else", zip({ "notes.txt": "a" }), /wanted an archive of Substack, Medium or Tumblr/],
])("%s is refused", async (_, bytes, message) => {
  await expect(importText(bytes)).rejects.toThrow(message);
});

describe("Movable Type's export", () => {
  const entry = (status: string) =>
    `AUTHOR: Mira\nTITLE: Nets\nBASENAME: mending_nets\n${status}DATE: 05/22/2008 08:15:00 PM\nCATEGORY: Harbour\nTAGS: "sea",rope\n-----\nBODY:\n<p>Mended.</p>\n-----\nEXTENDED BODY:\n<p>Again.</p>\n-----\nEXCERPT:\nIn short\n-----\nCOMMENT:\nAUTHOR: X\nVeiled\n-----\n--------\n`;

  it.each([
    ["STATUS: Publish\n", false],
    ["STATUS: publish\n", false],
    ["", false],
    ["STATUS: Draft\n", true],
    ["STATUS: Future\n", true],
    ["STATUS: Review\n", true],
  ])("%j: held back is %s", async (status, isDraft) => {
    const { articles, report } = await importAndRead(entry(status));
    expect(articles).toMatchObject([
      {
        title: "Nets",
        slug: "mending-nets",
        publishedAt: Date.UTC(2008, 4, 22, 20, 15),
        categories: [{ name: "Harbour" }],
        tags: [{ name: "sea" }, { name: "rope" }],
        summary: "In short",
        text: "Mended.\n\nAgain.",
        draft: isDraft,
      },
    ]);
    expect(report.losses).toContainEqual(expect.objectContaining({ field: "comments", message: "1 comments" }));
  });
});

describe("Blogger's backup", () => {
  const feed = (entries: string) =>
    `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018"><id>tag:blogger.com,1999:blog-1.archive</id><title>C</title><updated>2024-01-01T00:00:00Z</updated>${entries}</feed>`;
  const post = (state: string, number = 1) =>
    `<entry><id>tag:blogger.com,1999:blog-1.post-${number}</id>${state}<title>Nets</title><content type="html">Mended.</content><published>2023-01-01T03:04:05Z</published><updated>2023-01-01T03:04:05Z</updated><blogger:filename>/2023/01/nets-${number}.html</blogger:filename></entry>`;
  const kind = (name: string) =>
    `<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#${name}"/>`;
  const draft = '<app:control xmlns:app="http://purl.org/atom/app#"><app:draft>yes</app:draft></app:control>';

  it.each<[string, string, "public" | "page" | "draft" | "left out"]>([
    ["a live post", "<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>", "public"],
    ["a draft", "<blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>", "draft"],
    ["a scheduled post", "<blogger:type>POST</blogger:type><blogger:status>SCHEDULED</blogger:status>", "draft"],
    ["an unknown status", "<blogger:type>POST</blogger:type><blogger:status>WITHHELD</blogger:status>", "draft"],
    [
      "the trash",
      "<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status><blogger:trashed>2023-04-01T00:00:00Z</blogger:trashed>",
      "left out",
    ],
    ["a comment", "<blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>", "left out"],
    ["a page", "<blogger:type>PAGE</blogger:type><blogger:status>LIVE</blogger:status>", "page"],
    ["a page's draft", "<blogger:type>PAGE</blogger:type><blogger:status>DRAFT</blogger:status>", "draft"],
    [
      "a page in the trash",
      "<blogger:type>PAGE</blogger:type><blogger:status>LIVE</blogger:status><blogger:trashed>2023-04-01T00:00:00Z</blogger:trashed>",
      "left out",
    ],
    ["the old form's post", kind("post"), "public"],
    ["the old form's draft", kind("post") + draft, "draft"],
    ["the old form's comment", kind("comment"), "left out"],
    ["the old form's settings", kind("settings"), "left out"],
    ["the old form's template", kind("template"), "left out"],
    ["the old form's page", kind("page"), "page"],
  ])("%s", async (_, state, outcome) => {
    const other = post(kind("post"), 2).replace("<title>Nets", "<title>Other");
    const { byTitle } = await importAndRead(feed(post(state) + other), "https://c.example");
    const found = byTitle("Nets");
    const shown = found?.feeds === "none" ? "page" : "public";
    expect(found === undefined ? "left out" : found.draft ? "draft" : shown).toBe(outcome);
    expect(byTitle("Other")).toMatchObject({ aliases: ["/2023/01/nets-2.html"], draft: false });
  });
});

describe("a WordPress export", () => {
  const wxr = (items: string) =>
    `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>C</title><link>https://c.example</link><description>d</description><wp:base_blog_url>https://c.example</wp:base_blog_url>${items}</channel></rss>`;
  const post = (content: string, number = 1, more = "") =>
    `<item><title>Nets ${number}</title><link>https://c.example/nets-${number}/</link><guid isPermaLink="false">https://c.example/?p=1</guid><content:encoded><![CDATA[${content}]]></content:encoded><wp:post_id>${number}</wp:post_id><wp:post_date_gmt>2019-05-01 08:03:00</wp:post_date_gmt><wp:post_name>nets-${number}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>${more}</item>`;
  it.each<[string, Readonly<Record<string, string>>, object | undefined]>([
    ["has an address and no feed", {}, { feeds: "none", draft: false, aliases: ["/nets-1/", "/?p=1", "/?page_id=1"] }],
    ["that is private stays a draft", { "<wp:status>publish": "<wp:status>private" }, { draft: true }],
    ["with a password stays a draft", { "</item>": "<wp:post_password>p</wp:post_password></item>" }, { draft: true }],
    ["in the trash is left out", { "<wp:status>publish": "<wp:status>trash" }, undefined],
  ])("a page %s", async (_, changes, wanted) => {
    const page = post("Words.").replace("<wp:post_type>post", "<wp:post_type>page");
    const changed = Object.entries(changes).reduce((text, [from, to]) => text.replace(from, to), page);
    const { byTitle } = await importAndRead(wxr(changed + post("Other words.", 2)));
    expect(byTitle("Nets 2")).not.toHaveProperty("feeds");
    if (wanted === undefined) expect(byTitle("Nets 1")).toBeUndefined();
    else expect(byTitle("Nets 1")).toMatchObject(wanted);
  });

  const upload = (number: number, parent: number) =>
    `<item><title>u</title><wp:post_id>${number}</wp:post_id><wp:post_parent>${parent}</wp:post_parent><wp:status>inherit</wp:status><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://c.example/${number}.png</wp:attachment_url></item>`;

  it.each([
    ["a heading between lines", "One\n<h2>Two</h2>\nThree", "<p>One</p>\n<h2>Two</h2>\n<p>Three</p>"],
    ["a list after a line", "One\n<ul>\n<li>Two</li>\n</ul>", "<p>One</p>\n<ul>\n<li>Two</li>\n</ul>"],
    [
      "paragraphs within a quotation",
      "<blockquote>One\n\nTwo</blockquote>",
      "<blockquote>\n<p>One</p>\n<p>Two</p>\n</blockquote>",
    ],
    ["a line break", "One\nTwo", "<p>One<br>\nTwo</p>"],
    [
      "code",
      '[code lang="js"]\nif (a < b) stop();\n\nwait_a_bit();\n[/code]',
      "<pre><code>if (a &lt; b) stop();\n\nwait_a_bit();</code></pre>",
    ],
    ["code that the editor escaped", "[php]a &lt; b[/php]", "<pre><code>a &lt; b</code></pre>"],
    ["an embed", "[embed]https://v.example/1[/embed]", '<p><a href="https://v.example/1">https://v.example/1</a></p>'],
    [
      "a recording",
      '[audio mp3="https://c.example/a.mp3"][/audio]',
      '<p><audio controls src="https://c.example/a.mp3"></audio></p>',
    ],
  ])("%s", async (_, content, html) => {
    const { articles } = await importAndRead(wxr(post(content)));
    expect(articles[0]?.html).toBe(html);
  });

  it.each([
    ['[gallery ids="8,7"]', ["8", "7"]],
    ["[gallery]", ["7"]],
    ['[gallery columns="2"]', ["7"]],
  ])("%s shows its pictures", async (content, numbers) => {
    const { articles } = await importAndRead(wxr(post(content) + upload(7, 1) + upload(8, 2)));
    const shown = Array.from(articles[0]?.html.matchAll(/src="https:\/\/c\.example\/(\d+)\.png"/g) ?? [], ([, n]) => n);
    expect(shown).toEqual(numbers);
  });

  it("keeps two posts that share a guid: the second gets an id of its own", async () => {
    const { report, articles } = await importAndRead(wxr(post("One") + post("Two", 2)));
    expect(report.refused).toEqual([]);
    expect(articles.map(({ givenId }) => givenId)).toEqual(["https://c.example/?p=1", undefined]);
    expect(report.losses).toContainEqual(
      expect.objectContaining({ field: "id", message: expect.stringContaining("a new one is made") }),
    );
  });

  it("keeps the number of a post in a subfolder as its former address", async () => {
    const numbered = post("One").replace("https://c.example/nets-1/", "https://c.example/blog/?p=1");
    const blog = wxr(numbered).replaceAll(">https://c.example<", ">https://c.example/blog<");
    expect((await importAndRead(blog)).articles[0]?.aliases).toEqual(["/blog/?p=1"]);
  });
});

describe("held back in a WordPress export", () => {
  it.each([
    ["publish", "", false],
    ["draft", "", true],
    ["pending", "", true],
    ["private", "", true],
    ["auto-draft", "", "left out"],
    ["trash", "", "left out"],
    ["inherit", "", "left out"],
    ["archived", "", true],
    ["Publish", "", true],
    ["publish", "<wp:post_password>secret</wp:post_password>", true],
  ])("status %j %s: held back is %s", async (status, more, outcome) => {
    const item = (title: string, state: string) =>
      `<item><title>${title}</title><link>https://c.example/${title}/</link><guid isPermaLink="false">${title}</guid><content:encoded>Text</content:encoded><wp:post_id>1</wp:post_id><wp:post_date_gmt>2019-05-01 08:03:00</wp:post_date_gmt><wp:post_name>${title}</wp:post_name>${state}<wp:post_type>post</wp:post_type></item>`;
    const export_ = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>C</title><link>https://c.example</link><description>d</description>${item("tried", `<wp:status>${status}</wp:status>${more}`)}${item("open", "<wp:status>publish</wp:status>")}</channel></rss>`;
    const { byTitle } = await importAndRead(export_);
    expect(byTitle("tried")?.draft ?? "left out").toBe(outcome);
    expect(byTitle("open")?.draft).toBe(false);
  });
});

describe("held back in a Ghost export", () => {
  it.each([
    ["published", "public", false],
    ["draft", "public", true],
    ["sent", "public", true],
    ["archived", "public", true],
    ["Published", "public", true],
    ["published", "members", true],
    ["published", "paid", true],
    ["published", "tiers", true],
    ["published", "friends", true],
  ])("status %j, visibility %j: held back is %s", async (status, visibility, isDraft) => {
    const post = {
      id: "1",
      uuid: "u1",
      title: "Tried",
      slug: "tried",
      html: "<p>Text</p>",
      type: "post",
      status,
      visibility,
    };
    const dates = { published_at: "2024-05-22T08:00:00.000Z", created_at: "2024-05-20T08:00:00.000Z" };
    const { byTitle } = await importAndRead(
      JSON.stringify({ db: [{ data: { posts: [{ ...post, ...dates }], settings: [{ key: "title", value: "C" }] } }] }),
      "https://c.example",
    );
    expect(byTitle("Tried")?.draft).toBe(isDraft);
  });
});

it.each([
  ["app:draft", "yes", true],
  ["app:draft", "no", false],
])("RFC 5023 §13.1.1: an entry with <%s>%s</…> in any Atom feed: held back is %s", async (tag, value, isDraft) => {
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app"><id>urn:f</id><title>C</title><updated>2024-01-01T00:00:00Z</updated><entry><id>urn:e</id><title>Tried</title><updated>2024-01-01T00:00:00Z</updated><content>Text</content><app:control><${tag}>${value}</${tag}></app:control></entry></feed>`;
  expect((await importAndRead(feed)).byTitle("Tried")?.draft).toBe(isDraft);
});
