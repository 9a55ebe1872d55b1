import { join } from "node:path";
import { expect, it } from "vitest";
import { measureRecording } from "../../cli/recordings/measure-recording.ts";

const FOLDER = join(import.meta.dirname, "../clients/podcast/articles");

/** In seconds, as ffprobe measures them; it does not count the padding of a film's last frame of sound. */
const durations: readonly (readonly [string, number])[] = [
  ["hello.mp3", 3.096],
  ["harbour.mp3", 12.096],
  ["nets.mp3", 14.076],
  ["pilots.mp3", 11.088],
  ["salt.m4a", 9],
  ["bells.ogg", 8],
  ["ice.mp4", 6],
];

it.each(durations)("measures %s to a tenth of a second", async (file, seconds) => {
  const { measures } = await measureRecording(file, join(FOLDER, file));
  expect(Math.abs((measures.durationSeconds ?? 0) - seconds)).toBeLessThan(0.1);
});

it("ID3v2 Chapter Frame Addendum §3.1: the starts of chapters are milliseconds", async () => {
  const { measures } = await measureRecording("locks.mp3", join(FOLDER, "locks.mp3"));
  expect(measures.chapters).toEqual([
    { startSeconds: 0, title: "Before the ice" },
    { startSeconds: 5, title: "The lock keeper" },
  ]);
});

it("measures a recording whose list of chapters cannot be read, and says so", async () => {
  const { measures, finding } = await measureRecording("salt.m4a", join(FOLDER, "salt.m4a"));
  expect(measures).toMatchObject({ durationSeconds: expect.closeTo(9, 0) });
  expect(finding?.message).toContain("has chapters that cannot be read; write them into the front matter");
});

it("a text that is called .mp3 has no duration, and the finding says the cure", async () => {
  const { measures, finding } = await measureRecording("site.mp3", join(FOLDER, "site.yaml"));
  expect(measures).toEqual({});
  expect(finding?.message).toContain("has no duration that can be measured");
});
