import { expect, it } from "vitest";
import type { FileBucket, SentBytes } from "../../../src/serving/gate/answer-file.ts";
import { answerMedia } from "../../../src/serving/gate/answer-media.ts";

const NAME = "0123456789abcdef0123456789abcdef.png";
const LAST_MODIFIED = "Mon, 23 Nov 2026 10:00:00 GMT";
const bindings = {
  settings: { publicUrl: "https://wire.example" },
  ask: async () => new Response("an image", { headers: { "Last-Modified": LAST_MODIFIED } }),
  now: Date.UTC(2026, 10, 24),
};

it.each([
  ["nothing", {}, 200],
  ["its tag", { "if-none-match": '"0123456789abcdef0123456789abcdef"' }, 304],
  ["its date", { "if-modified-since": LAST_MODIFIED }, 304],
  ["a later date", { "if-modified-since": "Mon, 23 Nov 2026 11:00:00 GMT" }, 304],
  ["an earlier date", { "if-modified-since": "Mon, 23 Nov 2026 09:59:59 GMT" }, 200],
  ["another tag and its date", { "if-none-match": '"other"', "if-modified-since": LAST_MODIFIED }, 200],
])("60, 61: an image asked for with %s", async (_, headers, status) => {
  const request = new Request(`https://wire.example/media/${NAME}`, { headers });
  const answer = await answerMedia(request, NAME, bindings, () => expect.unreachable("a picture is no download"));
  expect([answer.status, await answer.text()]).toEqual([status, status === 304 ? "" : "an image"]);
});

it.each([
  ["a whole GET", "GET", {}, [{ offset: 0, length: 1000 }]],
  ["a range", "GET", { range: "bytes=100-" }, [{ offset: 100, length: 900 }]],
  ["HEAD", "HEAD", {}, []],
  ["its tag", "GET", { "if-none-match": '"0123456789abcdef0123456789abcdef"' }, []],
  ["a range beyond its end", "GET", { range: "bytes=1000-" }, []],
])("of a recording asked for with %s, the bytes that are sent are counted", async (_, method, headers, counted) => {
  const name = NAME.replace("png", "mp3");
  const facts = { sizeBytes: 1000, mediaType: "audio/mpeg", modifiedAt: 0 };
  // R2, as far as a file is read from it.
  const bucket = { get: async () => ({ body: new Blob(["bytes"]).stream() }) } as unknown as FileBucket;
  const ports = { ...bindings, ask: async () => Response.json(facts), env: { MEDIA: bucket } };
  const noted: SentBytes[] = [];
  const request = new Request(`https://wire.example/media/${name}`, { method, headers });
  await answerMedia(request, name, ports, (_request, _name, bytes) => void noted.push(bytes));
  expect(noted).toEqual(counted);
});
