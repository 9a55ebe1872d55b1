import { beforeEach, expect, it } from "vitest";
import { noteCommit } from "../../src/push/plan.ts";
import { createBackupStore } from "../../src/store/backup/d1-backup.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, type SimulatedHub } from "../support/simulated-hub.ts";

// A reader and a subscriber of the hub, before and after a publication was restored from its backup.

const HOUR_MS = 3_600_000;
const NO_BUCKET = {} as R2Bucket;

let before: SimulatedEdge;
let after: SimulatedEdge;
let hub: SimulatedHub;
let deliveries: string[];

beforeEach(async () => {
  before = createSimulatedEdge();
  await before.putSite(0, "title: The Wire\ndomain: wire.example\n");
  for (const number of [1, 2, 3]) await before.publish(0, `a${number}`, write(`A${number}`, `2026-01-0${number}`));
  const [head] = before.store.query<{ revision: number }>(
    "SELECT entries_revision AS revision FROM feeds WHERE feed = 'main'",
  );
  const columns = "dialect, feed, format, callback, host, secret, client, verified_at, expires_at, cursor, target";
  before.store.query(
    `INSERT INTO subscriptions (${columns}) VALUES ('websub', 'main', 'rss', 'https://r.example/1', 'r.example', 's', '10.0.0.1',
      ${before.clock.now}, ${before.clock.now + 240 * HOUR_MS}, ${head?.revision}, ${head?.revision})`,
  );
  before.store.query("INSERT INTO callback_hosts (host) VALUES ('r.example')");
  after = createSimulatedEdge();
  after.clock.now = before.clock.now + HOUR_MS;
  await restore();
  deliveries = [];
  const fetch = async (_address: string, { body }: RequestInit) => {
    deliveries.push(body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? ""));
    return new Response(null, { status: 204 });
  };
  hub = createSimulatedHub({ db: after.store.db, clock: after.clock, chance: createChance(7), fetch });
});

function write(title: string, date: string): string {
  return `---\ntitle: ${title}\ndate: ${date}\n---\n\nText.\n`;
}

async function restore(): Promise<void> {
  const [from, to] = [createBackupStore(before.store.db, NO_BUCKET), createBackupStore(after.store.db, NO_BUCKET)];
  for (const { name } of await from.listTables()) {
    expect(await to.restoreRows(name, (await from.listRows(name, [], 1000)) ?? [])).toBeUndefined();
  }
}

it("shows a reader that polls with its former tag the entries that it has, with their ids and dates", async () => {
  const known = await before.poll(0, "/atom.xml");
  const answer = await after.poll(0, "/atom.xml", { headers: { "if-none-match": known.headers.get("etag") ?? "" } });
  expect([answer.status, answer.text]).toEqual([200, known.text]);
});

it("sends a subscriber nothing that it has, and the next article in one delivery", async () => {
  await noteCommit(hub.connect());
  await hub.runUntil(after.clock.now + HOUR_MS);
  expect(deliveries).toEqual([]);
  expect(await after.publish(0, "new", write("New", "2026-01-04"))).toBe("created");
  await noteCommit(hub.connect());
  await hub.runUntil(after.clock.now + HOUR_MS);
  expect(deliveries.map((document) => /<item>[\s\S]*?<title>([^<]*)</.exec(document)?.[1])).toEqual(["New"]);
});
