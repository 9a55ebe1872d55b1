import { describe, expect, it } from "vitest";
import { makeExif } from "../support/make-exif.ts";
import { box, FTYP, wideBox, XYZ } from "../support/make-mp4.ts";
import { searchFile as search } from "../support/search-file.ts";

const join = (...boxes: readonly Uint8Array[]) => Buffer.concat(boxes);
const moov = (...content: readonly Uint8Array[]) => box("moov", box("mvhd", "\0".repeat(100)), ...content);
const mdat = box("mdat", "frames ".repeat(1000));
const LOCI = box("loci", "\0\0\0\0\x15\xc7Quay\0\0\0\x0d\x60\xb0\0\x34\x84\x2c\0\0\0\0earth\0\0");
const KEYS = box("meta", box("keys", "\0\0\0\0\0\0\0\x01", box("mdta", "com.apple.quicktime.location.ISO6709")));
const sample = (type: string) => moov(box("trak", box("stsd", "\0\0\0\0\0\0\0\x01", box(type, "\0".repeat(8)))));
/** Longer than a block, so that what follows is in the next ones. */
const tables = box("trak", new Uint8Array(3_000_000));

describe("the place in a film", () => {
  it.each<[what: string, file: Uint8Array]>([
    ["©xyz of QuickTime", join(FTYP, mdat, moov(box("udta", XYZ)))],
    ["©xyz before the frames", join(FTYP, moov(box("udta", XYZ)), mdat)],
    ["©xyz of a track", join(FTYP, moov(box("trak", box("udta", XYZ))), mdat)],
    ["loci of 3GPP", join(FTYP, moov(box("udta", LOCI)), mdat)],
    ["Apple's key", join(FTYP, mdat, moov(KEYS))],
    ["Apple's key in a meta of its own", join(FTYP, KEYS, mdat)],
    ["XMP with Exif", join(FTYP, moov(box("udta", box("XMP_", '<a exif:GPSLatitude="52,30.9N"/>'))))],
    [
      "XMP in a uuid",
      join(FTYP, box("uuid", "\xbe".repeat(16), "<exif:GPSLatitude>52,30.9N</exif:GPSLatitude>"), moov()),
    ],
    ["a track of an action camera", join(FTYP, sample("gpmd"))],
    ["a track of Camera Motion Metadata", join(FTYP, sample("camm"))],
    ["a track of a drone", join(FTYP, sample("djmd"))],
    ["a track of a camcorder", join(FTYP, sample("rtmd"))],
    ["the table of a dashboard camera", join(FTYP, mdat, moov(box("gps ", "\0".repeat(24))))],
    ["after frames of a 64-bit size", join(FTYP, wideBox("mdat", new Uint8Array(70_000)), moov(box("udta", XYZ)))],
    ["in the last box, whose size is 0", zeroSize(join(FTYP, mdat), moov(box("udta", XYZ)))],
    ["in a file that begins with its metadata", join(moov(box("udta", XYZ)), mdat)],
    ["in a film of QuickTime, which begins with room", join(box("wide"), mdat, moov(box("udta", XYZ)))],
    ["after long tables", join(FTYP, mdat, moov(tables, box("udta", XYZ)))],
  ])("%s is found", (_, file) => {
    expect(search(file).isFound).toBe(true);
  });

  it("is found wherever two blocks meet", () => {
    for (let shift = -48; shift <= 16; shift += 1) {
      const filler = box("free", new Uint8Array(1024 * 1024 - 150 + shift));
      expect(search(join(FTYP, moov(filler, box("udta", XYZ)))).isFound, String(shift)).toBe(true);
    }
  });

  it.each<[what: string, file: Uint8Array]>([
    ["none", join(FTYP, mdat, moov(tables))],
    ["words of a title", join(FTYP, moov(box("udta", box("©nam", "\0\0\0\x01\0\0\0\0velocity, loci and ©xyz"))))],
    ["a title that begins with it", join(FTYP, moov(box("udta", box("©nam", "\0\0\0\x01\0\0\0\0loci communes"))))],
    ["frames with the same bytes", join(FTYP, box("mdat", XYZ, LOCI), moov())],
    ["a size that is too small", join(FTYP, Buffer.from("\0\0\0\x04moov"), XYZ)],
    ["a header that is cut", join(FTYP, Buffer.from("\0\0\0\x01moov\0\0"))],
    ["a 64-bit size of 0", join(FTYP, Buffer.from("\0\0\0\x01moov\0\0\0\0\0\0\0\0"), XYZ)],
    ["an empty file", new Uint8Array()],
  ])("%s is no place", (_, file) => {
    expect(search(file).isFound).toBe(false);
  });

  it("is searched for in a block at a time, and never in the frames", () => {
    const frames = wideBox("mdat", new Uint8Array(0));
    frames.writeBigUInt64BE(2_000_000_000n, 8);
    expect(search(join(FTYP, moov(), frames), 2_000_000_200)).toMatchObject({
      isFound: false,
      readBytes: expect.any(Number),
    });
    expect(search(join(FTYP, moov(), frames), 2_000_000_200).readBytes).toBeLessThan(1000);
    const { readBytes, longest } = search(join(FTYP, moov(box("free", new Uint8Array(70 * 1024 * 1024)))));
    expect(longest).toBe(1024 * 1024);
    expect(readBytes).toBeLessThan(65 * 1024 * 1024);
  });
});

const COVER = makeExif(true, 1, 2, 3, 4);

/** ID3v2.4.0 §3.1 with one frame; the size of a tag has seven bits a byte. */
function id3(content: Uint8Array): Buffer {
  const size = content.length + 10;
  const bytes = [(size >> 21) & 0x7f, (size >> 14) & 0x7f, (size >> 7) & 0x7f, size & 0x7f];
  return join(Buffer.from("ID3\x04\0\0"), Buffer.from(bytes), Buffer.from("APIC\0\0\0\0\0\0"), content);
}

/** RFC 9639 §8.1. */
function flacBlock(kind: number, content: Uint8Array): Buffer {
  return join(Buffer.from([kind, content.length >> 16, (content.length >> 8) & 0xff, content.length & 0xff]), content);
}

function wave(...chunks: readonly (readonly [type: string, content: Uint8Array])[]): Buffer {
  const parts = chunks.map(([type, content]) => {
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32LE(content.length, 4);
    return join(head, content, new Uint8Array(content.length % 2));
  });
  return join(Buffer.from("RIFF\0\0\0\0WAVE"), ...parts);
}

const frames = Buffer.alloc(5000, 0xff);
const flac = (...blocks: readonly Uint8Array[]) =>
  join(Buffer.from("fLaC"), flacBlock(0, Buffer.alloc(34)), ...blocks, frames);

describe("the place of a picture in a recording", () => {
  it.each<[what: string, file: Uint8Array]>([
    ["an mp3", join(id3(COVER), frames)],
    ["an mp3 with a picture of the other byte order", join(id3(makeExif(false, 2)), frames)],
    ["an mp3 after a long tag", join(id3(join(new Uint8Array(3_000_000), COVER)), frames)],
    ["an mp3 with XMP", join(id3(Buffer.from("<exif:GPSLatitude>52</exif:GPSLatitude>")), frames)],
    ["an m4a", join(FTYP, moov(box("udta", box("meta", box("ilst", box("covr", box("data", COVER)))))), mdat)],
    ["a FLAC file", flac(flacBlock(0x86, COVER))],
    ["a FLAC file behind a tag", join(id3(Buffer.from("none")), flac(flacBlock(0x86, COVER)))],
    ["a WAVE file of more than 4 GB", wave(["ds64", Buffer.alloc(28)], ["id3 ", id3(COVER)]).fill("RF64", 0, 4)],
    ["a FLAC file before its padding", flac(flacBlock(6, COVER), flacBlock(0x81, Buffer.alloc(100)))],
    ["a WAVE file after its sound", wave(["fmt ", Buffer.alloc(17)], ["data", frames], ["id3 ", id3(COVER)])],
  ])("is found in %s", (_, file) => {
    expect(search(file).isFound).toBe(true);
  });

  it("is found wherever two blocks meet", () => {
    for (let shift = -200; shift <= 100; shift += 7) {
      const filler = new Uint8Array(1024 * 1024 - 100 + shift);
      expect(search(join(id3(join(filler, COVER)), frames)).isFound, String(shift)).toBe(true);
    }
  });

  it.each<[what: string, file: Uint8Array]>([
    ["a picture with a directory of GPS and no position", join(id3(makeExif(true, 0, 29)), frames)],
    ["a picture without one", flac(flacBlock(0x86, Buffer.from("\xff\xd8\xff\xe0")))],
    ["the sound", join(id3(Buffer.from("none")), COVER)],
    ["the sound of a FLAC file", join(flac(flacBlock(0x86, Buffer.from("none"))), COVER)],
    ["the sound of a WAVE file", wave(["fmt ", Buffer.alloc(16)], ["data", COVER])],
    ["a tag that is cut", id3(Buffer.alloc(0)).subarray(0, 7)],
  ])("is not in %s", (_, file) => {
    expect(search(file).isFound).toBe(false);
  });
});

/** ISO/IEC 14496-12 §4.2: a size of 0 reaches to the end of the file. */
function zeroSize(before: Uint8Array, last: Uint8Array): Uint8Array {
  return join(before, new Uint8Array(4), last.subarray(4));
}
