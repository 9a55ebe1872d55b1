import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, runEdgewire } from "../cli/run-edgewire.ts";
import { PUBLIC_URL, SITE, startWorker, type TestWorker } from "../support/harness.ts";

// Files beside the text: the command sends them, the worker serves them as what they are, and nothing in them runs.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
});

afterAll(() => worker.close());

const PDF = "%PDF-1.4 not really";
const folder = makeFolder({
  "site.yaml": SITE,
  "2024-05-01-files.md":
    '---\ntitle: Files\n---\n\n[pdf](paper.pdf?v=2) [csv](data/a%20b.csv) [js](code.js) [env](.env) [gone](gone.zip) [zip](/files/x.zip)\n\n<audio controls src="a.mp3"></audio>\n',
  "paper.pdf": PDF,
  "data/a b.csv": "day,level\n",
  "code.js": "alert(1)",
  "a.mp3": "ID3",
  "static/files/x.zip": "PK",
  ".env": "SECRET=1",
  "2024-05-02-draft.md": "---\ntitle: Draft\ndraft: true\n---\n\n[zip](held.zip)\n",
  "held.zip": "PK",
});

async function publish(): Promise<{ counts: string; stderr: string }> {
  const args = ["publish", "--articles", folder, "--to", worker.url.origin, "--token", worker.token];
  const { stdout, stderr } = await runEdgewire(args);
  const rows = [...stdout.matchAll(/^ {2}(created|updated|unchanged) +(\d+)$/gm)];
  return { counts: rows.map(([, name, count]) => `${count} ${name}`).join(", "), stderr };
}

async function findAddresses(): Promise<string[]> {
  const items = await worker.listItems("/");
  const html = items.find(({ title }) => title === "Files")?.content_html ?? "";
  return [...html.matchAll(/(?:href|src)="([^"]*\/media\/[^"]*)"/g)].map(([, address = ""]) =>
    address.replace(PUBLIC_URL, ""),
  );
}

describe("files beside an article", () => {
  it("are published with it; dot files and those that are not there are named and left out", async () => {
    const { counts, stderr } = await publish();
    expect(counts).toBe("2 created, 0 updated, 0 unchanged");
    expect(stderr).toContain('"gone.zip"');
    expect(stderr).toContain('".env"');
    expect(await findAddresses()).toHaveLength(5);
    expect((await publish()).counts).toBe("0 created, 0 updated, 2 unchanged");
  });

  it.each([
    [0, "application/pdf", PDF, undefined],
    [1, "text/csv; charset=utf-8", "day,level\n", undefined],
    [2, "text/javascript; charset=utf-8", "alert(1)", "attachment"],
    [3, "application/zip", "PK", "attachment"],
    [4, "audio/mpeg", "ID3", undefined],
  ])("%i is %s, and nothing in it runs", async (index, type, text, disposition) => {
    const address = (await findAddresses())[index] ?? "";
    const { status, headers, bytes } = await worker.poll(address);
    expect([status, bytes.toString()]).toEqual([200, text]);
    expect(headers).toMatchObject({
      "content-type": type,
      "content-length": String(text.length),
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
    });
    expect(headers["content-disposition"]).toBe(disposition);
    expect((await worker.poll(address, { headers: { "if-none-match": headers.etag ?? "" } })).status).toBe(304);
  });

  it("go when the article is taken back", async () => {
    const [address = ""] = await findAddresses();
    expect((await worker.api("DELETE", "/api/articles/2024-05-01-files")).status).toBe(200);
    expect([404, 410]).toContain((await worker.poll(address)).status);
  });
});
