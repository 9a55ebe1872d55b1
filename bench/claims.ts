/**
 * The cost of agents that claim to be an aggregator: 20,000 a day for 30 days, each with its own feed id. Measures the CPU time
 * of a flush, by day, from the agent strings to SQLite. `npm run bench:claims`; the last line is JSON.
 */

import { readFlush } from "../src/audience/read-flush.ts";
import { DAY_MS } from "../src/lib/dates.ts";
import { createAudienceStore } from "../src/store/audience-store.ts";
import { forgeDay } from "../tests/audience/forged-agents.ts";
import { createSqliteAudience } from "../tests/support/sqlite-audience.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./measure.ts";

const DAYS = 30;
const AGENTS_A_DAY = 20_000;
const PRINTED = [1, 2, 8, 15, 30];

const sql = createSqliteAudience();
const store = createAudienceStore(sql, () => [1, 2, 3, 4]);
console.log(`${describeMachine()}\n${AGENTS_A_DAY} forged agents a day; CPU ms of a flush, median of the day's`);
const msOfDay = new Map<number, number>();
for (let day = 1; day <= DAYS; day += 1) {
  const samples = Array.from(forgeDay(day, AGENTS_A_DAY), ({ flush, at }) => {
    const before = process.cpuUsage();
    store.record(readFlush(flush), at);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  msOfDay.set(day, median(samples));
  store.turnDay((day + 1) * DAY_MS + 10 * 60_000);
  if (PRINTED.includes(day)) console.log(`day ${String(day).padStart(2)}: ${msOfDay.get(day)?.toFixed(1)}`);
}
const [{ rows } = { rows: Number.NaN }] = sql.all<{ rows: number }>("SELECT count(*) AS rows FROM claims");
const ratio = (msOfDay.get(DAYS) ?? Number.NaN) / (msOfDay.get(2) ?? Number.NaN);
console.log(JSON.stringify({ flush_cpu_day_30_vs_day_2: Number(ratio.toFixed(2)), claims_kept: rows }));
