import { startSink } from "./push-sink.ts";
import { startPushWorkers } from "./push-workers.ts";

// 200 healthy hosts beside 60 that take 9.5 s for every answer, with the one consumer that a self-hosted workerd has: how long after
// the first of the healthy the last one is told, push by push. At the first push no host has a record of its speed.

const HOSTS = 260;
const HANGING_MS = 9500;
const ARTICLES = 100;
/** Seconds, push by push. */
const LIMITS = [25, 10, 10];
const REST_MS = 45_000;

const isHanging = (number: number) => number % 13 < 3;

export async function measureHanging(): Promise<void> {
  const sink = await startSink({ isFailing: () => false, delayMs: (number) => (isHanging(number) ? HANGING_MS : 0) });
  const workers = await startPushWorkers(ARTICLES);
  try {
    const cursor = await workers.readRevision();
    const numbers = Array.from({ length: HOSTS }, (_, number) => number);
    await workers.subscribe(
      numbers.map((number) => {
        const host = `127.0.${1 + Math.floor(number / 200)}.${1 + (number % 200)}`;
        return { format: "rss", callback: `http://${host}:${sink.port}/${number}`, host, cursor, isWhole: 0 as const };
      }),
    );
    const seconds: number[] = [];
    for (const push of LIMITS.keys()) {
      sink.receivedAt.clear();
      await workers.publish(`The news, edition ${push + 1}`);
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
      const times = numbers
        .filter((number) => !isHanging(number))
        .map((number) => sink.receivedAt.get(number) ?? Infinity);
      seconds.push((Math.max(...times) - Math.min(...times)) / 1000);
    }
    const behind = await workers.countBehind();
    const told = seconds.map((one) => `${one.toFixed(1)} s`).join(", ");
    console.log(`200 healthy hosts beside 60 that hang, from the first healthy one to the last, push by push: ${told}`);
    console.log(
      JSON.stringify({
        hanging_seconds: seconds,
        behind,
        kept: seconds.every((one, push) => one <= (LIMITS[push] ?? 0)),
      }),
    );
  } finally {
    await workers.stop();
    await sink.close();
  }
}
