import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFeed } from "../../cli/import/import-feed.ts";
import { type RunningPublication, startLocalPublication } from "../support/local-publication.ts";
import { OLD_HOME, type OldEntry, writeGhost, writeStockFeed, writeWordPress } from "./old-sites.ts";
import { runPython } from "./run-program.ts";
import { makeTemporaryFolder } from "./temporary-folder.ts";

// Whoever moves to edgewire keeps every reader: what they had is not new to them, and their links still lead somewhere.

interface SeenEntry {
  readonly id: string;
  readonly link: string;
  readonly published: number;
  readonly categories: readonly string[];
}

const sites = [writeStockFeed(), writeWordPress(), writeGhost()];
const entries = sites.flatMap((site) => site.entries);
const folder = await makeTemporaryFolder("migration");
let publication: RunningPublication | undefined;

beforeAll(async () => {
  for (const [number, { text }] of sites.entries()) await importOnce(text, join(folder.path, `source-${number}`));
  publication = await startLocalPublication(join(folder.path, "articles"));
});

afterAll(async () => {
  await publication?.stop();
  await folder.remove();
});

async function importOnce(text: string, source: string): Promise<void> {
  await writeFile(source, text);
  const articles = join(folder.path, "articles");
  const fetch = () => Promise.reject(new Error("Nothing is fetched here"));
  const report = await importFeed({ source, folder: articles, withImages: false, site: OLD_HOME }, { fetch });
  expect(report.refused).toEqual([]);
}

/** Window and archive pages, each entry as often as it stands there. */
async function walk(fileName: string): Promise<SeenEntry[]> {
  const url = `${publication?.url}/${fileName}`;
  return (await runPython<SeenEntry[][]>("feedparser-walk.py", [url], "python3-feedparser")).flat();
}

function listDifferences(expected: ReadonlyMap<string, OldEntry>, seen: readonly SeenEntry[]): string[] {
  const wrong = seen.filter(({ id, published }) => expected.get(id)?.publishedAt !== published);
  const found = new Set(seen.map(({ id }) => id));
  const lost = [...expected.keys()].filter((id) => !found.has(id));
  return [...wrong.map((entry) => `new or moved: ${JSON.stringify(entry)}`), ...lost.map((id) => `lost: ${id}`)];
}

const IRI_SCHEME = /^(?:https?|tag|urn):/i;

describe("the migration proof: 500 entries of the stock feed package, a WordPress and a Ghost export", () => {
  it("RSS: no entry whose id or date differs from the source, none lost, none besides", {
    timeout: 60_000,
  }, async () => {
    const seen = await walk("rss.xml");
    expect(listDifferences(new Map(entries.map((entry) => [entry.id, entry])), seen)).toEqual([]);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(548);
  });

  it("RFC 4287 §4.2.6, Atom: the same, but an id that is no IRI is its UUID of version 5", {
    timeout: 60_000,
  }, async () => {
    const names = join(folder.path, "names.json");
    await writeFile(names, JSON.stringify(entries.map(({ id }) => id)));
    const uuids = await runPython<string[]>("name-uuids.py", [names], "python3");
    const expected = entries.map((entry, index): [string, OldEntry] => [
      IRI_SCHEME.test(entry.id) ? entry.id : (uuids[index] ?? ""),
      entry,
    ]);
    expect(listDifferences(new Map(expected), await walk("atom.xml"))).toEqual([]);
    expect(expected.filter(([id]) => id.startsWith("urn:uuid:")).length).toBeGreaterThan(200);
  });

  it("JSON Feed: the same ids, one page after the other", async () => {
    const ids = new Set<string>();
    for (let url: string | undefined = `${publication?.url}/feed.json`; url !== undefined; ) {
      const page = (await (await fetch(url)).json()) as { items: { id: string }[]; next_url?: string };
      for (const { id } of page.items) ids.add(id);
      url = page.next_url;
    }
    expect([...ids].sort()).toEqual(entries.map(({ id }) => id).sort());
  });

  it("every category is carried", async () => {
    const categories = new Map((await walk("rss.xml")).map((entry) => [entry.id, entry.categories]));
    expect(entries.filter(({ id, category }) => !categories.get(id)?.includes(category))).toEqual([]);
  });

  it("RFC 9110 §15.4.2: every old link answers 301 to its article", { timeout: 60_000 }, async () => {
    const links = new Map((await walk("rss.xml")).map(({ id, link }) => [id, link]));
    const wrong: string[] = [];
    const queue = [...entries];
    const follow = async () => {
      for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
        const answer = await fetch(publication?.url + entry.path, { redirect: "manual" });
        await answer.body?.cancel();
        const target = new URL(answer.headers.get("location") ?? "/nowhere", publication?.url).href;
        if (answer.status !== 301 || target !== links.get(entry.id))
          wrong.push(`${entry.path}: ${answer.status} ${target}`);
      }
    };
    await Promise.all([1, 2, 3, 4].map(follow));
    expect(wrong).toEqual([]);
    for (const entry of entries.filter((_, index) => index % 20 === 0)) {
      expect((await fetch(links.get(entry.id) ?? "")).status, entry.path).toBe(200);
    }
  });
});
