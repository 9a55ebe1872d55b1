import { expect, it } from "vitest";
import { mediaTypeOf } from "../../src/lib/media-type.ts";
import { readBody } from "../../src/lib/read-body.ts";

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
}

const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

it.each([
  ["shorter than the limit", ["ab", "c"], 4, "abc"],
  ["as long as the limit", ["ab", "cd"], 4, "abcd"],
  ["longer than the limit", ["ab", "cde"], 4, undefined],
  ["empty", [], 4, ""],
])("a body %s", async (_, chunks, limit, text) => {
  expect(textOf(await readBody(streamOf(...chunks), limit))).toBe(text);
});

it("reads no further than the limit", async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(10));
    },
  });
  expect(await readBody(endless, 25)).toBeUndefined();
  expect(pulled).toBeLessThan(6);
});

it("rejects with the signal's reason while the body stalls", async () => {
  const stalled = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
  const controller = new AbortController();
  const reading = readBody(stalled, 10, controller.signal);
  controller.abort(new Error("too slow"));
  await expect(reading).rejects.toThrow("too slow");
});

it.each([
  ["Text/HTML; charset=utf-8", "text/html"],
  [" application/json ", "application/json"],
  [null, ""],
])("the media type of %j is %j (RFC 9110 §8.3.1)", (value, type) => {
  expect(mediaTypeOf(value)).toBe(type);
});
