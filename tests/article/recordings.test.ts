import { describe, expect, it } from "vitest";
import { PUBLIC_URL_MARK, type StoredFile } from "../../src/article/article.ts";
import { readDuration } from "../../src/article/front-matter/read-recordings-field.ts";
import { readArticle } from "../../src/article/read-article.ts";
import type { RemoteRecording } from "../../src/article/recordings/find-recordings.ts";
import { isRecordingStart } from "../../src/article/recordings/recording-types.ts";
import { PROFILE } from "./fixtures.ts";

const MEASURES = { durationSeconds: 12.4, bitrate: 128_000, chapters: [{ startSeconds: 3, title: "Three" }] };
const attachments = new Map<string, StoredFile>([
  ["a.mp3", { name: `${"a".repeat(32)}.mp3`, mediaType: "audio/mpeg", sizeBytes: 31_000, measures: MEASURES }],
  ["film.mp4", { name: `${"f".repeat(32)}.mp4`, mediaType: "video/mp4", sizeBytes: 90_000 }],
  ["a.vtt", { name: `${"e".repeat(32)}.vtt`, mediaType: "text/vtt; charset=utf-8", sizeBytes: 90 }],
  ["notes.pdf", { name: `${"d".repeat(32)}.pdf`, mediaType: "application/pdf", sizeBytes: 90 }],
]);
const REMOTE = "https://cdn.example/ep.mp3";
const remoteRecordings = new Map<string, RemoteRecording>([
  [REMOTE, { mediaType: "audio/mpeg", sizeBytes: 777, durationSeconds: 60 }],
]);

function read(frontMatter: string, body = "Text.", remote: ReadonlyMap<string, RemoteRecording> = remoteRecordings) {
  const bytes = new TextEncoder().encode(`---\ntitle: A\ndate: 2026-01-01\n${frontMatter}\n---\n\n${body}\n`);
  const source = {
    key: "a",
    kind: "markdown",
    bytes,
    media: new Map(),
    attachments,
    remoteRecordings: remote,
  } as const;
  const { article, findings } = readArticle(source, PROFILE);
  if (article === undefined) throw new Error(findings.map(({ message }) => message).join("; "));
  return { article, findings, recordings: article.recordings };
}

const LOCAL = `${PUBLIC_URL_MARK}/media/${"a".repeat(32)}.mp3`;

describe("sound and film", () => {
  it.each([
    ["a path", "audio: a.mp3", "", [LOCAL]],
    ["an address", `audio: ${REMOTE}`, "", [REMOTE]],
    ["a group", "audio:\n  src: a.mp3\n  title: One", "", [LOCAL]],
    ["an enclosure of three lines", `enclosure: "${REMOTE}\\n777\\naudio/mpeg"`, "", [REMOTE]],
    ["a list", `audio: [a.mp3, "${REMOTE}"]`, "", [LOCAL, REMOTE]],
    ["sound before film", "video: film.mp4\naudio: a.mp3", "", [LOCAL, expect.stringContaining(".mp4")]],
    ["an element", "tags: [x]", '<audio src="a.mp3"></audio>', [LOCAL]],
    [
      "an element's source",
      "tags: [x]",
      '<video><source src="film.mp4" type="video/mp4"></video>',
      [expect.stringContaining(".mp4")],
    ],
    ["one file named twice, once", "audio: a.mp3", '<audio controls src="a.mp3"></audio>', [LOCAL]],
    ["a theme's switch", "audio: true", "", []],
  ])("are named by %s", (_, frontMatter, body, urls) => {
    const { recordings, findings } = read(frontMatter, body || "Text.");
    expect(recordings.map(({ url }) => url)).toEqual(urls);
    expect(findings).toEqual([]);
  });

  it("have the measures of their file, and the author's values before them", () => {
    expect(read("audio: a.mp3").recordings).toEqual([
      { medium: "audio", url: LOCAL, mediaType: "audio/mpeg", sizeBytes: 31_000, ...MEASURES },
    ]);
    const given = read('audio:\n  src: a.mp3\n  duration: "1:02:03"\n  title: One\n  transcript: a.vtt').recordings[0];
    expect(given).toMatchObject({
      durationSeconds: 3723,
      title: "One",
      transcripts: [{ mediaType: "text/vtt", isCaptions: true }],
    });
  });

  it("keep their tracks as transcripts", () => {
    const track = '<audio src="a.mp3"><track kind="captions" src="a.vtt" srclang="en"></audio>';
    expect(read("audio: a.mp3", track).recordings[0]?.transcripts).toEqual([
      {
        url: `${PUBLIC_URL_MARK}/media/${"e".repeat(32)}.vtt`,
        mediaType: "text/vtt",
        language: "en",
        isCaptions: true,
      },
    ]);
  });

  it("have no text: the content of a player element is a fallback", () => {
    const { article } = read(
      "tags: [x]",
      'Before.\n\n<video src="film.mp4">Your browser cannot play it.</video>\n\nAfter.',
    );
    expect(article.text).toBe("Before.\n\nAfter.");
  });

  it.each([
    ["a file that is not there", "audio: gone.mp3", "file-missing", 'Cannot find the file "gone.mp3"'],
    ["a file that is no recording", "audio: notes.pdf", "recording-invalid", "is no sound or film"],
    ["a remote file of unknown length", "audio: https://cdn.example/b.mp3", "recording-unmeasured", "no known length"],
    [
      "a remote file of unknown type",
      "audio: {src: https://cdn.example/b, length: 5}",
      "recording-unmeasured",
      "no known type",
    ],
  ])("leave out %s, with a finding at its line; the article is published", (_, frontMatter, reason, message) => {
    const { recordings, findings } = read(frontMatter);
    expect(recordings).toEqual([]);
    expect(findings).toMatchObject([
      { severity: "warning", reason, line: 4, message: expect.stringContaining(message) },
    ]);
  });

  it("leave out a chapter after the end", () => {
    const { recordings, findings } = read('audio:\n  src: a.mp3\n  chapters: ["00:05 In time", "01:00 Too late"]');
    expect(recordings[0]?.chapters).toEqual([{ startSeconds: 5, title: "In time" }]);
    expect(findings).toMatchObject([{ reason: "chapter-late", line: 6, message: expect.stringContaining("Too late") }]);
  });

  it("take chapters and transcripts in every form that an episode takes them in", () => {
    const { recordings, findings } = read(`audio:
  src: a.mp3
  transcript: [{ src: a.vtt, language: EN }, "https://cdn.example/a.srt"]
  chapters: [{ start: "1:02", title: Late, toc: no }, { start: 4, title: Nets, url: "https://cdn.example/nets" }]`);
    expect(recordings[0]).toMatchObject({
      chapters: [{ startSeconds: 4, title: "Nets", url: "https://cdn.example/nets" }],
      transcripts: [
        { url: expect.stringMatching(/\.vtt$/), mediaType: "text/vtt", language: "en", isCaptions: true },
        { url: "https://cdn.example/a.srt", mediaType: "application/x-subrip", isCaptions: true },
      ],
    });
    expect(findings.map(({ reason, line }) => [reason, line])).toEqual([["chapter-late", 7]]);
  });

  it("look for a transcript among files, where no picture has its name", () => {
    const media = new Map();
    const asked: string[] = [];
    const get = media.get.bind(media);
    media.get = (path: string) => {
      asked.push(path);
      return get(path);
    };
    const bytes = new TextEncoder().encode(
      "---\ntitle: A\ndate: 2026-01-01\naudio: { src: a.mp3, transcript: a.vtt }\n---\n\nText.\n",
    );
    const { findings } = readArticle({ key: "a", kind: "markdown", bytes, media, attachments }, PROFILE);
    expect(findings).toEqual([]);
    expect(asked).not.toContain("a.vtt");
  });

  it("says where a file of chapters is named", () => {
    const { findings } = read("audio: { src: a.mp3, chapters: chapters.json }");
    expect(findings).toMatchObject([{ severity: "warning", line: 4, message: expect.stringContaining("top level") }]);
  });
});

it.each([
  ["1864", 1864],
  ["31:04", 1864],
  ["1:02:03", 3723],
  ["PT31M4S", 1864],
  ["62.5", 62.5],
  ["half an hour", undefined],
])("reads the duration %s", (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});

it.each([
  ["mp3", "ID3\x04", true],
  ["mp3", "\xff\xfb\x90\x00", true],
  ["mp3", "\0\0\0\xff\xfb", true],
  ["mp3", "<!doctype html>", false],
  ["m4a", "\0\0\0\x1cftypM4A ", true],
  ["mp4", "<html>", false],
  ["ogg", "OggS", true],
  ["webm", "\x1aE\xdf\xa3", true],
  ["exe", "MZ", false],
])("tells by its first bytes whether a file is an .%s: %j", (ending, start, isIt) => {
  expect(isRecordingStart(ending, Buffer.from(start, "latin1"))).toBe(isIt);
});
