import { execFile } from "node:child_process";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningPublication, startLocalPublication } from "../support/local-publication.ts";
import { pollWithFeedparser } from "./feedparser.ts";
import { createNewsboatFolder, readCache, reloadNewsboat } from "./newsboat.ts";
import { createRecordingProxy, type RecordingProxy } from "./recording-proxy.ts";
import { createRss2emailFolder, readInbox, runRss2email } from "./rss2email.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

const ROOT = join(import.meta.dirname, "../..");
const NOTICE_MS = 10_000;

let publication: RunningPublication;
let proxy: RecordingProxy;
let published = 0;

const endings: (() => Promise<void>)[] = [];

beforeAll(async () => {
  publication = await startLocalPublication("tests/clients/publication");
  endings.push(publication.stop);
  proxy = await createRecordingProxy(publication.url);
  endings.push(proxy.close);
});

afterAll(async () => {
  await Promise.all(endings.map((end) => end()));
});

describe.each(["/rss.xml", "/atom.xml"])("80: something new in %s", (path) => {
  test("newsboat reads the 226, keeps what it had, then gets 304", async () => {
    const reader = await createNewsboatFolder(proxy.url + path);
    await reloadNewsboat(reader);
    await reloadNewsboat(reader);
    const before = proxy.listPolls(path).length;
    const known = await listNewsboatTitles(reader);
    const title = await publishAnother(path);
    await reloadNewsboat(reader);
    await reloadNewsboat(reader);
    expect(listStatuses(path, before)).toEqual([226, 304]);
    expect(await listNewsboatTitles(reader)).toEqual([...known, title].toSorted());
  });

  test("feedparser, whose polls look like those of rss2email, gets the whole feed, then 304", async () => {
    const url = proxy.url + path;
    const first = await pollWithFeedparser(url);
    const title = await publishAnother(path);
    const second = await pollWithFeedparser(url, [first.etag ?? "", first.modified ?? ""]);
    expect([second.status, second.bozo]).toEqual([200, 0]);
    expect(second.entries.map((entry) => entry.title)).toEqual([title, ...first.entries.map((entry) => entry.title)]);
    const third = await pollWithFeedparser(url, [second.etag ?? "", second.modified ?? ""]);
    expect(third).toMatchObject({ status: 304, entries: [] });
  });

  // rss2email 3.13 polls by feedparser, in its name and with its `A-IM: feed`, and takes a 226 for an error, now and ever after.
  test("rss2email gets the whole feed, mails what is new, then gets 304", async () => {
    const reader = await createRss2emailFolder(proxy.url + path);
    await runRss2email(reader);
    const before = proxy.listPolls(path).length;
    const known = await listSubjects(reader);
    const title = await publishAnother(path);
    await runRss2email(reader);
    await runRss2email(reader);
    expect(listStatuses(path, before)).toEqual([200, 304]);
    expect(await listSubjects(reader)).toEqual([...known, title].toSorted());
  });
});

/** Publishes one more article as its author would, and waits until the readers' worker has noticed. Gives its title. */
async function publishAnother(path: string): Promise<string> {
  published += 1;
  const title = `News number ${published}`;
  const folder = join(await createTemporaryFolder("articles"), "articles");
  await cp(join(ROOT, "tests/clients/publication"), folder, { recursive: true });
  const date = `2026-03-${String(published).padStart(2, "0")}`;
  await writeFile(join(folder, `news-${published}.md`), `---\ntitle: ${title}\ndate: ${date}\n---\n\nIt is so.\n`);
  const args = ["cli/edgewire.js", "publish", "--articles", folder, "--to", publication.url];
  await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  await waitUntilShown(path, title);
  return title;
}

async function waitUntilShown(path: string, title: string): Promise<void> {
  const deadline = Date.now() + NOTICE_MS;
  while (Date.now() < deadline) {
    const response = await fetch(publication.url + path);
    if ((await response.text()).includes(title)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${path} does not show "${title}" ${NOTICE_MS / 1000} s after it was published`);
}

function listStatuses(path: string, after: number): number[] {
  return proxy
    .listPolls(path)
    .slice(after)
    .map(({ status }) => status);
}

async function listNewsboatTitles(reader: string): Promise<(string | undefined)[]> {
  const { entries } = await readCache(reader);
  return entries.map(({ title }) => title).toSorted();
}

async function listSubjects(reader: string): Promise<string[]> {
  const messages = await readInbox(reader);
  return messages.map(({ subject }) => subject).toSorted();
}
