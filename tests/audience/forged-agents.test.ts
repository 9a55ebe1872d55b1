import { describe, expect, it } from "vitest";
import { readFlush } from "../../src/audience/read-flush.ts";
import { DAY_MS } from "../../src/lib/dates.ts";
import type { AudienceSql } from "../../src/store/audience-schema.ts";
import { createAudienceStore } from "../../src/store/audience-store.ts";
import { createSqliteAudience } from "../support/sqlite-audience.ts";
import { forgeDay } from "./forged-agents.ts";

/** Counts statements and the rows that they give back: no clock decides. */
function countSteps(sql: AudienceSql): { readonly sql: AudienceSql; take(): number } {
  let steps = 0;
  return {
    sql: {
      ...sql,
      all<Row>(query: string, ...values: never[]) {
        const rows = sql.all<Row>(query, ...values);
        steps += 1 + rows.length;
        return rows;
      },
      run(query, ...values) {
        steps += 1;
        sql.run(query, ...values);
      },
    },
    take() {
      const taken = steps;
      steps = 0;
      return taken;
    },
  };
}

describe("forged agents of one aggregator, each with a feed id of its own", () => {
  const DAYS = 30;
  const AGENTS_A_DAY = 4000;
  const database = createSqliteAudience();
  const counted = countSteps(database);
  const store = createAudienceStore(counted.sql, () => [1, 2, 3, 4]);
  const stepsOfDay: number[] = [];
  for (let day = 1; day <= DAYS; day += 1) {
    counted.take();
    for (const { flush, at } of forgeDay(day, AGENTS_A_DAY)) store.record(readFlush(flush), at);
    stepsOfDay.push(counted.take());
    store.turnDay((day + 1) * DAY_MS + 10 * 60_000);
  }

  it("cost as much on day 30 as on day 2, and less than a step each", () => {
    const [second = 0, last = 0] = [stepsOfDay[1], stepsOfDay.at(-1)];
    expect(last).toBeLessThanOrEqual(second * 1.5);
    expect(last).toBeLessThan(AGENTS_A_DAY);
  });

  it("leave at most 16 feed ids a day", () => {
    const rows = database.all<{ ids: number }>("SELECT count(DISTINCT feed_id) AS ids FROM claims GROUP BY day");
    expect(Math.max(...rows.map(({ ids }) => ids))).toBe(16);
  });

  it("do not put out the ids that were known before them", () => {
    const known = database.all("SELECT DISTINCT feed_id FROM claims WHERE day > ? ORDER BY feed_id", DAYS - 7);
    const claim = (agent: string, sequence: number) => {
      const [{ flush, at } = { flush: undefined, at: 0 }] = forgeDay(DAYS, AGENTS_A_DAY);
      const [tally] = flush?.batches[0]?.tallies ?? [];
      if (tally === undefined) throw new Error("No tally was forged");
      const batches = [{ sequence, day: DAYS, tallies: [{ ...tally, agent }], sizes: [] }];
      store.record(readFlush({ isolate: "true", batches }), at);
    };
    for (const [index, { feed_id }] of (known as { feed_id: string }[]).entries())
      claim(`Feedbin feed-id:${feed_id} - 102 subscribers`, index + 1);
    const after = database.all("SELECT DISTINCT feed_id FROM claims WHERE day = ? ORDER BY feed_id", DAYS);
    expect(known.length).toBeGreaterThan(0);
    expect(after).toEqual(expect.arrayContaining(known));
  });
});
