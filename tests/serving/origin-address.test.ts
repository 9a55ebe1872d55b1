import { describe, expect, it } from "vitest";
import {
  type OriginQuestion,
  type PublisherQuestion,
  readOriginAddress,
  readPublisherAddress,
  renderingKey,
  writeAliasAddress,
  writeFileAddress,
  writeHeadAddress,
  writeLogAddress,
  writeMediaAddress,
  writeNamesAddress,
  writePublisherAddress,
  writeRenderingAddress,
} from "../../src/serving/origin-address.ts";
import { type Resource, writeResource } from "../../src/serving/resource.ts";

const ships: Resource = { kind: "feed", name: "categories/νέα" };
const shipsPath = writeResource(ships);

const questions: [address: string, question: OriginQuestion][] = [
  [writeHeadAddress(shipsPath, { after: 7, dueAt: undefined }), { kind: "head", resource: ships }],
  [writeHeadAddress(shipsPath, { after: 7, dueAt: 12 }), { kind: "head", resource: ships }],
  [writeHeadAddress(shipsPath, { not: "7-abc" }), { kind: "head", resource: ships }],
  [
    writeRenderingAddress("7-abc", renderingKey("rss@5", shipsPath)),
    { kind: "rendering", tag: "7-abc", format: "rss@5", resource: ships },
  ],
  [writeMediaAddress("0123.png"), { kind: "media", name: "0123.png" }],
  [writeFileAddress("0123.mp3"), { kind: "file", name: "0123.mp3" }],
  [writeLogAddress(9), { kind: "log" }],
  [writeNamesAddress(undefined), { kind: "names", since: undefined }],
  [writeNamesAddress(9), { kind: "names", since: 9 }],
  [writeAliasAddress("/2019/05/a%2Fb/?p=1"), { kind: "alias", path: "/2019/05/a%2Fb/", search: "?p=1" }],
];

describe("addresses of Origin", () => {
  it.each(questions)("%s is read as it was written", (address, question) => {
    expect(readOriginAddress(new URL(`https://wire.example${address}`))).toEqual(question);
  });

  it("heads under different conditions have different addresses", () => {
    const conditions = [
      { after: 7, dueAt: undefined },
      { after: 7, dueAt: 12 },
      { after: 8, dueAt: 12 },
      { not: "7-abc" },
    ];
    expect(new Set(conditions.map((condition) => writeHeadAddress(shipsPath, condition))).size).toBe(4);
  });

  it.each(["/", "/other/feed/main", "/Head/feed/main"])("%s is no question", (address) => {
    expect(readOriginAddress(new URL(`https://wire.example${address}`))).toBeUndefined();
  });
});

describe("addresses of lists", () => {
  const lists: PublisherQuestion[] = [
    { kind: "head", resource: { kind: "list", list: "sitemap" } },
    { kind: "rendering", format: "list", resource: { kind: "list", list: "sitemap-part", part: 3 } },
    { kind: "rendering", format: "opml", resource: { kind: "feed", name: "main" } },
  ];

  it.each(lists)("$kind of $resource is read as it was written", (question) => {
    expect(readPublisherAddress(writePublisherAddress(question))).toEqual(question);
  });
});
