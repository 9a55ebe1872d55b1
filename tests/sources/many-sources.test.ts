import { expect, it } from "vitest";
import { createSimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedSources, type Site } from "../support/simulated-sources.ts";

const SOURCES = 200;
const ENTRIES = 8;

it(`a run does a bounded part of the work of ${SOURCES} sources, and each has its turn`, async () => {
  const edge = createSimulatedEdge();
  const sites = new Map<string, Site>();
  for (let number = 0; number < SOURCES; number += 1) {
    const items = Array.from({ length: ENTRIES }, (_, entry) => {
      const date = new Date(Date.UTC(2026, 9, 1 + entry)).toUTCString();
      return `<item><title>${number} ${entry}</title><guid>${number}-${entry}</guid><pubDate>${date}</pubDate><description>T</description></item>`;
    });
    // Some allow a poll every five minutes, more than all runs together can make.
    const headers = { "cache-control": number % 2 === 0 ? "max-age=60" : "max-age=86400" };
    sites.set(
      `s${number}.example`,
      () =>
        new Response(`<rss version="2.0"><channel><title>${number}</title>${items.join("")}</channel></rss>`, {
          headers,
        }),
    );
  }
  const sources = createSimulatedSources(edge, sites);
  const rules = Array.from(sites.keys(), (host, number) => `  - { name: s${number}, from: "https://${host}/" }\n`);
  await edge.putSite(0, `title: The Wire\ndomain: wire.example\nsources:\n${rules.join("")}`);
  let statements = 0;
  edge.store.before = async () => {
    statements += 1;
  };
  const count = () => edge.store.query<{ made: number }>("SELECT count(*) AS made FROM articles")[0]?.made ?? 0;
  const countWritten = () => edge.store.query<{ rows: number }>("SELECT total_changes() AS rows")[0]?.rows ?? 0;
  for (let run = 1; run <= 45; run += 1) {
    const [asked, made, written] = [sources.asked.length, count(), countWritten()];
    statements = 0;
    await sources.run();
    expect(sources.asked.length - asked).toBeLessThanOrEqual(10);
    expect(count() - made).toBeLessThanOrEqual(40);
    expect(statements).toBeLessThan(400);
    // The first run writes the 200 rows of the sources themselves, too.
    expect(countWritten() - written).toBeLessThan(800);
    edge.clock.now += 60_000;
    if (run === 20) expect(new Set(sources.asked.map(({ url }) => url)).size).toBe(SOURCES);
  }
  const made = edge.store.query<{ source: string; made: number }>(
    "SELECT source, sum(outcome = 'published') AS made FROM source_entries GROUP BY source",
  );
  expect(made).toHaveLength(SOURCES);
  expect(made.filter(({ made }) => made < ENTRIES)).toEqual([]);
}, 120_000);
