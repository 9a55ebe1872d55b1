import { expect, it } from "vitest";
import { publishArticle } from "../../src/feed/publishing/publish-article.ts";
import { publishProfile } from "../../src/feed/publishing/publish-profile.ts";
import { retractArticle } from "../../src/feed/publishing/retract-article.ts";
import { createStore } from "../../src/store/d1-store.ts";
import { drawImage } from "../support/draw-image.ts";
import { createSqliteD1 } from "../support/sqlite-d1.ts";

// A publication begins on its owner's machine, and becomes public with what its store holds by then.

const NOW = Date.UTC(2026, 10, 23, 12);
const LOCAL = "http://localhost:8787";
const WIRE = "https://wire.example";
const BUCKET = { head: async () => ({}) } as unknown as R2Bucket;

async function openPublication() {
  const d1 = createSqliteD1(() => NOW);
  const store = createStore(d1.db, BUCKET);
  const portsAt = (publicUrl: string) => ({ store, now: NOW, publicUrl, measureRemote: () => Promise.reject() });
  const image = await drawImage("a");
  return {
    query: d1.query,
    async publish(publicUrl: string, site: string, ...keys: readonly string[]) {
      const profile = await publishProfile({ source: site, images: new Map() }, portsAt(publicUrl));
      expect(profile.ok).toBe(true);
      for (const key of keys) {
        const text = `---\ntitle: ${key}\ndate: 2026-01-02\naliases: [/old/${key}]\n---\n\n![](a.gif) [Other](other.md)\n`;
        const [images, links] = [new Map([["a.gif", image]]), new Map([["other.md", "other"]])];
        const body = new TextEncoder().encode(text);
        const submission = { key, kind: "markdown", body, images, links, cover: undefined, minor: false } as const;
        expect((await publishArticle(submission, portsAt(publicUrl))).ok).toBe(true);
      }
    },
    retract: (key: string) => retractArticle({ key, reason: "" }, portsAt(LOCAL)),
    readIds: () => d1.query<{ id: string }>("SELECT id FROM articles ORDER BY id").map(({ id }) => id),
    readAuthority: () => d1.query<{ authority: string | null }>("SELECT authority FROM site")[0]?.authority,
    /** Every place of the store that holds this text. */
    search(text: string): string[] {
      const tables = d1.query<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
      );
      return tables.flatMap(({ name }) => {
        const rows = d1.query<Record<string, unknown>>(`SELECT * FROM ${name}`);
        return rows.flatMap((row) =>
          Object.entries(row).flatMap(([column, value]) => (String(value).includes(text) ? [`${name}.${column}`] : [])),
        );
      });
    },
  };
}

it("RFC 4151: on this machine nothing is minted for ever, and a store that becomes public keeps nothing of it", async () => {
  const { publish, retract, readIds, readAuthority, search } = await openPublication();
  await publish(LOCAL, "title: Wire\n", "one", "two");
  await retract("two");
  expect(readIds()).toEqual(["tag:localhost,2026-01-02:one", "tag:localhost,2026-01-02:two"]);
  expect([readAuthority(), search("tag:localhost").includes("articles.id")]).toEqual([null, true]);
  await publish(WIRE, "title: Wire\n", "three");
  expect(readIds()).toEqual(["one", "three", "two"].map((key) => `tag:wire.example,2026-01-02:${key}`));
  expect([readAuthority(), search("localhost")]).toEqual(["wire.example,2026-01-01", []]);
});

it("a profile that gives the domain on this machine mints what the public store would", async () => {
  const { publish, readIds, readAuthority } = await openPublication();
  await publish(LOCAL, "title: Wire\ndomain: news.example\n", "one");
  expect([readIds(), readAuthority()]).toEqual([["tag:news.example,2026-01-02:one"], null]);
});

it("once public, ids and authority stay, whatever becomes of domain and address", async () => {
  const { publish, readIds, readAuthority } = await openPublication();
  await publish(WIRE, "title: Wire\n", "one");
  await publish("https://news.example", "title: Wire\n");
  await publish("https://news.example", "title: Wire\ndomain: other.example\n", "two");
  await publish(LOCAL, "title: Wire\n", "three");
  await publish(WIRE, "title: Wire\n");
  expect(readIds()).toEqual([
    "tag:localhost,2026-01-02:three",
    "tag:other.example,2026-01-02:two",
    "tag:wire.example,2026-01-02:one",
  ]);
  expect(readAuthority()).toBe("wire.example,2026-01-01");
});

it("the heads of all that changes by it move", async () => {
  const { publish, query } = await openPublication();
  await publish(LOCAL, "title: Wire\n", "one");
  const revisions = () =>
    query<{ revision: number }>(
      "SELECT revision FROM feeds WHERE feed = 'main' UNION ALL SELECT revision FROM articles",
    );
  const before = revisions();
  await publish(WIRE, "title: Wire\n");
  for (const [index, { revision }] of revisions().entries()) {
    expect(revision).toBeGreaterThan(before[index]?.revision ?? 0);
  }
});
