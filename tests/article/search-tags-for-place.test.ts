import { describe, expect, it } from "vitest";
import { makeExif } from "../support/make-exif.ts";
import { attachment, element, segment, simpleTag, tags } from "../support/make-matroska.ts";
import { comments, oggFile, pictureBlock } from "../support/make-ogg.ts";
import { searchFile as search } from "../support/search-file.ts";

const join = (...parts: readonly Uint8Array[]) => Buffer.concat(parts);
const EXIF = makeExif(true, 1, 2, 3, 4);
const PLACE = "+52.5163+013.3777/";
const CLUSTER = 0x1f43b675;
const cluster = element(CLUSTER, Buffer.alloc(5000, "frames "));
const info = element(0x1549a966, element(0x7ba9, "Harbour"));
/** Of a file that is still being recorded (RFC 8794 §6.2). */
const endless = (id: number, content: Uint8Array) => element(id, content, { isSizeKnown: false });

describe("the place in a film of Matroska", () => {
  it.each<[what: string, file: Uint8Array]>([
    ["a tag, as ffmpeg writes it", segment(info, tags(simpleTag("LOCATION", PLACE)), cluster)],
    ["a tag with a language", segment(tags(simpleTag("LOCATION-eng", PLACE, { language: "eng" })), cluster)],
    ["Apple's name", segment(tags(simpleTag("COM.APPLE.QUICKTIME.LOCATION.ISO6709", PLACE)), cluster)],
    ["a latitude", segment(tags(simpleTag("TITLE", "Harbour"), simpleTag("GPS_LATITUDE", "52.5163")), cluster)],
    ["an attached picture", segment(info, attachment("cover.jpg", EXIF), cluster)],
    [
      "tags behind many frames, by the index",
      withIndex(
        Array.from({ length: 600 }, () => cluster),
        tags(simpleTag("LOCATION", PLACE)),
      ),
    ],
    [
      "tags at the end, without an index",
      segment(info, ...Array.from({ length: 300 }, () => cluster), tags(simpleTag("LOCATION", PLACE))),
    ],
    [
      "a file that was recorded as it came",
      join(segment(), endless(0x18538067, join(tags(simpleTag("LOCATION", PLACE)), cluster))),
    ],
    ["a long attachment", segment(attachment("cover.jpg", join(new Uint8Array(3_000_000), EXIF)), cluster)],
  ])("%s is found", (_, file) => expect(search(file).isFound).toBe(true));

  it.each<[what: string, file: Uint8Array]>([
    ["no tag", segment(info, cluster)],
    [
      "the name of a town",
      segment(tags(simpleTag("RECORDING_LOCATION", "DE, Berlin"), simpleTag("PART", "1.5")), cluster),
    ],
    ["a title with such words", segment(tags(simpleTag("TITLE", "GPS and LOCATION, 52.5 km")), cluster)],
    ["a picture without a position", segment(attachment("cover.jpg", makeExif(true, 0, 29)), cluster)],
    ["an index that leads to itself", withIndex([cluster], element(0xec, ""), 0)],
    ["a size beyond the end", segment(info).subarray(0, 30)],
    ["a header that is cut", segment(info, tags(simpleTag("LOCATION", PLACE))).subarray(0, 9)],
    ["an id that is none", Buffer.from("\x1aE\xdf\xa3\x80\0\0\0\0\0\0\0\0\0\0\0\0", "latin1")],
  ])("%s is none", (_, file) => expect(search(file).isFound).toBe(false));

  it("frames are not read: a film of two gigabytes costs its metadata and a block", () => {
    const head = segment(info, tags(simpleTag("TITLE", "Harbour")));
    const { readBytes, longest } = search(
      join(head, element(CLUSTER, "", { statedBytes: 2_000_000_000 })),
      2_000_000_500,
    );
    expect(readBytes).toBeLessThan(1024 * 1024 + 1000);
    expect(longest).toBeLessThanOrEqual(1024 * 1024);
  });
});

describe("the place in a recording of Ogg", () => {
  const picture = (bytes: Uint8Array) => `METADATA_BLOCK_PICTURE=${pictureBlock(bytes).toString("base64")}`;

  it.each<[what: string, file: Uint8Array]>([
    ["a comment of Vorbis", oggFile("vorbis", comments("TITLE=Harbour", `LOCATION=${PLACE}`))],
    ["a comment of Opus in small letters", oggFile("opus", comments("location=52.5163, 13.3777"))],
    ["a comment of Theora", oggFile("theora", comments("GEO_LOCATION=geo:52.5163,13.3777"))],
    ["degrees", oggFile("vorbis", comments("RECORDING_LOCATION=52°30'58\"N 13°22'39\"E"))],
    ["a picture with Exif", oggFile("opus", comments("TITLE=Harbour", picture(EXIF)))],
    ["a picture in the former comment", oggFile("vorbis", comments(`COVERART=${EXIF.toString("base64")}`))],
    [
      "a picture over many pages",
      oggFile("vorbis", comments(picture(join(Buffer.alloc(2_500_000, 7), EXIF)), "TITLE=x")),
    ],
    ["the second picture", oggFile("vorbis", comments(picture(Buffer.alloc(1000)), picture(EXIF)))],
    ["the second stream", oggFile(["theora", "vorbis"], comments("TITLE=x"), comments(`LOCATION=${PLACE}`))],
    ["a comment that the file's end cuts", oggFile("opus", comments(picture(EXIF))).subarray(0, 600)],
  ])("%s is found", (_, file) => expect(search(file).isFound).toBe(true));

  it("is found wherever pages and blocks cut a picture", () => {
    for (let length = 784_000; length < 788_000; length += 1_331) {
      const cut = oggFile("vorbis", comments(picture(join(Buffer.alloc(length, 7), EXIF))));
      expect(search(cut).isFound, String(length)).toBe(true);
    }
  });

  it.each<[what: string, file: Uint8Array]>([
    ["no comment", oggFile("vorbis", comments())],
    ["the name of a town", oggFile("vorbis", comments("LOCATION=Studio 5, Berlin", "PART=1.5"))],
    ["a comment about it", oggFile("vorbis", comments("DESCRIPTION=GPS=52.5 was left out"))],
    ["a picture without a position", oggFile("opus", comments(picture(makeExif(true, 0, 29))))],
    ["base64 that breaks off", oggFile("opus", comments("METADATA_BLOCK_PICTURE=AAAAA", "COVERART=!"))],
    ["the sound", join(oggFile("opus", comments()), Buffer.from(`\0LOCATION=${PLACE}`))],
    ["a page that is cut", oggFile("opus", comments()).subarray(0, 20)],
    ["something else after the first page", join(oggFile("opus", comments()).subarray(0, 47), Buffer.alloc(5000))],
  ])("%s is none", (_, file) => expect(search(file).isFound).toBe(false));

  it("sound is not read, and long comments a block at a time", () => {
    const file = oggFile("vorbis", comments("TITLE=x"));
    expect(search(file, 500_000_000).readBytes).toBeLessThanOrEqual(1024 * 1024 + 16);
    const long = search(oggFile("vorbis", comments(picture(Buffer.alloc(3_000_000)))));
    expect(long.longest).toBe(1024 * 1024);
    expect(long.readBytes).toBeLessThan(6_000_000);
  });
});

describe("the place in other tags", () => {
  const id3 = (content: string) => Buffer.from(`ID3\x04\0\0\0\0\x01\0${content.padEnd(128, "\0")}`, "latin1");
  it.each<[what: string, file: Uint8Array, isFound: boolean]>([
    ["ID3's TXXX, as ffmpeg writes it", id3(`TXXX\0\0\0\x1c\0\0\x03location\0${PLACE}`), true],
    ["a TXXX with a town", id3("TXXX\0\0\0\x1c\0\0\x03location\0Berlin"), false],
    ["a FLAC file's comment", flac(comments(`LOCATION=${PLACE}`)), true],
  ])("%s", (_, file, isFound) => expect(search(file).isFound).toBe(isFound));
});

/** RFC 9639 §8.6: the last block, of comments. */
function flac(content: Uint8Array): Buffer {
  return join(Buffer.from([...Buffer.from("fLaC"), 0x84, 0, content.length >> 8, content.length & 0xff]), content);
}

/** A segment whose index, of 100 bytes, has the position of what is at its end. */
function withIndex(
  frames: readonly Uint8Array[],
  last: Uint8Array,
  position = 100 + frames.length * cluster.length,
): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(position);
  const entry = element(0x4dbb, join(element(0x53ab, Buffer.from("1254c367", "hex")), element(0x53ac, bytes)));
  const index = element(0x114d9b74, entry);
  return segment(join(index, element(0xec, Buffer.alloc(100 - index.length - 9))), ...frames, last);
}
