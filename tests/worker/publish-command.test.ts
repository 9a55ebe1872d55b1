import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPublication } from "../../cli/publication.ts";
import { makeFolder, runEdgewire } from "../cli/run-edgewire.ts";
import {
  FIRST_ARTICLE,
  FIRST_KEY,
  PUBLIC_URL,
  readImage,
  SITE,
  startWorker,
  type TestWorker,
} from "../support/harness.ts";

// The edgewire command against the real API: what both must agree on, the content hash first of all.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
});

afterAll(() => worker.close());

const folder = makeFolder({
  "site.yaml": SITE,
  [`${FIRST_KEY}.txt`]: FIRST_ARTICLE,
  "2024-03-01-quay/index.md": "---\ntitle: The quay\n---\n\n![A quay](images/quay%20at%20dawn.webp)\n",
  "2024-03-01-quay/images/quay at dawn.webp": readImage("lossy.webp"),
  "2024-03-02-misnamed.html": "---\ntitle: Misnamed\nimage: pictures/a.png\n---\n\n<p>Text.</p>\n",
  "pictures/a.png": readImage("plain.gif"),
  "2024-03-03-νέα.md": "---\ntitle: Νέα\n---\n\nΚείμενο.\n",
  "2024-03-04-draft.md": "---\ntitle: Draft\ndraft: true\n---\n\nNot yet.\n",
});

async function publish(
  ...more: string[]
): Promise<{ code: number | null; counts: Record<string, number>; output: string }> {
  const args = ["publish", "--articles", folder, "--to", worker.url.origin, "--token", worker.token, ...more];
  const { code, stdout, stderr } = await runEdgewire(args);
  const rows = [...stdout.matchAll(/^ {2}(created|updated|unchanged|failed) +(\d+)$/gm)];
  return {
    code,
    counts: Object.fromEntries(rows.map(([, name, count]) => [name, Number(count)])),
    output: stdout + stderr,
  };
}

describe("edgewire media", () => {
  it("lists what the publication has stored; --unused only what nothing uses", async () => {
    const { body } = await worker.api("PUT", "/api/media", { body: readImage("alpha.avif") });
    const list = (...more: string[]) =>
      runEdgewire(["media", ...more, "--to", worker.url.origin, "--token", worker.token]);
    const unused = await list("--unused");
    expect(unused.code).toBe(0);
    expect(unused.stdout).toMatch(
      new RegExp(`^${body.path} +1 KiB  unused since \\S+, deleted after \\S+\\n1 picture\\n$`),
    );
    const [line] = JSON.parse((await list("--unused", "--json")).stdout);
    expect(line).toMatchObject({ name: body.path.replace("/media/", ""), kept: false, withheld: false });
  });
});

describe("edgewire publish against the worker", () => {
  it("publishes text, Markdown and HTML, photographs and covers", async () => {
    const { code, counts } = await publish();
    expect([code, counts]).toEqual([0, { created: 5, updated: 0, unchanged: 0, failed: 0 }]);
    const items = await worker.listItems("/");
    const shown = items.map(({ title, attachments = [] }) => [title, attachments[0]?.mime_type]);
    expect(shown).toEqual([
      ["Νέα", "image/png"],
      ["Misnamed", "image/gif"],
      ["The quay", "image/webp"],
      ["North Korea's leader Kim Jong Un pledged to enhance strategic cooperation with Russia", "image/png"],
    ]);
    for (const { attachments = [] } of items) {
      for (const { url, size_in_bytes, mime_type } of attachments) {
        const { headers, bytes } = await worker.poll(url.replace(PUBLIC_URL, ""));
        expect([headers["content-type"], bytes.length]).toEqual([mime_type, size_in_bytes]);
      }
    }
  });

  it("sends again what the publication has lost an image of, and nothing else", async () => {
    await worker.query("UPDATE media SET lost_at = 1 WHERE media_type = 'image/webp'");
    const lost = () => worker.query("SELECT name FROM media WHERE lost_at IS NOT NULL");
    expect(await lost()).toHaveLength(1);
    const { counts } = await publish();
    expect(counts).toMatchObject({ created: 0, updated: 0, unchanged: 5 });
    expect(await lost()).toEqual([]);
  });

  it("the first article is stored byte for byte, under the slug of its name", async () => {
    const { body } = await worker.api("GET", `/api/articles/${FIRST_KEY}`);
    expect(body.source).toBe(readFileSync(join(folder, `${FIRST_KEY}.txt`), "utf8"));
    expect(body.slug).toBe("kim-jong-un-pledges-cooperation-with-russia");
  });

  it("a second time nothing is sent, and no tag moves", async () => {
    const before = await worker.poll("/rss.xml");
    const { code, counts, output } = await publish();
    expect([code, counts]).toEqual([0, { created: 0, updated: 0, unchanged: 5, failed: 0 }]);
    expect(output).toContain("0 KiB sent");
    expect((await worker.poll("/rss.xml")).headers.etag).toBe(before.headers.etag);
  });

  it("an edited file is sent, and no other", async () => {
    writeFileSync(join(folder, "2024-03-03-νέα.md"), "---\ntitle: Νεότερα\n---\n\nΚείμενο.\n");
    expect(await publish()).toMatchObject({ code: 0, counts: { created: 0, updated: 1, unchanged: 4, failed: 0 } });
    expect((await worker.listItems("/")).map(({ title }) => title)).toContain("Νεότερα");
  });

  it("a slug that another key has gets the year, and a warning that names the holder", async () => {
    await worker.api("PUT", "/api/articles/from-elsewhere", {
      body: "---\ntitle: Elsewhere\ndate: 2024-01-01\nslug: taken\n---\n\nText.",
      headers: { "content-type": "text/markdown" },
    });
    writeFileSync(join(folder, "2024-03-05-rival.md"), "---\ntitle: Rival\nslug: taken\n---\n\nText.\n");
    writeFileSync(join(folder, "2024-03-06-other.md"), "---\ntitle: Other\n---\n\nText.\n");
    const { code, counts, output } = await publish();
    expect([code, counts]).toEqual([0, { created: 2, updated: 0, unchanged: 5, failed: 0 }]);
    expect(output).toContain(
      `2024-03-05-rival.md: warning: The slug "taken" belongs to from-elsewhere: this article gets "taken-2024"`,
    );
  });

  it("a cover of a former design stays until its article changes or covers are drawn again; that is no update", async () => {
    writeFileSync(join(folder, "2024-02-01-former.md"), "---\ntitle: Former\n---\n\nText.\n");
    await putWithCover("2024-02-01-former", readImage("plain.png"));
    const stored = await findCover("Former");
    const order = (await worker.listItems("/")).map(({ id, date_modified }) => [id, date_modified]);
    expect((await publish()).counts).toEqual({ created: 0, updated: 0, unchanged: 8, failed: 0 });
    expect(await findCover("Former")).toBe(stored);
    // Those that this version has drawn come out the same.
    expect((await publish("--redraw-covers")).counts).toEqual({ created: 0, updated: 1, unchanged: 7, failed: 0 });
    const redrawn = await findCover("Former");
    expect(redrawn).not.toBe(stored);
    expect((await worker.listItems("/")).map(({ id, date_modified }) => [id, date_modified])).toEqual(order);
    for (const url of [stored, redrawn]) expect((await worker.poll(url.replace(PUBLIC_URL, ""))).status).toBe(200);
    expect((await publish()).counts).toEqual({ created: 0, updated: 0, unchanged: 8, failed: 0 });
  });
});

/** As a former version would have sent it: the cover's key says what it shows, and nothing of how it is drawn. */
async function putWithCover(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { articles } = await readPublication(folder);
  const prepared = articles.find(({ file }) => file.key === key);
  const form = new FormData();
  form.append("article", new File([new Uint8Array(prepared?.file.body ?? [])], "article", { type: "text/markdown" }));
  form.append("cover", new File([bytes], `${prepared?.cover?.key}.png`));
  const { body } = await worker.api("PUT", `/api/articles/${key}`, { body: form });
  expect(body.contentHash).toBe(prepared?.contentHash);
}

async function findCover(title: string): Promise<string> {
  return (await worker.listItems("/")).find((item) => item.title === title)?.image ?? "";
}
