import { beforeEach, expect, it } from "vitest";
import type { BackupRow, BackupStore } from "../../src/feed/publishing/backup-store.ts";
import { createBackupStore } from "../../src/store/backup/d1-backup.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSqliteD1, type SqliteD1 } from "../support/sqlite-d1.ts";

const PAGE = 3;
const NO_BUCKET = {} as R2Bucket;

let edge: SimulatedEdge;
let empty: SqliteD1;
let from: BackupStore;
let to: BackupStore;

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, "title: The Wire\ndomain: wire.example\ncategories:\n  - name: Harbour\n");
  for (const number of [1, 2, 3, 4, 5, 6, 7])
    await edge.publish(
      0,
      `a${number}`,
      `---\ntitle: A${number}\ndate: 2026-01-0${number}\ncategories: [Harbour]\naliases: [/old/${number}]\n---\n\nText.\n`,
    );
  await edge.publish(0, "draft", "---\ntitle: Draft\ndraft: true\n---\n\nText.\n");
  await edge.retract(0, "a3", "Wrong.");
  const columns = "dialect, feed, format, callback, host, secret, client, verified_at, expires_at, cursor, target";
  for (const number of [1, 2])
    edge.store.query(
      `INSERT INTO subscriptions (${columns}) VALUES ('websub', 'main', 'rss', 'https://r.example/${number}', 'r.example', 's', '10.0.0.${number}', 1, 2, 7, 7)`,
    );
  empty = createSqliteD1(() => edge.clock.now);
  from = createBackupStore(edge.store.db, NO_BUCKET);
  to = createBackupStore(empty.db, NO_BUCKET);
});

async function readAll(store: BackupStore, table: string, key: readonly string[]): Promise<readonly BackupRow[]> {
  const rows: BackupRow[] = [];
  for (;;) {
    const last = rows.at(-1);
    const after = last === undefined ? [] : key.map((column) => last[column] ?? "");
    const page = (await store.listRows(table, after, PAGE)) ?? [];
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

/** As a restore does, which may be killed after so many rows. */
async function copyRows(killedAfter = Number.POSITIVE_INFINITY): Promise<void> {
  let left = killedAfter;
  for (const { name, key } of await from.listTables()) {
    const rows = (await readAll(from, name, key)).slice(0, left);
    expect(await to.restoreRows(name, rows)).toBeUndefined();
    left -= rows.length;
    if (left <= 0) return;
  }
}

/** In an order that does not depend on when a row was added. */
function readSorted({ query }: SqliteD1, table: string): readonly unknown[] {
  return query(`SELECT * FROM ${table} ORDER BY 1, 2`);
}

it("brings back every row of every table, and what triggers count", async () => {
  await copyRows();
  const names = (await from.listTables()).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["revisions", "articles", "memberships", "feeds", "aliases", "subscriptions"]),
  );
  expect(names.at(-1)).toBe("site");
  for (const name of [...names.filter((one) => one !== "site"), "subscription_counts"])
    expect({ name, rows: readSorted(empty, name) }).toEqual({ name, rows: readSorted(edge.store, name) });
  expect(empty.query("SELECT count(*) AS count FROM articles")).toEqual([{ count: 8 }]);
});

it("gives the restored store an id of its own, and an epoch of which no date proves anything", async () => {
  await copyRows();
  const read = ({ query }: SqliteD1) => query<Record<string, unknown>>("SELECT * FROM site")[0];
  const { database_id: before, epoch_mark: _, ...same } = read(edge.store) ?? {};
  const { database_id: after, epoch_mark: mark, ...restored } = read(empty) ?? {};
  expect([mark, restored]).toEqual(["restored", same]);
  expect(after).not.toBe(before);
});

it("goes on where it was stopped, and counts nothing twice", async () => {
  for (const rows of [1, 9, 14, 25]) await copyRows(rows);
  await copyRows();
  for (const name of ["articles", "memberships", "subscription_counts"])
    expect(readSorted(empty, name)).toEqual(readSorted(edge.store, name));
});

it("adds nothing to a store that holds a publication", async () => {
  const [row] = await readAll(from, "revisions", ["revision"]);
  expect(await from.restoreRows("revisions", row === undefined ? [] : [row])).toEqual({ reason: "store-not-empty" });
  expect(await from.restoreRows("revisions", [])).toEqual({ reason: "store-not-empty" });
});

it.each([
  ["a table", "d1_migrations", { name: "x" }, { reason: "table-unknown", table: "d1_migrations" }],
  ["a table", "nothing", { name: "x" }, { reason: "table-unknown", table: "nothing" }],
  ["a column", "aliases", { "alias) --": "x" }, { reason: "column-unknown", table: "aliases", column: "alias) --" }],
])("refuses %s that the schema has not got: %s", async (_what, table, row, problem) => {
  expect(await to.restoreRows(table, [row as unknown as BackupRow])).toEqual(problem);
});

it("a search leaves no table of its own in the publication's database", async () => {
  const before = await from.listTables();
  expect((await edge.poll(0, "/search?q=text")).text).toContain("<mark>");
  expect(await from.listTables()).toEqual(before);
  // D1 exports no database that has a virtual table.
  expect(edge.store.query("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")).toEqual([]);
});
