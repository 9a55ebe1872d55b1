import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { noteCommit } from "../../src/push/plan.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, HUB_URL, type SimulatedHub } from "../support/simulated-hub.ts";
import { readMigrations } from "../support/sqlite-d1.ts";

// The rows are those of a real store: thirty articles, one of them retracted, and four subscriptions, written by the release whose last
// migration was 0010. Its feeds as that release served them are the expected values.

const ROWS = readFileSync(join(import.meta.dirname, "../fixtures/store-of-migration-0010.sql"), "utf8");
/** The tables' rows are in the order of their names: articles before what they refer to. */
const STORE = `${readMigrations("0000", "0010")}
  PRAGMA foreign_keys = OFF; ${ROWS} PRAGMA foreign_keys = ON;
  ${readMigrations("0011", "9999")}`;
const FORMER_ATOM = readFileSync(join(import.meta.dirname, "../fixtures/store-of-migration-0010.atom.xml"), "utf8");
/** When the rows were written, and a day of rest after it. */
const CARRIED_AT = 1_795_440_600_000 + 86_400_000;

interface Delivery {
  readonly address: string;
  readonly self: string | undefined;
  readonly newest: string | undefined;
}

let edge: SimulatedEdge;
let hub: SimulatedHub;
let deliveries: Delivery[];

beforeEach(() => {
  edge = createSimulatedEdge({ schema: STORE });
  edge.clock.now = CARRIED_AT;
  deliveries = [];
  const fetch = async (address: string, { body, headers }: RequestInit) => {
    const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? "");
    const link = new Headers(headers).get("link") ?? "";
    const self = /<([^>]+)>;\s*rel="?self/.exec(link)?.[1];
    deliveries.push({ address, self, newest: findNewest(text) });
    return new Response(null, { status: 204 });
  };
  hub = createSimulatedHub({ db: edge.store.db, clock: edge.clock, chance: createChance(7), fetch });
});

/** The title of a document's first entry. */
function findNewest(document: string): string | undefined {
  if (document.startsWith("{")) return JSON.parse(document).items[0].title;
  return /<(?:item|entry)>[\s\S]*?<title[^>]*>([^<]*)</.exec(document)?.[1];
}

/** The id, dates and address of each entry, in the document's order. */
function listEntries(atom: string): string[][] {
  return Array.from(atom.matchAll(/<entry>[\s\S]*?<\/entry>/g), ([entry]) => [
    ...Array.from(
      entry.matchAll(/<(id|title|published|updated)[^>]*>([^<]*)</g),
      ([, name, value]) => `${name} ${value}`,
    ),
    ...Array.from(
      entry.matchAll(/<link [^>]*rel="alternate"[^>]*>/g),
      ([link]) => /href="([^"]*)"/.exec(link)?.[1] ?? "",
    ),
  ]).map((facts) => facts.sort());
}

describe("a store of the release before these migrations", () => {
  it("shows a reader the entries it knows, with the same ids, dates and addresses, in the same order", async () => {
    const { status, text } = await edge.poll(0, "/atom.xml");
    expect(status).toBe(200);
    const entries = listEntries(FORMER_ATOM);
    expect(entries).toHaveLength(30);
    expect(listEntries(text)).toEqual(entries);
    const feedId = /<id>([^<]*)<\/id>/;
    expect(feedId.exec(text)?.[1]).toBe(feedId.exec(FORMER_ATOM)?.[1]);
  });

  it("sends its subscribers nothing before the next publish, however often the cron runs", async () => {
    await edge.tendMedia();
    await noteCommit(hub.connect());
    await hub.runUntil(CARRIED_AT + 3_600_000);
    expect(deliveries).toEqual([]);
  });

  it("brings each subscriber the next article in one delivery, as the first entry of the feed they chose", async () => {
    await edge.tendMedia();
    expect(
      await edge.publish(0, "new", "---\ntitle: New\ndate: 2026-11-24T14:00:00Z\ncategories: [Harbour]\n---\n\nText."),
    ).toBe("created");
    await noteCommit(hub.connect());
    await hub.runUntil(CARRIED_AT + 3_600_000);
    const topics = ["categories/harbour/atom.xml", "atom.xml", "feed.json", "rss.xml"].sort();
    expect(deliveries.toSorted((one, other) => (one.address < other.address ? -1 : 1))).toEqual(
      topics.map((topic) => ({
        address: `https://subscriber.example/${topic}`,
        self: `${HUB_URL}/${topic}`,
        newest: "New",
      })),
    );
  });

  it("has the head of its catalogue: the greatest revision, and a page of the archive for the positions to come", () => {
    const site = edge.store.query("SELECT catalogue_revision AS revision, catalogue_changed_at AS changedAt FROM site");
    const known = edge.store.query(
      "SELECT max(revision) AS revision, (SELECT max(changed_at) FROM feeds) AS changedAt FROM revisions",
    );
    expect(site).toEqual(known);
    const feeds = edge.store.query<{ feed: string; isFull: number; pages: number }>(
      `SELECT feed, last_position % 25 = 0 AS isFull, (SELECT max(page) FROM archive_pages p WHERE p.feed = f.feed) -
        (last_position - 1) / 25 AS pages FROM feeds f WHERE last_position > 0`,
    );
    expect(feeds.length).toBeGreaterThan(2);
    for (const { feed, isFull, pages } of feeds) expect([feed, pages]).toEqual([feed, isFull ? 2 : 1]);
  });
});
