import { expect, it } from "vitest";
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
  const answer = await answerMedia(new Request(`https://wire.example/media/${NAME}`, { headers }), NAME, bindings);
  expect([answer.status, await answer.text()]).toEqual([status, status === 304 ? "" : "an image"]);
});
