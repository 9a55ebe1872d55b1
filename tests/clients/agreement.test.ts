import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseOpml } from "feedsmith";
import { describe, expect, inject, test } from "vitest";
import { findIri } from "../../src/article/mint-id.ts";
import { allFormats, type FormatId } from "../../src/feed/formats.ts";
import { listPublishedArticles } from "./expected-entries.ts";
import { feedsmith } from "./feedsmith.ts";
import { publications } from "./publications.ts";
import type { SeenEntry } from "./reading.ts";
import { runProgram } from "./run-program.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

const urls = inject("publicationUrls");

const served = await Promise.all(
  publications.map(async ({ folder }) => {
    const url = urls[folder] ?? "";
    const { published } = await listPublishedArticles(folder, url);
    const main = await Promise.all(allFormats.map(({ id, fileName }) => read(`${url}/${fileName}`, id)));
    return { folder, url, feeds: await listFeeds(url), articles: published.map(({ entry }) => entry), main };
  }),
);

describe.each(served)("$folder", ({ url, feeds, articles, main }) => {
  test("OPML 2.0: feeds.opml lists the main feed, and none twice", () => {
    expect(feeds).toContain("/");
    expect(new Set(feeds).size).toBe(feeds.length);
  });

  describe.each(feeds)("%s", (feed) => {
    test.each(allFormats)("56: answers 200 as $contentType", async ({ fileName, contentType }) => {
      const response = await fetch(url + feed + fileName);
      await response.arrayBuffer();
      expect([response.status, response.headers.get("content-type")]).toEqual([200, contentType]);
    });

    test("38: id, link, dates, title, authors, categories and enclosure agree in all three formats", async () => {
      const [rss, atom, json] = await Promise.all(
        allFormats.map(({ id, fileName }) => read(url + feed + fileName, id)),
      );
      expect(json).toEqual(rss);
      // RFC 4287 §4.2.6: an id that is no IRI has one in Atom that stands for it.
      const inAtom = (rss ?? []).map(async (entry) => ({ ...entry, id: (await findIri(entry.id ?? "")) ?? entry.id }));
      expect(atom).toEqual(await Promise.all(inAtom));
    });
  });

  test("1: xmllint finds every XML document well-formed", async () => {
    const xmlFiles = allFormats.filter(({ mediaType }) => mediaType.endsWith("+xml")).map(({ fileName }) => fileName);
    const paths = ["/feeds.opml", "/sitemap.xml", ...feeds.flatMap((feed) => xmlFiles.map((name) => feed + name))];
    const folder = await createTemporaryFolder("xml");
    const files = await Promise.all(paths.map((path, index) => download(url + path, join(folder, `${index}.xml`))));
    const xmllint = { command: "xmllint", aptPackage: "libxml2-utils" };
    expect(await runProgram(xmllint, ["--noout", "--nonet", ...files])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test.each(articles)("27, 33: $enclosure.url is of the type and length that every format states", async (article) => {
    const response = await fetch(article.enclosure.url);
    const { byteLength } = await response.arrayBuffer();
    expect(response.status).toBe(200);
    const answered = { url: article.enclosure.url, type: response.headers.get("content-type"), length: byteLength };
    const stated = main.map((entries) => entries.find(({ link }) => link === article.link)?.enclosure);
    expect(stated).toEqual([answered, answered, answered]);
  });
});

/** Summary and text are written differently in each format; support.test.ts compares them with the article. */
async function read(address: string, format: FormatId): Promise<Omit<SeenEntry, "summary" | "fullText">[]> {
  const { entries } = await feedsmith.read(address, format);
  return entries.map(({ summary, fullText, ...rest }) => rest);
}

/** The paths below which the feeds of feeds.opml stand. */
async function listFeeds(url: string): Promise<string[]> {
  const opml = parseOpml(await (await fetch(`${url}/feeds.opml`)).text());
  const outlines = (opml.body?.outlines ?? []).flatMap((outline) => outline.outlines ?? [outline]);
  const addresses = outlines.map(({ xmlUrl = "" }) => xmlUrl);
  return addresses.map((address) => address.slice(url.length, address.lastIndexOf("/") + 1));
}

async function download(address: string, file: string): Promise<string> {
  const response = await fetch(address);
  await writeFile(file, await response.text());
  return file;
}
