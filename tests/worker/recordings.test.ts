import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AudienceReport } from "../../src/audience/report.ts";
import { makeFolder, runEdgewire } from "../cli/run-edgewire.ts";
import { SITE, startWorker, type TestWorker } from "../support/harness.ts";
import { segment, simpleTag, tags } from "../support/make-matroska.ts";
import { MP3_FRAME_SECONDS, makeMp3 } from "../support/make-mp3.ts";
import { box, FTYP, XYZ } from "../support/make-mp4.ts";
import { comments, oggFile } from "../support/make-ogg.ts";

// Sound and film in workerd: uploads in parts, and ranges as players ask for them.

const KILOBYTE = 1000;
// 200 MB take half a minute: LARGE_RECORDING_BYTES=200000000.
const LARGE = Number(process.env.LARGE_RECORDING_BYTES ?? 24_000_000);

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
});

afterAll(() => worker.close());

/** Each thousand bytes of a recording made here are filled with their number. */
function cut(offset: number, length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(length);
  for (let at = offset - (offset % 1000); at < offset + length; at += 1000) {
    bytes.fill((at / 1000) % 251, Math.max(0, at - offset), Math.min(length, at + 1000 - offset));
  }
  bytes.set(Buffer.from("ID3").subarray(Math.min(offset, 3), Math.min(offset + length, 3)));
  return bytes;
}

function nameOf(sizeBytes: number): string {
  return `${createHash("sha256").update(`recording of ${sizeBytes}`).digest("hex").slice(0, 32)}.mp3`;
}

function json(method: string, path: string, value: unknown) {
  return worker.api(method, path, { body: JSON.stringify(value), headers: { "Content-Type": "application/json" } });
}

async function upload(sizeBytes: number): Promise<string> {
  const name = nameOf(sizeBytes);
  const { body } = await json("POST", "/api/uploads", { name, sizeBytes });
  const { partBytes } = body as unknown as { partBytes: number };
  for (let number = 1; (number - 1) * partBytes < sizeBytes; number += 1) {
    const offset = (number - 1) * partBytes;
    const part = cut(offset, Math.min(partBytes, sizeBytes - offset));
    const { status } = await worker.api("PUT", `/api/uploads/${name}/${number}`, { body: part });
    expect(status).toBe(204);
  }
  expect((await worker.api("POST", `/api/uploads/${name}`)).status).toBe(201);
  return name;
}

async function publish(key: string, ...names: string[]): Promise<void> {
  const players = names.map((name) => `<audio controls src="/media/${name}"></audio>`).join("\n");
  const { status } = await worker.putArticle(key, `---\ntitle: ${key}\n---\n\nText.\n\n${players}\n`);
  expect(status).toBe(201);
}

interface Expected {
  readonly status: number;
  /** Of the body: its offset and length. */
  readonly part?: readonly [offset: number, length: number];
  readonly range?: string;
}

type Row = readonly [words: string, headers: Readonly<Record<string, string>>, expected: (size: number) => Expected];

const whole = (size: number): Expected => ({ status: 200, part: [0, size] });
const partOf = (offset: number, length: number, size: number): Expected => ({
  status: 206,
  part: [offset, length],
  range: `bytes ${offset}-${offset + length - 1}/${size}`,
});
const beyond = (size: number): Expected => ({ status: 416, range: `bytes */${size}` });
const range = (value: string) => ({ range: `bytes=${value}` });

const PLACED_WEBM = segment(tags(simpleTag("LOCATION", "+52.5163+013.3777/")));
const PLACED_OPUS = oggFile("opus", comments("LOCATION=+52.5163+013.3777/"));

describe("downloads", () => {
  it("are counted at once after a pause, by article, from ranges", async () => {
    const name = await upload(50 * KILOBYTE);
    await publish("2024-05-02-heard", name);
    const client = { "user-agent": "AntennaPod/3.7.0", "cf-connecting-ip": "192.0.2.1" };
    await worker.poll(`/media/${name}`, { headers: { ...client, range: "bytes=0-1" } });
    await worker.poll(`/media/${name}`, { headers: { ...client, range: "bytes=0-" } });
    const read = async () => (await worker.api("GET", "/api/audience?days=7")).body as unknown as AudienceReport;
    await expect
      .poll(async () => (await read()).downloads, { timeout: 10_000 })
      .toMatchObject([{ title: "2024-05-02-heard", downloads: 1, bots: 0, byDay: [{ downloads: 1 }] }]);
  });
});

/** TAG, DATE and the sizes are filled in for each file. */
const ROWS: readonly Row[] = [
  ["the first byte", range("0-0"), (size) => partOf(0, 1, size)],
  ["Safari's probe", range("0-1"), (size) => partOf(0, 2, size)],
  ["the middle", range("500-599"), (size) => partOf(500, 100, size)],
  ["the last byte", range("SIZE-1-SIZE-1"), (size) => partOf(size - 1, 1, size)],
  ["all of it by numbers", range("0-999"), (size) => partOf(0, 1000, size)],
  ["an end beyond the file", range("900-99999999999"), (size) => partOf(900, size - 900, size)],
  ["an open end", range("0-"), (size) => partOf(0, size, size)],
  ["an open end from the middle", range("500-"), (size) => partOf(500, size - 500, size)],
  ["an open end from the last byte", range("SIZE-1-"), (size) => partOf(size - 1, 1, size)],
  ["the last 100 bytes", range("-100"), (size) => partOf(size - 100, 100, size)],
  ["a suffix longer than the file", range("-99999999999"), (size) => partOf(0, size, size)],
  ["a suffix of nothing", range("-0"), beyond],
  ["a start at the end", range("SIZE-"), beyond],
  ["a start beyond the end", range("99999999999-"), beyond],
  ["several: the first is sent (RFC 9110 §15.3.7)", range("0-1,10-19"), (size) => partOf(0, 2, size)],
  ["several, the first beyond", range("99999999999-,10-19"), (size) => partOf(10, 10, size)],
  ["several, all beyond", range("99999999999-,-0"), beyond],
  ["blanks in the list", range(" 0-1 , , 3-4 "), (size) => partOf(0, 2, size)],
  ["a start behind the end: no range (§14.1.1)", range("5-2"), whole],
  ["no numbers: no range", range("-"), whole],
  ["letters: no range", range("a-b"), whole],
  ["another unit (§14.2)", { range: "items=0-1" }, whole],
  ["the unit in capitals", { range: "Bytes=0-1" }, (size) => partOf(0, 2, size)],
  ["If-Range with the tag", { ...range("0-1"), "if-range": "TAG" }, (size) => partOf(0, 2, size)],
  ["If-Range with another tag", { ...range("0-1"), "if-range": '"other"' }, whole],
  ["If-Range with a weak tag (§13.1.5)", { ...range("0-1"), "if-range": "W/TAG" }, whole],
  ["If-Range with the date", { ...range("0-1"), "if-range": "DATE" }, (size) => partOf(0, 2, size)],
  ["If-Range with another date", { ...range("0-1"), "if-range": "Mon, 02 Jan 2006 15:04:05 GMT" }, whole],
  ["If-None-Match before the range", { ...range("0-1"), "if-none-match": "TAG" }, () => ({ status: 304 })],
  ["If-Match with another tag", { ...range("0-1"), "if-match": '"other"' }, () => ({ status: 412 })],
  ["no range", {}, whole],
];

describe.each([
  ["1 KB", KILOBYTE],
  [`${LARGE / 1e6} MB`, LARGE],
])("ranges of a recording of %s (RFC 9110 §14)", (_, size) => {
  let address = "";
  let [tag, date] = ["", ""];

  beforeAll(async () => {
    const name = await upload(size);
    await publish(`2024-05-01-${size}`, name);
    address = `/media/${name}`;
    const { headers } = await worker.poll(address, { method: "HEAD" });
    [tag, date] = [headers.etag ?? "", headers["last-modified"] ?? ""];
  }, 120_000);

  const fill = (value: string) =>
    value
      .replaceAll("SIZE-1", String(size - 1))
      .replace("SIZE", String(size))
      .replace("TAG", tag)
      .replace("DATE", date);

  it.each(ROWS)("%s", async (_words, asked, expect_) => {
    const headers = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, fill(value)]));
    const { status, part, range: contentRange } = expect_(size);
    const answer = await ask(address, headers);
    expect({ status: answer.status, range: answer.headers.get("content-range") ?? undefined }).toEqual({
      status,
      range: contentRange,
    });
    if (part === undefined) return;
    const [offset, length] = part;
    expect(answer.headers.get("content-length")).toBe(String(length));
    expect(answer.headers.get("accept-ranges")).toBe("bytes");
    expect(answer.headers.get("content-type")).toBe("audio/mpeg");
    const start = await readStart(answer, Math.min(length, 2000));
    expect(cut(offset, start.length).equals(start)).toBe(true);
  });

  it("HEAD ignores the range and has the headers of a whole GET (§14.2)", async () => {
    const { status, headers, bytes } = await worker.poll(address, { method: "HEAD", headers: range("0-1") });
    expect([status, bytes.length]).toEqual([200, 0]);
    expect(headers).toMatchObject({ "content-length": String(size), "accept-ranges": "bytes", etag: tag });
  });
});

function ask(path: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(new URL(path, worker.url), { headers: { ...headers, "accept-encoding": "identity" } });
}

/** The first bytes of a body; the rest is given up, as a player does that seeks. */
async function readStart({ body }: Response, length: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    read += chunk.length;
    if (read >= length) break;
  }
  return Buffer.concat(chunks).subarray(0, length);
}

describe("an upload in parts", () => {
  const begin = (name: string, sizeBytes: number, measures?: unknown) =>
    json("POST", "/api/uploads", { name, sizeBytes, measures });

  it("resumes where it was cut off, and is not sent again once it is stored", async () => {
    const size = 17_000_000;
    const name = nameOf(size);
    await begin(name, size);
    const partBytes = 16 * 1024 * 1024;
    await worker.api("PUT", `/api/uploads/${name}/1`, { body: cut(0, partBytes) });
    expect((await begin(name, size)).body).toMatchObject({ state: "open", received: [1] });
    const early = await worker.api("POST", `/api/uploads/${name}`);
    expect([early.status, early.body.detail]).toEqual([409, "Send 2, then finish the upload."]);
    await worker.api("PUT", `/api/uploads/${name}/2`, { body: cut(partBytes, size - partBytes) });
    expect((await worker.api("POST", `/api/uploads/${name}`)).status).toBe(201);
    expect((await begin(name, size)).body).toMatchObject({ state: "stored" });
  });

  it.each([
    ["a part of another length", 1, new Uint8Array(5), 400],
    ["a part that does not exist", 2, new Uint8Array(10), 400],
  ])("refuses %s", async (_, number, body, status) => {
    const name = nameOf(10);
    await begin(name, 10);
    expect((await worker.api("PUT", `/api/uploads/${name}/${number}`, { body })).status).toBe(status);
  });

  it("deletes a file that is not a recording, such as a web page", async () => {
    const page = new TextEncoder().encode("<!doctype html><title>404</title>");
    const name = `${"0".repeat(31)}1.mp3`;
    await begin(name, page.length);
    await worker.api("PUT", `/api/uploads/${name}/1`, { body: page });
    const { status, body } = await worker.api("POST", `/api/uploads/${name}`);
    expect([status, body.type.split("/").at(-1)]).toEqual([422, expect.stringContaining("recording-invalid")]);
    expect((await worker.api("POST", `/api/uploads/${name}`)).status).toBe(404);
  });

  it.each<[what: string, ending: string, parts: readonly Uint8Array[], status: number, detail: string]>([
    ["mp4 with a place is refused", "mp4", [FTYP, box("moov", box("udta", XYZ))], 422, "carries the place"],
    ["mp4 without one is kept", "mp4", [FTYP, box("mdat", "frames"), box("moov", box("udta"))], 201, ""],
    ["WebM with a place is refused", "webm", [PLACED_WEBM], 422, "carries the place"],
    ["Opus with a place is refused", "opus", [PLACED_OPUS], 422, "carries the place"],
  ])("%s", async (_, ending, parts, status, detail) => {
    const film = Buffer.concat(parts);
    const name = `${createHash("sha256").update(film).digest("hex").slice(0, 32)}.${ending}`;
    await begin(name, film.length);
    await worker.api("PUT", `/api/uploads/${name}/1`, { body: film });
    const answer = await worker.api("POST", `/api/uploads/${name}`);
    expect([answer.status, answer.body.detail ?? ""]).toEqual([status, expect.stringContaining(detail)]);
    expect(await worker.query(`SELECT name FROM media WHERE name = '${name}'`)).toHaveLength(status === 201 ? 1 : 0);
    const form = new FormData();
    form.append(
      "article",
      new File([`---\ntitle: Film\n---\n\n[film](a.${ending})\n`], "article", { type: "text/markdown" }),
    );
    form.append("file", new File([film], `a.${ending}`));
    const put = await worker.api("PUT", `/api/articles/2024-05-04-film-${ending}-${status}`, { body: form });
    expect([put.status, put.body.detail ?? ""]).toEqual([status, expect.stringContaining(detail)]);
  });

  it("restores nothing into a store with a publication, and takes no file of 41 MB whole", async () => {
    const name = `${"0".repeat(31)}3.mp3`;
    await begin(name, 10);
    await worker.api("PUT", `/api/uploads/${name}/1`, { body: cut(0, 10) });
    const joined = await worker.api("POST", `/api/backup/media/${name}`);
    expect([joined.status, joined.body.type]).toEqual([409, expect.stringContaining("store-not-empty")]);
    const large = await worker.api("PUT", `/api/backup/media/${name}`, { body: new Uint8Array(41 * 1024 * 1024) });
    expect([large.status, large.body.type]).toEqual([413, expect.stringContaining("body-too-large")]);
  });

  it("is dropped by the cron a day after its last part", async () => {
    const name = `${"0".repeat(31)}2.mp3`;
    await begin(name, 10);
    await worker.query(`UPDATE uploads SET touched_at = touched_at - 86400001 WHERE name = '${name}'`);
    await worker.runSweep();
    expect(await worker.query(`SELECT name FROM uploads WHERE name = '${name}'`)).toEqual([]);
  });

  it("is public only while an article that readers see uses it, as pictures are", async () => {
    const name = await upload(3000);
    expect((await ask(`/media/${name}`, range("0-1"))).status).toBe(404);
    const draft = `---\ntitle: Held\ndraft: true\n---\n\n<audio controls src="/media/${name}"></audio>\n`;
    expect((await worker.putArticle("2024-05-03-held", draft)).status).toBe(201);
    expect((await ask(`/media/${name}`, range("0-1"))).status).toBe(404);
    await worker.api("PUT", "/api/articles/2024-05-03-held", {
      body: draft.replace("draft: true\n", ""),
      headers: { "Content-Type": "text/markdown" },
    });
    expect((await ask(`/media/${name}`, range("0-1"))).status).toBe(206);
  });
});

describe("edgewire publish", () => {
  const frames = 400;
  const folder = makeFolder({
    "site.yaml": SITE,
    "2024-06-01-episode.md": "---\ntitle: Episode\naudio: episode.mp3\n---\n\nNotes.\n",
    "episode.mp3": makeMp3(frames),
    "2024-06-02-page.md": "---\ntitle: Page\naudio: page.mp3\n---\n\nNotes.\n",
    "page.mp3": "<!doctype html><title>404</title>",
    "2024-06-03-film.md": "---\ntitle: Film\nvideo: quay.mp4\n---\n\nNotes.\n",
    "quay.mp4": Buffer.concat([FTYP, box("mdat", "frames"), box("moov", box("udta", XYZ))]),
    "2024-06-04-talk.md": "---\ntitle: Talk\naudio: talk.opus\nvideo: talk.webm\n---\n\nNotes.\n",
    "talk.opus": PLACED_OPUS,
    "talk.webm": PLACED_WEBM,
  });
  const publish = async () => {
    const args = ["publish", "--articles", folder, "--to", worker.url.origin, "--token", worker.token];
    return runEdgewire(args);
  };

  it("measures a recording, uploads it and encloses it; a web page under its name is a finding", async () => {
    const { stdout, stderr } = await publish();
    expect(stdout).toContain("created");
    expect(stderr).toContain('2024-06-02-page.md:3: warning: The recording "page.mp3" is no sound or film');
    expect(stderr).toContain("ffmpeg -i quay.mp4 -map_metadata -1 -c copy quay-clean.mp4");
    expect(stderr).toContain("ffmpeg -i talk.opus -map 0:a -map_metadata -1 -c copy talk-clean.opus");
    expect(stderr).toContain("ffmpeg -i talk.webm -map_metadata -1 -c copy talk-clean.webm");
    const items = await worker.listItems("/");
    const pictures = items.find(({ title }) => title === "Film")?.attachments ?? [];
    expect(pictures.map(({ mime_type }) => mime_type)).toEqual(["image/png"]);
    const [sound] = items.find(({ title }) => title === "Episode")?.attachments ?? [];
    expect(sound).toMatchObject({
      mime_type: "audio/mpeg",
      size_in_bytes: 417 * frames,
      duration_in_seconds: Math.round(frames * MP3_FRAME_SECONDS),
    });
    const { pathname } = new URL(sound?.url ?? "");
    expect((await ask(pathname, range("0-1"))).status).toBe(206);
    expect(items.find(({ title }) => title === "Page")?.attachments ?? []).not.toMatchObject([
      { mime_type: "audio/mpeg" },
    ]);
    const page = await worker.poll("/articles/episode", { headers: { accept: "text/html" } });
    expect(page.text).toContain(`<audio controls="" preload="none" src="${pathname}" aria-label="Episode">`);
    const { stdout: again } = await publish();
    expect(again).not.toContain("uploaded");
  });
});
