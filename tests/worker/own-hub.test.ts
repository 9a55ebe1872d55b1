import { afterAll, beforeAll, expect, it } from "vitest";
import { type CallbackServer, startCallbacks } from "../hub-kit/callbacks.ts";
import { clauses } from "../hub-kit/clauses.ts";
import { createLabs } from "../hub-kit/lab.ts";
import { runClauses } from "../hub-kit/run-clauses.ts";
import { PUBLIC_URL, SITE, startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// The kit on our own hub, in workerd with the real queue. After a failure a callback has a minute's rest: what comes after that is
// seen with HUB_KIT_RETRY_SECONDS=90 alone (and by a clock that can be moved in tests/push/deliveries.test.ts).

const RETRY_MS = Number(process.env.HUB_KIT_RETRY_SECONDS ?? 0) * 1000;
const seen = clauses.filter(({ id }) => RETRY_MS > 60_000 || !/^7\/(?:retry|kept-after)-/.test(id));
const SWEEP_EVERY_MS = 10_000;

let worker: TestWorker;
let callbacks: CallbackServer;

/** The harness sends what the worker asks for through this, and forgets `redirect: "manual"`. */
const fetchOfNode = globalThis.fetch;
const fetchUnfollowed: typeof fetch = (address, init) => {
  const isWorkers = init !== undefined && "url" in init;
  return isWorkers ? fetchOfNode(new Request(address, init), { redirect: "manual" }) : fetchOfNode(address, init);
};

beforeAll(async () => {
  globalThis.fetch = fetchUnfollowed;
  worker = await startWorker();
  callbacks = await startCallbacks("127.0.0.1", 0);
  await worker.putSite(SITE);
  await worker.putArticle("first", writeMarkdown({ title: "First" }));
  // The kit asks for more in a minute than any subscriber: limits have tests of their own.
  await worker.query(
    "CREATE TRIGGER unlimited AFTER INSERT ON verification_slots BEGIN DELETE FROM verification_slots; END",
  );
});

afterAll(async () => {
  globalThis.fetch = fetchOfNode;
  await worker?.close();
  await callbacks?.close();
});

it("81-90: our hub keeps every clause of the kit", async () => {
  let changes = 0;
  const createLab = createLabs({
    hub: new URL("/hub", worker.url).href,
    topic: `${PUBLIC_URL}/rss.xml`,
    readAt: new URL("/rss.xml", worker.url).href,
    foreignTopic: "https://feeds.example.net/not-ours.xml",
    callbacks,
    async change() {
      changes += 1;
      const { status } = await worker.putArticle(`change-${changes}`, writeMarkdown({ title: `Change ${changes}` }));
      if (status !== 201) throw new Error(`The article was answered ${status}, wanted 201`);
    },
    waits: {
      verificationMs: 30_000,
      deliveryMs: 40_000,
      paceMs: 6000,
      retryMs: RETRY_MS,
      settleMs: 1000,
      leaseMs: 1000,
    },
  });
  const sweeping = setInterval(() => worker.runSweep().catch(() => undefined), SWEEP_EVERY_MS);
  const outcomes = await runClauses(seen, createLab, seen.length, () => {});
  clearInterval(sweeping);
  const broken = outcomes.filter(({ result }) => result === "broken");
  expect(broken.map((outcome) => [outcome.clause.id, "diagnostic" in outcome && outcome.diagnostic])).toEqual([]);
  // Foreign topics are refused with 400, so there is no denial to check; leases of an hour and more are not waited for.
  const skipped = outcomes.filter(({ result }) => result === "skipped");
  expect(skipped.map(({ clause }) => clause.id)).toEqual(["5.2/denial", "5.3.1/lease-ends"]);
}, 300_000);
