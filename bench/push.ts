import { readFileSync } from "node:fs";
import { describeMachine } from "./machine.ts";
import { measureHanging } from "./push-hanging.ts";
import { startSink } from "./push-sink.ts";
import { startPushWorkers } from "./push-workers.ts";

// First: one publication, 10,000 subscribers at 200 hosts on loopback: how long until every live one is at the head, with two consumers
// at once that are given the same hosts. 5 % fail for ever, 2 % take 2 s, one in ten has missed the nine versions before.
// Then hosts that hang beside healthy ones (push-hanging.ts).

const SUBSCRIBERS = 10_000;
const HOSTS = 200;
const ARTICLES = 100;
const MISSED = 9;
const LIMIT_MS = 300_000;
const WITNESSES = ["rss", "atom", "json"];
const CRON_MS = 60_000;
const SLOW_MS = 2000;

/** Spread evenly: every host has one slow subscriber, and two or three that fail. */
const placeOf = (number: number, step: number) => number + step * Math.floor(number / HOSTS);
const isFailing = (number: number) => placeOf(number, 3) % 20 === 7 && number < SUBSCRIBERS;
const isSlow = (number: number) => placeOf(number, 7) % 50 === 11 && number < SUBSCRIBERS;
const isBehind = (number: number) => number % 10 === 3;
/** The formats that aggregators choose: RSS and Atom; one in twenty takes JSON, which has no deltas. */
const formatOf = (number: number) => (number % 20 === 0 ? "json" : number % 2 === 0 ? "rss" : "atom");

const sink = await startSink({ isFailing, delayMs: (number) => (isSlow(number) ? SLOW_MS : 0) });
const workers = await startPushWorkers(ARTICLES);
try {
  const head = await workers.readRevision();
  const subscribers = Array.from({ length: SUBSCRIBERS }, (_, number) => ({
    format: formatOf(number),
    callback: `http://127.0.0.${2 + (number % HOSTS)}:${sink.port}/${number}`,
    host: `127.0.0.${2 + (number % HOSTS)}`,
    cursor: isBehind(number) ? head - MISSED : head,
    isWhole: 0 as const,
  }));
  // One subscriber of each format that is sent everything tells what everything weighs.
  const witnesses = WITNESSES.map((format, index) => {
    const host = "127.0.0.250";
    const callback = `http://${host}:${sink.port}/${SUBSCRIBERS + index}`;
    return { format, callback, host, cursor: head, isWhole: 1 as const };
  });
  await workers.subscribe([...subscribers, ...witnesses]);
  const live = Array.from({ length: SUBSCRIBERS }, (_, number) => number).filter((number) => !isFailing(number));
  const began = Date.now();
  await workers.publish("The news");
  const hosts = Array.from({ length: HOSTS }, (_, index) => `127.0.0.${201 - index}`);
  const isDone = () => sink.delivered.size >= live.length + WITNESSES.length || Date.now() - began > LIMIT_MS;
  const cron = setInterval(() => workers.runCron(), CRON_MS);
  // The first consumer has the queue; the second is given every host, too, from the other end, and then again.
  let halfwayMb = 0;
  while (!isDone()) {
    for (let next = 0; next < HOSTS && !isDone(); next += 10) {
      await workers.runSecond(hosts.slice(next, next + 10));
      if (halfwayMb === 0 && sink.delivered.size >= live.length / 2) halfwayMb = readPeakMb(workers.pid);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  const seconds = (sink.lastAt - began) / 1000;
  clearInterval(cron);
  // A delivery in flight would count as a duplicate.
  await new Promise((resolve) => setTimeout(resolve, 8000));
  const whole = new Map(WITNESSES.map((format, index) => [format, sink.bytes.get(SUBSCRIBERS + index) ?? 0]));
  const wholeBytes = live.reduce((sum, number) => sum + (whole.get(formatOf(number)) ?? 0), 0);
  const liveBytes = live.reduce((sum, number) => sum + (sink.bytes.get(number) ?? 0), 0);
  const lost = live.filter((number) => !sink.delivered.has(number)).length;
  const duplicates = live.reduce((sum, number) => sum + Math.max(0, (sink.delivered.get(number) ?? 0) - 1), 0);
  const behind = await workers.countBehind();
  const memoryMb = readPeakMb(workers.pid);
  console.log(`${describeMachine()}`);
  console.log(
    `${live.length} live of ${SUBSCRIBERS} subscribers at ${HOSTS} hosts, from the publish to the last: ${seconds.toFixed(1)} s`,
  );
  console.log(
    `at most ${sink.mostAtOnce} requests in flight at a host, ${sink.mostInAll} in all; ${sink.requests} requests`,
  );
  console.log(
    `cursors behind: ${behind} (${SUBSCRIBERS - live.length} fail for ever); workerd's peak memory: ${halfwayMb} MB halfway, ${memoryMb} MB at the end`,
  );
  const share = Math.round((liveBytes / wholeBytes) * 1000) / 1000;
  console.log(
    JSON.stringify({
      subscribers: SUBSCRIBERS,
      seconds,
      lost,
      duplicates,
      diff_bytes_share: share,
      most_in_flight_per_host: sink.mostAtOnce,
      peak_memory_mb: memoryMb,
    }),
  );
} finally {
  await workers.stop();
  await sink.close();
}

await measureHanging();

function readPeakMb(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
