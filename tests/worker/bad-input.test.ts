import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type FormParts,
  PUBLIC_URL,
  readImage,
  SITE,
  startWorker,
  type TestWorker,
  writeMarkdown,
} from "../support/harness.ts";

// What cannot be published is refused with where, what was found and what was wanted, and nothing of it is stored.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
  await worker.putArticle("holder", writeMarkdown({ title: "Holder", slug: "held-slug", id: "urn:x:held-id" }));
});

afterAll(() => worker.close());

const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text));

function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** A PNG that goes on to its end, padded by a chunk of its own. */
function writeHugePng(sizeBytes: number): Uint8Array<ArrayBuffer> {
  const png = readImage("plain.png");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sizeBytes);
  const end = png.length - 12;
  return join(png.subarray(0, end), length, bytesOf("paDd"), Buffer.alloc(sizeBytes + 4), png.subarray(end));
}

const SVG = bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const withImage = (image: string) => writeMarkdown({ title: "With an image", image, image_alt: "A boat" });

interface Refusal {
  readonly parts: FormParts;
  readonly status: number;
  readonly problem: string;
  readonly reason: string;
  readonly line?: number;
  readonly message: string;
}

const refusals: Record<string, Refusal> = {
  "unreadable YAML": {
    parts: { text: "---\ntitle: x\ntags: [a\n---\n\nText." },
    status: 422,
    problem: "article-invalid",
    reason: "front-matter-unreadable",
    line: 4,
    message: "Cannot read the front matter:",
  },
  "front matter that is never closed": {
    parts: { text: "---\ntitle: x\n\nText." },
    status: 422,
    problem: "article-invalid",
    reason: "front-matter-unreadable",
    line: 1,
    message: 'the "---" of line 1 is never closed; write --- on a line of its own',
  },
  "a date that cannot be read": {
    parts: { text: "---\ntitle: x\ndate: soon\n---\n\nText." },
    status: 422,
    problem: "article-invalid",
    reason: "date-invalid",
    line: 3,
    message: '"date" must be a date, found "soon"; write date: 2026-03-14',
  },
  "a day that does not exist": {
    parts: { text: "---\ntitle: x\n\npubDate: 2024-02-30\n---\n\nText." },
    status: 422,
    problem: "article-invalid",
    reason: "date-invalid",
    line: 4,
    message: '"pubDate" must be a date, found "2024-02-30"; write pubDate: 2026-03-14',
  },
  "wire copy with an impossible date": {
    parts: { text: "date 2024-13-45 The ferry is back.\n", type: "text/plain" },
    status: 422,
    problem: "article-invalid",
    reason: "date-invalid",
    line: 1,
    message: '"date" must be a date, found "2024-13-45"; write Date: 2026-03-14',
  },
  "no date anywhere": {
    parts: { text: "---\ntitle: x\n---\n\nText." },
    status: 422,
    problem: "article-invalid",
    reason: "date-missing",
    message: "An article must have a date: want",
  },
  "invalid UTF-8": {
    parts: {
      text: join(bytesOf("---\ntitle: x\ndate: 2024-01-01\n---\n\nCaf"), new Uint8Array([0xe9]), bytesOf(" x")),
    },
    status: 422,
    problem: "article-invalid",
    reason: "encoding-invalid",
    line: 6,
    message: "The text must be UTF-8, found 0xE9 at byte",
  },
  SVG: {
    parts: { text: withImage("logo.svg"), images: { "logo.svg": SVG } },
    status: 422,
    problem: "image-invalid",
    reason: "image-svg",
    message: "logo.svg: SVG cannot be published, as it may carry script: want JPEG, PNG, WebP, GIF or AVIF",
  },
  "SVG that calls itself PNG": {
    parts: { text: withImage("logo.png"), images: { "logo.png": SVG } },
    status: 422,
    problem: "image-invalid",
    reason: "image-svg",
    message: "logo.png: SVG cannot be published",
  },
  "an image that is none": {
    parts: { text: withImage("a.jpg"), images: { "a.jpg": bytesOf("no image at all") } },
    status: 422,
    problem: "image-invalid",
    reason: "image-unreadable",
    message:
      "a.jpg: Cannot read the image: export it as JPEG (photographs) or PNG (drawings); WebP, GIF and AVIF are read, too",
  },
  "an image that breaks off": {
    parts: { text: withImage("a.jpg"), images: { "a.jpg": readImage("baseline.jpg").slice(0, -40) } },
    status: 422,
    problem: "image-invalid",
    reason: "image-unreadable",
    message: "a.jpg: Cannot read the image: its image/jpeg data are damaged or incomplete",
  },
  "a cover that is no image": {
    parts: { text: writeMarkdown({ title: "x" }), cover: SVG },
    status: 422,
    problem: "image-invalid",
    reason: "image-svg",
    message: "SVG cannot be published",
  },
  "an image over 10 MB": {
    parts: { text: withImage("big.png"), images: { "big.png": writeHugePng(10 * 1024 * 1024) } },
    status: 422,
    problem: "image-invalid",
    reason: "image-too-large",
    message: "big.png: An image may have 10485760 bytes, found",
  },
  "a body over 512 KB": {
    parts: { text: writeMarkdown({ title: "x" }, "word ".repeat(105_000)) },
    status: 422,
    problem: "article-invalid",
    reason: "article-too-large",
    message: "An article must have at most 524288 bytes, found 525",
  },
  "no bytes": {
    parts: { text: "" },
    status: 422,
    problem: "article-invalid",
    reason: "article-empty",
    message: "An article must have a text or an image, found neither",
  },
  "front matter and nothing else": {
    parts: { text: writeMarkdown({ title: "x" }, " \n\t") },
    status: 422,
    problem: "article-invalid",
    reason: "article-empty",
    message: "An article must have a text or an image, found neither",
  },
};

const missingImages: Record<string, { text: string; reason: string; line: number; message: string }> = {
  "an image that did not come": {
    text: writeMarkdown({ title: "x" }, "\n![Map](images/map.png)"),
    reason: "image-missing",
    line: 7,
    message: 'Cannot find the image "images/map.png": looked beside the article',
  },
  "a lead image that did not come": {
    text: withImage("photo.jpg"),
    reason: "image-missing",
    line: 4,
    message: 'Cannot find the image "photo.jpg": looked beside the article',
  },
  "a path that leaves every folder": {
    text: writeMarkdown({ title: "x" }, "![Secret](../../secret.png)"),
    reason: "image-missing",
    line: 6,
    message: 'Cannot find the image "../../secret.png"',
  },
  "a lead image on this machine": {
    text: withImage("https://127.0.0.1/a.png"),
    reason: "image-address-private",
    line: 4,
    message: "127.0.0.1",
  },
  "a lead image on a private address spelled as one number": {
    text: withImage("https://3232235777/a.png"),
    reason: "image-address-private",
    line: 4,
    message: "192.168.1.1",
  },
  "a lead image on a name inside": {
    text: withImage("https://metadata.google.internal/a.png"),
    reason: "image-address-private",
    line: 4,
    message: `found "metadata.google.internal"`,
  },
  "a lead image over plain http": {
    text: withImage("http://example.com/a.png"),
    reason: "image-address-invalid",
    line: 4,
    message: 'must be an https:// address without user name and port, found "http://example.com/a.png"',
  },
};

describe("published without the image, with a finding at its line", () => {
  it.each(Object.entries(missingImages))("%s", async (name, { text, reason, line, message }) => {
    const key = `without/image-${Object.keys(missingImages).indexOf(name)}`;
    const { status, body } = await worker.putForm(key, { text });
    expect(status).toBe(201);
    expect(body.findings).toMatchObject([
      { severity: "warning", reason, line, message: expect.stringContaining(message) },
    ]);
    const stored = await worker.api("GET", `/api/articles/${key}`);
    expect(stored.body).not.toHaveProperty("image");
  });
});

describe("refused, and nothing stored", () => {
  it.each(Object.entries(refusals))("%s", async (_, { parts, status, problem, reason, line, message }) => {
    const before = await storedThings();
    const answer = await worker.putForm("refused", parts);
    expect([answer.status, answer.body.type]).toEqual([status, `urn:edgewire:problem:${problem}`]);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const found = answer.body.findings.find((finding) => finding.reason === reason);
    expect(found).toMatchObject({ severity: "error", message: expect.stringContaining(message) });
    expect(found?.line).toBe(line);
    expect(answer.body.findings.map((finding) => finding.message)).toContain(answer.body.detail);
    expect(await storedThings()).toEqual(before);
  });

  it("what was published before an edit is refused stays as it was", async () => {
    const { body: before } = await worker.putArticle("kept", writeMarkdown({ title: "Kept" }));
    const tag = (await worker.poll("/rss.xml")).headers.etag;
    expect((await worker.putArticle("kept", writeMarkdown({ title: "Kept", date: "soon" }))).status).toBe(422);
    expect((await worker.api("GET", "/api/articles/kept")).body.contentHash).toBe(before.contentHash);
    expect((await worker.poll("/rss.xml")).headers.etag).toBe(tag);
  });

  it("every finding of one article is reported at once, in the order of its lines", async () => {
    const text = "---\ntitle: x\ndate: soon\nexpires: later\ndraft: perhaps\n---\n\n![Gone](gone.png)\n";
    const { status, body } = await worker.putArticle("refused", text);
    expect(status).toBe(422);
    expect(body.findings.map(({ severity, reason, line }) => [severity, reason, line])).toEqual([
      ["error", "date-invalid", 3],
      ["error", "date-invalid", 4],
      ["warning", "held-back", 5],
      ["warning", "image-missing", 8],
    ]);
  });

  it.each([["id", "urn:x:held-id", "id-taken"]])(
    "a %s that another article has: 409 that names the holder",
    async (field, value, problem) => {
      const before = await storedThings();
      const { status, body } = await worker.putArticle("rival", writeMarkdown({ title: "Rival", [field]: value }));
      expect([status, body.type]).toEqual([409, `urn:edgewire:problem:${problem}`]);
      expect(body.detail).toBe(
        `The ${field} "${value}" belongs to the article "holder"; give this one another \`${field}\` in its front matter.`,
      );
      expect(await storedThings()).toEqual(before);
    },
  );

  it.each([".hidden", "a/.git/b", "a//b", "nul%00", "%2e%2e%2fescape", "a%5Cb", "x".repeat(301)])(
    "the key %s: 400 that shows it",
    async (key) => {
      const before = await storedThings();
      const { status, body } = await worker.putArticle(key, writeMarkdown({ title: "Key" }));
      expect([status, body.type]).toEqual([400, "urn:edgewire:problem:key-invalid"]);
      expect(body.detail).toContain(`Found "${decodeURIComponent(key)}"; wanted the article's path in articles/`);
      expect(await storedThings()).toEqual(before);
    },
  );

  it.each([
    ["a form without an article", () => new FormData(), "file part named `article`"],
    ["an article that is a field and no file", () => formOf("article", "text"), "file part named `article`"],
  ])("%s: 400 that says what is wanted", async (_, build, wanted) => {
    const { status, body } = await worker.api("PUT", "/api/articles/form", { body: build() });
    expect([status, body.type]).toEqual([400, "urn:edgewire:problem:form-invalid"]);
    expect(body.detail).toContain(wanted);
  });

  it.each(["constructor", "__proto__", "image/png"])("the media type %s: 415 that shows it", async (type) => {
    const { status, body } = await worker.putArticle("typed", writeMarkdown({ title: "Typed" }), {
      "content-type": type,
    });
    expect([status, body.type]).toEqual([415, "urn:edgewire:problem:media-type-unsupported"]);
    expect(body.detail).toContain(`Found Content-Type ${type}; wanted text/plain`);
  });

  it("a form that is none: 400", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const { status, body } = await worker.putArticle("form", "no form", headers);
    expect([status, body.type]).toEqual([400, "urn:edgewire:problem:form-invalid"]);
  });

  it("PUT /api/media of what is no image: 422, and no medium", async () => {
    const before = await storedThings();
    const { status, body } = await worker.api("PUT", "/api/media", { body: SVG });
    expect([status, body.type, body.findings[0]?.reason]).toEqual([
      422,
      "urn:edgewire:problem:image-invalid",
      "image-svg",
    ]);
    expect(await storedThings()).toEqual(before);
  });
});

function formOf(name: string, value: string): FormData {
  const form = new FormData();
  form.append(name, value);
  return form;
}

async function storedThings(): Promise<unknown> {
  const media = await worker.query("SELECT name FROM media ORDER BY name");
  const log = await worker.query("SELECT max(revision) AS revision FROM revisions");
  return { manifest: await worker.listManifest(), media, log };
}

describe("accepted with a warning", () => {
  it("an image that is not what its name says is published as what its bytes are", async () => {
    const parts = { text: withImage("photo.jpg"), images: { "photo.jpg": readImage("lossy.webp") } };
    const { status, body } = await worker.putForm("misnamed", parts);
    expect(status).toBe(201);
    expect(body.findings).toMatchObject([
      {
        severity: "warning",
        reason: "image-misnamed",
        message: '"photo.jpg" is published as image/webp, which it is by its bytes; its name should end in .webp',
      },
    ]);
    const item = (await worker.listItems("/")).find(({ id }) => id === body.id);
    expect(item?.attachments).toMatchObject([{ mime_type: "image/webp" }]);
    expect((await worker.poll(item?.image?.replace(PUBLIC_URL, "") ?? "")).headers["content-type"]).toBe("image/webp");
  });

  it("an unknown name in the front matter is ignored, and named with its line", async () => {
    const text = "---\ntitle: Unknown\ndate: 2024-01-01\nshoeSize: 43\n---\n\nText.";
    const { status, body } = await worker.putArticle("unknown-name", text);
    expect(status).toBe(201);
    expect(body.findings).toMatchObject([
      {
        severity: "warning",
        reason: "front-matter-unknown-key",
        line: 4,
        message: '"shoeSize" is not used',
      },
    ]);
  });

  it("a date without a zone is read in the publication's zone", async () => {
    const { body } = await worker.putArticle(
      "zoneless",
      writeMarkdown({ title: "Zoneless", date: "2024-06-01 09:30" }),
    );
    expect(body.published).toBe("2024-06-01T01:30:00.000Z");
  });

  it("a text of 512 KB to the byte", async () => {
    const start = writeMarkdown({ title: "Full" }, "");
    const { status } = await worker.putArticle("full", start.padEnd(512 * 1024, "word "));
    expect(status).toBe(201);
  });
});
