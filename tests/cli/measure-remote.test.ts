import { expect, it } from "vitest";
import type { Fetch } from "../../cli/public-fetch.ts";
import { measureRemotes } from "../../cli/recordings/measure-remote.ts";
import { MP3_FRAME_SECONDS, makeMp3 } from "../support/make-mp3.ts";

const FRAMES = 40_000;
const file = makeMp3(FRAMES);

interface Served {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server of one file that counts the bytes it hands out. */
function serve({ status, body, headers }: Served): { readonly fetch: Fetch; readonly sent: () => number } {
  let sent = 0;
  const fetch: Fetch = async (_, init) => {
    if (status !== undefined) return new Response("none", { status });
    if (body !== undefined)
      return new Response(new Uint8Array(Buffer.from(body, "latin1")), { headers: headers ?? {} });
    const [, start = "0", end = "0"] = /bytes=(\d+)-(\d+)/.exec(new Headers(init.headers).get("range") ?? "") ?? [];
    const part = new Uint8Array(file.subarray(Number(start), Number(end) + 1));
    sent += part.length;
    const range = `bytes ${start}-${Number(start) + part.length - 1}/${file.length}`;
    return new Response(part, { status: 206, headers: { "Content-Type": "audio/mpeg", "Content-Range": range } });
  };
  return { fetch, sent: () => sent };
}

const ADDRESS = "https://cdn.example/a.mp3";

it("measures a recording elsewhere by a few of its bytes", async () => {
  const { fetch, sent } = serve({});
  const { measured, problems } = await measureRemotes([ADDRESS], fetch);
  expect(problems).toEqual([]);
  expect(measured.get(ADDRESS)).toMatchObject({ mediaType: "audio/mpeg", sizeBytes: file.length });
  expect(measured.get(ADDRESS)?.durationSeconds).toBeCloseTo(FRAMES * MP3_FRAME_SECONDS, 0);
  expect(sent()).toBeLessThan(file.length / 20);
});

it.each([
  ["an address that answers 404", { status: 404 }, "answers 404; mend the address"],
  ["a web page", { body: "<html>", headers: { "Content-Type": "text/html" } }, "is no sound or film"],
  [
    "a file without a length",
    { body: makeMp3(5).toString("latin1"), headers: { "Content-Type": "audio/mpeg" } },
    "has no length",
  ],
])("says the cure for %s", async (_, served, words) => {
  const { measured, problems } = await measureRemotes([ADDRESS], serve(served).fetch);
  expect(measured.size).toBe(0);
  expect(problems).toEqual([expect.stringContaining(words)]);
});

it("reaches no private host, as readers do not", async () => {
  const { problems } = await measureRemotes(["http://127.0.0.1:9/a.mp3"]);
  expect(problems).toEqual([expect.stringContaining("cannot be fetched")]);
});
