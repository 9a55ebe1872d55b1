import { globSync, readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { expect, it } from "vitest";
import { measureImage } from "../../../src/article/images/measure-image.ts";
import { stripMetadata } from "../../../src/article/images/strip-metadata/strip-metadata.ts";
import { listTags } from "./list-tags.ts";
import { join, kinds, SECRET, takePhotograph, text } from "./photographs.ts";

const FIXTURES = joinPath(import.meta.dirname, "../../fixtures/images");

const fixtures = globSync("*", { cwd: FIXTURES }).map(
  (name) => [name, new Uint8Array(readFileSync(joinPath(FIXTURES, name)))] as const,
);
const photographs = await Promise.all(kinds.map(async (kind) => [kind, await takePhotograph(kind)] as const));
const all = [...photographs, ...fixtures];

function strip(bytes: Uint8Array): Uint8Array {
  const stripped = stripMetadata(bytes);
  if (stripped === undefined) throw new Error("The image was refused");
  return stripped;
}

function holdsSecret(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(SECRET);
}

/** Pixels as they are shown, and what they mean: size, orientation, colour profile. */
async function look(bytes: Uint8Array) {
  const { width, height, orientation = 1, icc, pages } = await sharp(bytes, { animated: true }).metadata();
  const pixels = await sharp(bytes, { animated: true }).raw().toBuffer();
  return { width, height, orientation, icc: icc?.toString("base64"), pages, pixels: pixels.toString("base64") };
}

it.each(photographs)(
  "a photograph's %s gives away place, camera and names, until it is stripped",
  async (kind, bytes) => {
    const before = await listTags(bytes);
    // ExifReader reads no GIF but its size.
    if (kind !== "gif") expect(before.join()).toContain("gps Latitude");
    expect(holdsSecret(bytes)).toBe(true);
    const stripped = strip(bytes);
    expect(await listTags(stripped)).toEqual([]);
    expect(holdsSecret(stripped)).toBe(false);
  },
);

it.each(all)("%s: pixels, size, orientation and colour profile stay", async (_, bytes) => {
  expect(await look(strip(bytes))).toEqual(await look(bytes));
});

it.each(all)("%s: is measured as before", (_, bytes) => {
  expect(measureImage(strip(bytes))).toEqual(measureImage(bytes));
});

it.each(all)("%s: stripped twice it is what it was stripped once", (_, bytes) => {
  const once = strip(bytes);
  expect(Buffer.from(strip(once)).equals(once)).toBe(true);
});

it("an image without metadata keeps its bytes, and its name with them", async () => {
  for (const kind of kinds) {
    const plain = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#fa0" } })
      .toFormat(kind)
      .toBuffer();
    expect(Buffer.from(strip(plain)).equals(kind === "avif" ? strip(plain) : plain), kind).toBe(true);
  }
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])("JPEG, PNG and WebP turned by orientation %i stay so", async (orientation) => {
  for (const kind of ["jpeg", "png", "webp"] as const) {
    const stripped = strip(await takePhotograph(kind, orientation));
    expect((await sharp(stripped).metadata()).orientation ?? 1, kind).toBe(orientation);
  }
});

it("of two Exif segments neither is left when the first has no orientation", async () => {
  const bytes = await takePhotograph("jpeg", 1);
  expect(Buffer.from(strip(bytes)).includes("Exif")).toBe(false);
});

it("frames of a moving WebP and GIF stay, with their timing", async () => {
  for (const kind of ["webp", "gif"] as const) {
    const frames = Buffer.from(Array.from({ length: 8 * 24 * 3 }, (_, index) => (index * 5) % 256));
    const moving = await sharp(frames, { raw: { width: 8, height: 24, channels: 3, pageHeight: 8 } })
      .toFormat(kind, { delay: [100, 200, 300], loop: 4 })
      .toBuffer();
    const facts = async (bytes: Uint8Array) => {
      const { pages, delay, loop } = await sharp(bytes, { animated: true }).metadata();
      return { pages, delay, loop };
    };
    expect((await facts(moving)).pages, kind).toBe(3);
    expect(await facts(strip(moving)), kind).toEqual(await facts(moving));
  }
});

it.each(all)(
  "%s: whatever of it is changed or cut off, nothing throws, and what comes out is clean and stays",
  (_, bytes) => {
    const edits = fc.array(fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) }), { maxLength: 8 });
    fc.assert(
      fc.property(edits, fc.nat(bytes.length), fc.boolean(), (changes, length, isCut) => {
        const mutated = bytes.slice(0, isCut ? length : bytes.length);
        for (const { at, value } of changes) if (at < mutated.length) mutated[at] = value;
        const stripped = stripMetadata(mutated);
        if (stripped === undefined) return;
        const again = stripMetadata(stripped);
        expect(again !== undefined && Buffer.from(again).equals(stripped)).toBe(true);
      }),
      { numRuns: 400 },
    );
  },
);

it.each([
  ["a JPEG without its end", join(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16), new Uint8Array(14))],
  ["a JPEG whose segment goes beyond its end", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 255, 255, 0, 0)],
  ["a JPEG whose segment is shorter than its length", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xd9)],
  ["a GIF without an image", join(text("GIF89a"), new Uint8Array(7), Uint8Array.of(0x3b))],
  ["an unknown kind", text("%PDF-1.7")],
  ["nothing", new Uint8Array()],
])("%s is refused", (_, bytes) => {
  expect(stripMetadata(bytes)).toBeUndefined();
});
