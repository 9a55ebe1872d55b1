import { expect, test } from "vitest";
import type { FeedHead } from "../../../src/feed/feed-item.ts";
import type { PartnerItem } from "../../../src/feed/partners/list-offered.ts";
import { renderNinjs } from "../../../src/feed/partners/render-ninjs.ts";
import { listNinjsFaults } from "../../support/ninjs.ts";

const head: FeedHead = {
  id: "tag:news.example,2026:feed:top",
  title: "Harbour news",
  description: "News from the harbour",
  language: "en",
  link: "https://news.example/",
  updated: new Date("2026-03-14T10:00:00Z"),
  feedLinks: {
    rss: "https://news.example/rss.xml",
    atom: "https://news.example/a.xml",
    json: "https://news.example/f",
  },
  author: { name: "Harbour news" },
  ttl: 15,
  copyright: "© Harbour news",
  license: "https://creativecommons.org/licenses/by/4.0/",
};

const ferry: PartnerItem = {
  id: "tag:news.example,2026:ferry",
  link: "https://news.example/articles/ferry",
  title: 'The "ferry" is back',
  date: new Date("2026-03-14T10:00:00Z"),
  published: new Date("2026-03-14T09:00:00Z"),
  description: "It came back.",
  content: "<p>It came\u2028back.</p>",
  text: "It came back.",
  author: [{ name: "Elena Marin" }, { name: "Ion Pop" }],
  category: [{ name: "Harbour", scheme: "https://news.example/categories/" }],
  enclosure: { url: "https://news.example/a.mp3", type: "audio/mpeg", length: 9000, duration: 61.5 },
  otherFiles: [
    {
      url: "https://news.example/media/a.jpg",
      type: "image/jpeg",
      length: 80_000,
      width: 1200,
      height: 800,
      alt: "The ferry",
      credit: "A. Photographer",
      thumbnail: { url: "https://news.example/media/a-320.jpg", width: 320, height: 213 },
    },
    { url: "https://news.example/plan.pdf", type: "application/pdf", length: 0, title: "The plan" },
  ],
  origin: { title: "Port wire", feed: "https://port.example/feed", home: "https://port.example/" },
  revision: 7,
};

const read = (items: readonly PartnerItem[], hasImageRights = false) =>
  JSON.parse(renderNinjs(head, items, { hasImageRights }));

test("an entry is a news object with all that the article says", () => {
  const document = read([ferry]);
  expect(listNinjsFaults(document)).toEqual([]);
  expect(document).toMatchObject({
    uri: head.id,
    type: "composite",
    versionCreated: "2026-03-14T10:00:00Z",
    standard: { name: "ninjs", version: "3.3" },
  });
  expect(document.associations).toEqual([
    {
      name: ferry.title,
      uri: ferry.id,
      type: "text",
      representationType: "full",
      version: "7",
      firstCreated: "2026-03-14T09:00:00Z",
      versionCreated: "2026-03-14T10:00:00Z",
      pubStatus: "usable",
      copyrightNotice: "© Harbour news",
      rightsInfo: { linkedRights: "https://creativecommons.org/licenses/by/4.0/" },
      language: "en",
      descriptions: [{ contentType: "text/plain", value: "It came back." }],
      bodies: [
        { contentType: "text/html", value: ferry.content },
        { contentType: "text/plain", value: ferry.text },
      ],
      subjects: [{ name: "Harbour" }],
      infoSources: [{ name: "Port wire", uri: "https://port.example/" }],
      headlines: [{ contentType: "text/plain", value: ferry.title }],
      by: "Elena Marin, Ion Pop",
      altIds: [{ role: "link", value: ferry.link }],
      associations: [
        {
          name: "audio 1",
          uri: "https://news.example/a.mp3",
          type: "audio",
          renditions: [
            {
              name: "main",
              href: "https://news.example/a.mp3",
              contentType: "audio/mpeg",
              sizeInBytes: 9000,
              duration: 61.5,
            },
          ],
        },
        {
          name: "picture 2",
          uri: "https://news.example/media/a.jpg",
          type: "picture",
          usageTerms: "No right to republish this picture is granted.",
          descriptions: [{ contentType: "text/plain", value: "The ferry" }],
          by: "A. Photographer",
          renditions: [
            {
              name: "main",
              href: "https://news.example/media/a.jpg",
              contentType: "image/jpeg",
              width: 1200,
              height: 800,
              sizeInBytes: 80_000,
            },
            { name: "thumbnail", href: "https://news.example/media/a-320.jpg", width: 320, height: 213 },
          ],
        },
        {
          name: "The plan",
          uri: "https://news.example/plan.pdf",
          type: "component",
          renditions: [{ name: "main", href: "https://news.example/plan.pdf", contentType: "application/pdf" }],
        },
      ],
    },
  ]);
});

test("image_rights grants pictures; other files have no such terms", () => {
  const [{ associations }] = read([ferry], true).associations;
  expect(associations.map((file: { usageTerms?: string }) => file.usageTerms)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("a retracted article is canceled under its uri, with its notice for editors and no other text or file", () => {
  const notice = "This article was retracted by its publisher.";
  const document = read([{ ...ferry, description: notice, isRetracted: true }]);
  expect(listNinjsFaults(document)).toEqual([]);
  const [item] = document.associations;
  expect(item).toMatchObject({ uri: ferry.id, pubStatus: "canceled", edNote: notice, representationType: "partial" });
  expect([item.bodies, item.descriptions, item.associations]).toEqual([undefined, undefined, undefined]);
});

test("a bare entry, a feed without entries and ids that are IRIs are valid", () => {
  const { enclosure: _one, otherFiles: _others, origin: _origin, content: _content, ...bare } = ferry;
  const { copyright: _copyright, license: _license, ...plain } = head;
  const items = [
    { ...bare, author: [], category: [], description: "" },
    { ...bare, id: "https://news.example/știri/1" },
    { ...bare, id: "no URI", iri: "urn:uuid:6f7b1f2a-0000-4000-8000-000000000000" },
  ];
  const document = JSON.parse(renderNinjs(plain, items, { hasImageRights: false }));
  expect(listNinjsFaults(document)).toEqual([]);
  expect(document.associations.map(({ uri }: { uri: string }) => uri)).toEqual([
    ferry.id,
    "https://news.example/%C8%99tiri/1",
    "urn:uuid:6f7b1f2a-0000-4000-8000-000000000000",
  ]);
  expect(listNinjsFaults(read([]))).toEqual([]);
});

test("the schema refuses a member that it does not name, in a document and in an entry", () => {
  expect(listNinjsFaults({ uri: "tag:a,2026:b", body: "" })).not.toEqual([]);
  expect(listNinjsFaults({ uri: "tag:a,2026:b", associations: [{ uri: "tag:a,2026:c" }] })).not.toEqual([]);
  expect(listNinjsFaults({ uri: "tag:a,2026:b", associations: [{ uri: "tag:a,2026:c", name: "", x: 1 }] })).not.toEqual(
    [],
  );
});
