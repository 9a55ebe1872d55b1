import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodePng } from "../../cli/cover/png.ts";
import { makeFolder, runEdgewire } from "../cli/run-edgewire.ts";
import { type RunningPublication, startLocalPublication } from "../support/local-publication.ts";
import { makeMp3 } from "../support/make-mp3.ts";

// A publication, its backup, and the publication that is made of it.

/** Each has a picture; BACKUP_ARTICLES=1000 takes some minutes. */
const ARTICLES = Number(process.env.BACKUP_ARTICLES ?? 60);
const TIMEOUT_MS = Math.max(180_000, ARTICLES * 1000);
const KILL_WITHIN_MS = Math.max(2500, ARTICLES * 20);
/** Frames of 417 bytes: one file goes whole, the other in two parts. */
const RECORDINGS = { "short.mp3": makeMp3(8000), "long.mp3": makeMp3(41_000) };
const SITE_YAML = "# Ours.\ntitle: Wire\ndomain: wire.example\ncategories:\n  - name: Harbour\n";
const PASSPHRASE = "quay d'Orsay";

/** Four a day, so that a thousand end before today. */
const dateOf = (number: number) => new Date(Date.UTC(2025, 0, 1, 6 * number)).toISOString();

function writeArticles(): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {
    "site.yaml": SITE_YAML,
    "draft.md": "---\ntitle: A draft\ndraft: true\n---\n\nSecret.\n",
    "later.md": "---\ntitle: Later\ndate: 2999-01-01\n---\n\nSecret, too.\n",
    "gone.md": "---\ntitle: Taken back\ndate: 2025-02-01\n---\n\nWrong.\n",
    "short.md": "---\ntitle: Short\ndate: 2025-12-10\naudio: short.mp3\n---\n\nNotes.\n",
    "long.md": "---\ntitle: Long\ndate: 2025-12-11\naudio: long.mp3\n---\n\nNotes.\n",
    ...RECORDINGS,
  };
  for (let number = 1; number <= ARTICLES; number += 1) {
    const front = `title: Article ${number}\ndate: ${dateOf(number)}\ncategories: [Harbour]\naliases: [/old/${number}]\nimage: ${number}.png`;
    files[`a${number}.md`] = `---\n${front}\n---\n\nText ${number}.\n\n![Picture](${number}.png)\n`;
    files[`${number}.png`] = encodePng(1 + number, 2, new Uint8Array((1 + number) * 8).fill(255));
  }
  return files;
}

const backup = join(makeFolder({}), "backup");
let from: RunningPublication;
let to: RunningPublication;

beforeAll(async () => {
  from = await startLocalPublication(makeFolder(writeArticles()));
  to = await startLocalPublication(makeFolder({}), ["--no-publish"]);
  await runEdgewire(["retract", "gone", "--to", from.url, "--reason", "It was wrong."]);
}, TIMEOUT_MS);

afterAll(async () => {
  await Promise.all([from?.stop(), to?.stop()]);
});

/** Ends the command with a kill after so long, or lets it end. Returns its exit code. */
function runKilled(args: readonly string[], milliseconds: number | undefined): Promise<number | null> {
  const env = { ...process.env, EDGEWIRE_BACKUP_PASSPHRASE: PASSPHRASE };
  const child = spawn(process.execPath, [resolve("cli/edgewire.js"), ...args], { env, stdio: "ignore" });
  const timer = milliseconds === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), milliseconds);
  return new Promise((finish) =>
    child.once("exit", (code) => {
      clearTimeout(timer);
      finish(code);
    }),
  );
}

/** Killed at moments that are drawn anew in each run, then once to its end. */
async function runWithKills(args: readonly string[]): Promise<void> {
  for (let kill = 0; kill < 3; kill += 1) {
    const code = await runKilled(args, 400 + Math.random() * KILL_WITHIN_MS);
    if (code === 0) return;
  }
  expect(await runKilled(args, undefined)).toBe(0);
}

interface Page {
  readonly status: number;
  readonly body: string;
  readonly tag: string | null;
  readonly modified: number;
}

async function read(base: string, path: string): Promise<Page> {
  const response = await fetch(base + path, { redirect: "manual", headers: { accept: "*/*" } });
  const bytes = Buffer.from(await response.arrayBuffer()).toString("latin1");
  const modified = Date.parse(response.headers.get("last-modified") ?? "");
  const place = response.headers.get("location") ?? "";
  // rssCloud names the port by itself.
  const plain = (text: string) => text.replaceAll(base, "BASE").replace(`port="${new URL(base).port}"`, 'port="PORT"');
  return {
    status: response.status,
    body: plain(place + bytes),
    tag: response.headers.get("etag"),
    modified,
  };
}

async function listAddresses(base: string): Promise<string[]> {
  const feeds = ["", "categories/harbour/", "authors/wire/", "archive/1/", "archive/2/"];
  const formats = ["rss.xml", "atom.xml", "feed.json", ""];
  const listed = feeds.flatMap((feed) => formats.map((format) => `/${feed}${format}`));
  const articles = Array.from({ length: ARTICLES }, (_, index) => [
    `/articles/a${index + 1}`,
    `/old/${index + 1}`,
  ]).flat();
  const media = new Set<string>();
  const pages = await Promise.all(["/feed.json", ...articles].map((path) => read(base, path)));
  for (const { body } of pages) {
    for (const [medium] of body.matchAll(/\/media\/[\w.-]+/g)) media.add(medium);
  }
  return [
    ...listed,
    ...articles,
    ...media,
    "/sitemap.xml",
    "/feeds.opml",
    "/articles/gone",
    "/articles/draft",
    "/articles/later",
  ];
}

/** The same answer but for validators, which are new and not earlier. */
async function expectSame(path: string): Promise<void> {
  const [before, after] = await Promise.all([read(from.url, path), read(to.url, path)]);
  const answered = { path, status: after.status, body: after.body };
  expect(answered).toEqual({ path, status: before.status, body: before.body });
  if (before.status !== 200 || before.tag === null || path.startsWith("/media/")) return;
  expect(after.tag, path).not.toBe(before.tag);
  expect(after.modified, path).toBeGreaterThanOrEqual(before.modified);
}

describe("backup and restore", { timeout: TIMEOUT_MS }, () => {
  it("keep everything in files, although they are killed", async () => {
    await runWithKills(["backup", backup, "--to", from.url]);
    const mark = JSON.parse(readFileSync(join(backup, "backup.json"), "utf8"));
    expect(JSON.parse(readFileSync(join(backup, "audience.json"), "utf8"))).toMatchObject({
      feed: "*",
      feeds: expect.any(Array),
    });
    expect(mark).toMatchObject({ version: 1, isComplete: true, from: from.url });
    expect(readFileSync(join(backup, "articles/a7.md"), "utf8")).toContain("Text 7.");
    expect(readFileSync(join(backup, "site.yaml"), "utf8")).toBe(SITE_YAML);
    expect(readdirSync(join(backup, "media")).length).toBeGreaterThanOrEqual(ARTICLES);
    const sizes = readdirSync(join(backup, "media")).map((name) => statSync(join(backup, "media", name)).size);
    for (const recording of Object.values(RECORDINGS)) expect(sizes).toContain(recording.length);
    expect(statSync(join(backup, "log.jsonl")).mode & 0o777).toBe(0o600);
    const log = readFileSync(join(backup, "log.jsonl"), "utf8");
    for (const table of ["articles", "revisions", "memberships", "aliases", "feeds", "media", "site"])
      expect(log).toContain(`{"table":"${table}"`);
    expect(log).not.toContain('{"table":"subscriptions"');
  });

  it("make the same publication in an empty store, although they are killed", async () => {
    await runWithKills(["restore", backup, "--to", to.url]);
    const addresses = await listAddresses(from.url);
    expect(addresses.filter((path) => path.endsWith(".mp3"))).toHaveLength(2);
    expect(addresses.length).toBeGreaterThan(180);
    // Fifty at a time: the gate gathers addresses that it does not know yet, and asks for them every four seconds.
    for (let start = 0; start < addresses.length; start += 50) {
      await Promise.all(addresses.slice(start, start + 50).map(expectSame));
    }
  });

  it("leave a store alone that holds a publication", async () => {
    const env = { EDGEWIRE_BACKUP_PASSPHRASE: PASSPHRASE };
    Object.assign(process.env, env);
    const { code, stderr } = await runEdgewire(["restore", backup, "--to", from.url]);
    delete process.env.EDGEWIRE_BACKUP_PASSPHRASE;
    expect([code, stderr]).toEqual([1, expect.stringContaining("A backup is restored into an empty store")]);
  });

  it("go on publishing where the first publication stopped", async () => {
    const folder = makeFolder({
      ...writeArticles(),
      "new.md": `---\ntitle: New\ndate: 2026-01-01\n---\n\n${randomBytes(4).toString("hex")}\n`,
    });
    const { code, stdout } = await runEdgewire(["publish", "--articles", folder, "--to", to.url]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/created\s+1[\s\S]*updated\s+0/)]);
    expect((await read(to.url, "/feed.json")).body).toContain('"title":"New"');
  });
});

describe("bad input is a sentence with the way on", () => {
  it.each<[what: string, arrange: (folder: string) => void, args: readonly string[], sentence: string]>([
    [
      "a folder with other files",
      (folder) => writeFileSync(join(folder, "a.txt"), ""),
      ["backup", "FOLDER"],
      "holds other files; name a new folder",
    ],
    ["no folder", () => {}, ["backup"], "wanted one folder: npx edgewire backup FOLDER"],
    [
      "a backup that was never finished",
      (folder) => writeFileSync(join(folder, "backup.json"), "{}"),
      ["restore", "FOLDER"],
      "was never finished; make it again",
    ],
  ])("%s", async (_what, arrange, args, sentence) => {
    const folder = makeFolder({});
    arrange(folder);
    const { code, stderr } = await runEdgewire([...args.map((arg) => arg.replace("FOLDER", folder)), "--to", from.url]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(sentence)]);
  });
});
