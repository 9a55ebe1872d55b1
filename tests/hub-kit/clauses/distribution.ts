import assert from "node:assert/strict";
import type { Callback, Received, Reply } from "../callbacks.ts";
import type { Clause } from "../clause.ts";
import { deliveriesOf, type Lab } from "../lab.ts";
import { expectSame } from "../seen.ts";
import { readLinks, type TopicVersion, targetsOf } from "../topic.ts";
import { sleep, waitFor } from "../wait.ts";

// WebSub §7: what a hub sends when a topic has changed, and what it makes of the answer.

async function firstDelivery(lab: Lab): Promise<Received> {
  return lab.deliver(await lab.subscribe());
}

function linksOf({ headers }: Received) {
  return readLinks(String(headers.link ?? ""));
}

/** Media types are the same in any case and spacing (RFC 9110 §8.3.1). */
function normaliseType(contentType: string): string {
  return contentType.toLowerCase().replaceAll(/\s|"/g, "");
}

/** The version is fetched after the hub was told of it: its delivery may come first. */
async function findVersion(lab: Lab, isIt: (version: TopicVersion) => boolean): Promise<TopicVersion | undefined> {
  return waitFor(() => lab.versions.find(isIt), lab.waits.settleMs);
}

/** The next delivery is answered as told, every later one with 204. */
function failOnce({ script }: Callback, reply: Reply): void {
  script.delivery = () => {
    script.delivery = () => ({ status: 204 });
    return reply;
  };
}

const firstReplies = {
  "202": { status: 202 },
  "302": { status: 302, headers: { Location: "/nowhere" } },
  "404": { status: 404 },
  "500": { status: 500 },
} as const;

type FirstStatus = keyof typeof firstReplies;

/** How many deliveries of one version came to each subscriber, by its answer to the first. */
async function observeRetries(lab: Lab): Promise<ReadonlyMap<FirstStatus, number>> {
  const statuses = Object.keys(firstReplies) as FirstStatus[];
  const subscribers = await Promise.all(
    statuses.map(async (status) => ({ status, since: 0, callback: await lab.subscribe() })),
  );
  const count = ({ callback, since }: (typeof subscribers)[number]) => deliveriesOf(callback, since).length;
  // While nothing else changes, a second delivery can only be the first one tried again.
  await lab.publishAlone({
    observed: subscribers.map(({ callback }) => callback),
    before: () => {
      for (const subscriber of subscribers) {
        subscriber.since = subscriber.callback.received.length;
        failOnce(subscriber.callback, firstReplies[subscriber.status]);
      }
    },
    after: async () => {
      const failing = subscribers.filter(({ status }) => status !== "202");
      const haveCome = (times: number) => () => failing.every((subscriber) => count(subscriber) >= times) || undefined;
      await waitFor(haveCome(1), lab.waits.deliveryMs);
      await waitFor(haveCome(2), lab.waits.retryMs);
      await sleep(lab.waits.settleMs);
    },
  });
  return new Map(subscribers.map((subscriber) => [subscriber.status, count(subscriber)]));
}

/** By the topic's versions, which all checks at one hub share. */
const retries = new WeakMap<Lab["versions"], Promise<ReadonlyMap<FirstStatus, number>>>();

/** Observed once for all clauses that ask: the waits are the longest of all. */
async function countDeliveries(lab: Lab, status: FirstStatus): Promise<number> {
  const observed = retries.get(lab.versions) ?? observeRetries(lab);
  retries.set(lab.versions, observed);
  return (await observed).get(status) ?? 0;
}

async function isRetried(lab: Lab, status: FirstStatus): Promise<void> {
  const count = await countDeliveries(lab, status);
  assert(count > 0, "nothing was delivered");
  assert(count > 1, `not tried again within ${lab.waits.retryMs} ms`);
}

/** Whatever became of one delivery, the next version is delivered all the same. */
async function isKeptAfter(lab: Lab, first: Reply): Promise<void> {
  const callback = await lab.subscribe();
  failOnce(callback, first);
  await lab.deliver(callback);
  const before = callback.received.length;
  const { ids, body } = await lab.publish();
  const patienceMs = lab.waits.deliveryMs + lab.waits.retryMs;
  const isNew = (delivery: Received) => delivery.body.includes(ids[0] ?? body);
  const found = await waitFor(() => deliveriesOf(callback, before).find(isNew), patienceMs);
  assert(found, `the next version did not come within ${patienceMs} ms`);
}

/** Any change may be the one that it answers so: others change the topic, too. */
async function leaveBy410(lab: Lab): Promise<Callback> {
  const callback = await lab.subscribe({ script: { delivery: () => ({ status: 410 }) } });
  await lab.publish();
  const told = await waitFor(() => deliveriesOf(callback)[0], lab.waits.deliveryMs);
  assert(told, "there was no delivery to answer with 410");
  await sleep(lab.waits.settleMs);
  return callback;
}

const failures: readonly FirstStatus[] = ["302", "404", "500"];

export const distributionClauses: readonly Clause[] = [
  {
    id: "7/post",
    level: "must",
    description: "sends a POST to the callback when the topic has changed",
    async check(lab) {
      const { body } = await firstDelivery(lab);
      assert(body.length > 0, "the delivery has no body");
    },
  },
  {
    id: "7/every-change",
    level: "must",
    description: "goes on sending with the next changes",
    async check(lab) {
      const callback = await lab.subscribe();
      await lab.deliver(callback);
      await lab.deliver(callback);
      await lab.deliver(callback);
    },
  },
  {
    id: "7/content-type",
    level: "must",
    description: "sends the topic's Content-Type",
    async check(lab) {
      const { headers } = await firstDelivery(lab);
      const { contentType = "" } = lab.versions.at(-1) ?? {};
      expectSame("Content-Type", normaliseType(headers["content-type"] ?? ""), normaliseType(contentType));
    },
  },
  {
    id: "7/whole",
    level: "must",
    description: "sends the topic's full contents to who has had nothing yet",
    async check(lab) {
      const body = (await firstDelivery(lab)).body.toString();
      const isWhole = ({ body: whole, ids }: TopicVersion) =>
        whole === body || (ids.length > 0 && ids.every((id) => body.includes(id)));
      assert(await findVersion(lab, isWhole), "the delivery is none of the topic's versions");
    },
  },
  {
    id: "7/new-entries",
    level: "must",
    description: "leaves out no entry that was not delivered before",
    async check(lab) {
      const callback = await lab.subscribe();
      const first = (await lab.deliver(callback)).body.toString();
      const [newest] = (await lab.publish()).ids;
      if (newest === undefined || first.includes(newest)) return;
      const hasIt = () => deliveriesOf(callback).some(({ body }) => body.includes(newest));
      assert(await waitFor(() => hasIt() || undefined, lab.waits.deliveryMs), `entry ${newest} was not delivered`);
    },
  },
  {
    id: "7/link-self",
    level: "must",
    description: "names the topic's canonical address in one Link rel=self",
    async check(lab) {
      const selves = targetsOf(linksOf(await firstDelivery(lab)), "self");
      const wanted = lab.versions.at(-1)?.selves[0] ?? lab.topic;
      expectSame("rel=self", selves, [new URL(wanted, lab.topic).href]);
    },
  },
  {
    id: "7/link-hub",
    level: "must",
    description: "names a hub of the topic in a Link rel=hub",
    async check(lab) {
      const hubs = targetsOf(linksOf(await firstDelivery(lab)), "hub");
      const known = [lab.hub, ...(lab.versions.at(-1)?.hubs ?? [])];
      assert(
        hubs.some((hub) => known.includes(hub)),
        `rel=hub names ${JSON.stringify(hubs)}, wanted one of ${known.join(" ")}`,
      );
    },
  },
  {
    id: "7/link-one-header",
    level: "should",
    description: "combines the links into one header",
    async check(lab) {
      const callback = lab.open();
      let lines = 0;
      callback.script.delivery = ({ rawLinks }) => {
        lines = rawLinks;
        return { status: 204 };
      };
      await lab.complete("subscribe", callback);
      await lab.deliver(callback);
      expectSame("Link headers", lines, 1);
    },
  },
  {
    id: "8.3/exact-callback",
    level: "must",
    description: "delivers to the callback byte for byte: encoded characters, double slashes and query stay",
    async check(lab) {
      const suffix = "//a%2Fb/~c/%c3%bc/?x=1&x=2&&y=%20+z&hub.mode=mine";
      const callback = await lab.subscribe({ suffix });
      const { target } = await lab.deliver(callback);
      expectSame("path and query", target, new URL(callback.url).pathname.split("//")[0] + suffix);
    },
  },
  {
    id: "7/2xx",
    level: "must",
    description: "takes any 2xx for a success, and does not deliver the same again",
    async check(lab) {
      expectSame("deliveries of one version", await countDeliveries(lab, "202"), 1);
    },
  },
  {
    id: "7/answer-ignored",
    level: "must",
    description: "ignores what a subscriber writes into its answer",
    async check(lab) {
      const body = `<html>error: failed\n${"x".repeat(200_000)}</html>`;
      const callback = await lab.subscribe({ script: { delivery: () => ({ status: 200, body }) } });
      const first = (await lab.deliver(callback)).body.toString();
      await lab.deliver(callback, (delivery) => delivery.body.toString() !== first);
    },
  },
  {
    id: "7/redirect",
    level: "must",
    description: "follows no redirect with a delivery",
    async check(lab) {
      const elsewhere = lab.open();
      const headers = { Location: elsewhere.url };
      const callback = await lab.subscribe({ script: { delivery: () => ({ status: 307, headers }) } });
      await lab.deliver(callback);
      await sleep(lab.waits.settleMs);
      expectSame("requests where the redirect points", elsewhere.received.length, 0);
    },
  },
  ...failures.map(
    (status): Clause => ({
      id: `7/retry-${status}`,
      level: "should",
      description: `takes ${status} for a failure, and tries the same callback again`,
      check: (lab) => isRetried(lab, status),
    }),
  ),
  ...failures.map(
    (status): Clause => ({
      id: `7/kept-after-${status}`,
      level: "must",
      description: `keeps a subscription whose callback answered ${status}, and delivers the next version`,
      check: (lab) => isKeptAfter(lab, firstReplies[status]),
    }),
  ),
  {
    id: "7/410",
    level: "may",
    description: "ends a subscription whose callback answers 410",
    async check(lab) {
      const callback = await leaveBy410(lab);
      const before = deliveriesOf(callback).length;
      await lab.deliver(await lab.subscribe());
      await sleep(lab.waits.settleMs);
      expectSame("deliveries", deliveriesOf(callback).length - before, 0);
    },
  },
  {
    id: "7/410-again",
    level: "must",
    description: "lets a subscriber come back that has answered 410",
    async check(lab) {
      const callback = await leaveBy410(lab);
      callback.script.delivery = () => ({ status: 204 });
      await lab.complete("subscribe", callback);
      await lab.deliver(callback);
    },
  },
];
