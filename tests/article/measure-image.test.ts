import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findMisnaming, identifyMedium, measureImage } from "../../src/article/images/measure-image.ts";
import { MAX_IMAGE_BYTES } from "../../src/article/limits.ts";

const readImage = (name: string) => new Uint8Array(readFileSync(`${import.meta.dirname}/../fixtures/images/${name}`));

const IMAGES = [
  { name: "baseline.jpg", mediaType: "image/jpeg", extension: "jpg" },
  { name: "progressive.jpg", mediaType: "image/jpeg", extension: "jpg" },
  { name: "plain.png", mediaType: "image/png", extension: "png" },
  { name: "lossy.webp", mediaType: "image/webp", extension: "webp" },
  { name: "lossless.webp", mediaType: "image/webp", extension: "webp" },
  { name: "extended.webp", mediaType: "image/webp", extension: "webp" },
  { name: "plain.gif", mediaType: "image/gif", extension: "gif" },
  { name: "plain.avif", mediaType: "image/avif", extension: "avif" },
  { name: "alpha.avif", mediaType: "image/avif", extension: "avif" },
];

const fromText = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function joined(...parts: (string | number[] | Uint8Array)[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...(typeof part === "string" ? fromText(part) : part)]));
}

const uint32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const png = (width: number, height: number) =>
  joined(
    "\u0089PNG\r\n\u001a\n",
    uint32(13),
    "IHDR",
    uint32(width),
    uint32(height),
    [8, 2, 0, 0, 0],
    uint32(0),
    uint32(0),
    "IEND",
    uint32(0),
  );

describe("measureImage", () => {
  it.each(IMAGES)("$name", ({ name, mediaType, extension }) => {
    expect(measureImage(readImage(name))).toEqual({ ok: true, value: { mediaType, extension, width: 40, height: 30 } });
  });

  it("Exif orientation: a photograph taken upright is higher than wide", () => {
    expect(measureImage(readImage("turned.jpg"))).toMatchObject({ ok: true, value: { width: 30, height: 40 } });
  });

  it.each(IMAGES)("$name inside a larger buffer", ({ name }) => {
    const bytes = readImage(name);
    const shifted = joined([1, 2, 3, 4, 5, 6, 7], bytes, [8, 9]).subarray(7, 7 + bytes.length);
    expect(measureImage(shifted)).toMatchObject({ ok: true, value: { width: 40, height: 30 } });
  });

  it.each([
    ["with a declaration", '<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["bare", "<svg width='1' height='1'></svg>"],
    ["in capitals, with a byte order mark", "\u00EF\u00BB\u00BF<SVG>"],
    ["with a namespace prefix", "<s:svg xmlns:s='http://www.w3.org/2000/svg'>"],
    ["in UTF-16", "\u00FF\u00FE<\0s\0v\0g\0>\0"],
  ])("SVG is refused: %s", (_, text) => {
    expect(measureImage(fromText(text))).toMatchObject({
      ok: false,
      problem: { severity: "error", reason: "image-svg" },
    });
  });

  it("more than 10 MB are refused", () => {
    const bytes = new Uint8Array(MAX_IMAGE_BYTES + 1);
    bytes.set(readImage("baseline.jpg"));
    expect(measureImage(bytes)).toMatchObject({ ok: false, problem: { reason: "image-too-large" } });
  });
});

const HOSTILE: [name: string, bytes: Uint8Array][] = [
  ["no bytes", new Uint8Array()],
  ["one byte", new Uint8Array([0xff])],
  ["zeros", new Uint8Array(100_000)],
  ["a page", fromText("<!doctype html><p>Not found</p>")],
  ["a BMP", joined("BM", uint32(100), new Uint8Array(60))],
  ["a PNG of no width", png(0, 10)],
  ["a PNG of 4 billion pixels a side", png(0xffffffff, 0xffffffff)],
  ["a PNG of 70,000 pixels", png(70_000, 1)],
  [
    "a PNG that lies about a chunk's length",
    joined(png(1, 1).subarray(0, 33), uint32(0xffffffff), "IDAT", new Uint8Array(40)),
  ],
  ["a JPEG of segments without length", joined([0xff, 0xd8, 0xff, 0xe0], new Uint8Array(100_000), [0xff, 0xd9])],
  ["a WebP of unknown kind", joined("RIFF", [20, 0, 0, 0], "WEBPVP8Z", new Uint8Array(40))],
  ["a GIF of no size", joined("GIF89a", new Uint8Array(20), [0x3b])],
  ["an AVIF with boxes of no size", joined(uint32(16), "ftypavif", uint32(0), new Uint8Array(1000))],
  ["an HEIC photograph", joined(uint32(16), "ftypheic", uint32(0), uint32(8), "meta")],
];

describe("measureImage: hostile bytes are findings, not exceptions", () => {
  it.each(HOSTILE)("%s", (_, bytes) => {
    expect(measureImage(bytes)).toMatchObject({
      ok: false,
      problem: { severity: "error", reason: "image-unreadable" },
    });
  });

  it.each(IMAGES)("$name cut off anywhere", ({ name }) => {
    const bytes = readImage(name);
    for (let length = 0; length < bytes.length - 2; length++) {
      expect(measureImage(bytes.subarray(0, length)), `${length} bytes`).toMatchObject({ ok: false });
    }
  });

  it.each(IMAGES)("$name with any byte changed is measured or refused", ({ name }) => {
    const bytes = readImage(name);
    for (let index = 0; index < bytes.length; index++) {
      for (const value of [0x00, 0x01, 0x7f, 0xff])
        expect(measureImage(bytes.with(index, value)).ok).toBeTypeOf("boolean");
    }
  });

  it.each([
    [
      "a JPEG of noise",
      (bytes: Uint8Array) => {
        bytes.set([0xff, 0xd8, 0xff, 0xe0]);
        bytes.set([0xff, 0xd9], bytes.length - 2);
      },
    ],
    [
      "an AVIF of a million boxes",
      (bytes: Uint8Array) => {
        const box = joined(uint32(20), "ispe", uint32(0), uint32(1), uint32(1));
        for (let offset = 48; offset + 20 <= bytes.length; offset += 20) bytes.set(box, offset);
        const size = bytes.length;
        bytes.set(
          joined(
            uint32(16),
            "ftypavif",
            uint32(0),
            uint32(size - 16),
            "meta",
            uint32(0),
            uint32(size - 28),
            "iprp",
            uint32(size - 36),
            "ipco",
          ),
          0,
        );
      },
    ],
  ])("ten megabytes of %s are read to no end", (_, fill) => {
    const bytes = new Uint8Array(MAX_IMAGE_BYTES).fill(0x11);
    fill(bytes);
    expect(measureImage(bytes).ok).toBe(false);
  });
});

describe("identifyMedium", () => {
  it("names an image by the SHA-256 of its bytes", async () => {
    const bytes = readImage("plain.png");
    const { createHash } = await import("node:crypto");
    const name = `${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}.png`;
    const medium = { name, mediaType: "image/png", sizeBytes: bytes.length, width: 40, height: 30 };
    expect(await identifyMedium(bytes)).toMatchObject({ ok: true, value: { medium } });
  });

  it("names an image by what is left of it without metadata", async () => {
    const bytes = readImage("plain.png");
    const commented = Buffer.concat([bytes, Buffer.from("a note after the end")]);
    expect(await identifyMedium(commented)).toEqual(await identifyMedium(bytes));
  });

  it("refuses what cannot be measured", async () => {
    expect(await identifyMedium(new Uint8Array(3))).toMatchObject({
      ok: false,
      problem: { reason: "image-unreadable" },
    });
  });
});

describe("findMisnaming", () => {
  it.each([
    ["a.jpg", "image/jpeg"],
    ["a.JPEG", "image/jpeg"],
    ["b/c.d.webp", "image/webp"],
    ["a.avif", "image/avif"],
  ] as const)("%s may be %s", (name, mediaType) => expect(findMisnaming(name, mediaType)).toBeUndefined());

  it.each([
    ["a.jpg", "image/png"],
    ["folder.png/photo", "image/png"],
    ["a.svg", "image/gif"],
  ] as const)("%s that is %s is a warning naming both", (name, mediaType) => {
    const finding = findMisnaming(name, mediaType);
    expect(finding).toMatchObject({ severity: "warning", reason: "image-misnamed" });
    expect(finding?.message).toContain(name);
    expect(finding?.message).toContain(mediaType);
  });
});
