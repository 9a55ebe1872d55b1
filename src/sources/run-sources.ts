import type { SourceRule } from "../article/profile/source-rules.ts";
import { checkMissing } from "./check-missing.ts";
import { pollSource } from "./poll-source.ts";
import { publishStaged } from "./publish-staged.ts";
import type { SourcePorts } from "./source-ports.ts";
import type { FollowedSource } from "./source-store.ts";
import { RENEW_RETRY_MS, renewSubscription } from "./subscribe.ts";

/** The limits of one run: the cron fires each minute, and a run must leave time for the others. */
export const RUN_LIMITS = {
  polls: 10,
  /** Articles to publish: some 3 ms of CPU and one picture each. */
  articles: 40,
  /** Pages to fetch and to search for the text of an article: some 30 ms of CPU each. */
  fullTexts: 10,
  renewals: 5,
  pages: 5,
  /** Nothing new is begun after that. */
  patienceMs: 25_000,
} as const;

export type RunLimits = Readonly<Record<keyof typeof RUN_LIMITS, number>>;

/** A run that was killed is taken up by another after this. */
export const LEASE_MS = 120_000;
const LANES = 4;

/** One run of the cron: polls what is due, publishes what is staged, and keeps subscriptions alive. */
export async function runSources(
  rules: readonly SourceRule[],
  ports: SourcePorts,
  limits: RunLimits = RUN_LIMITS,
): Promise<void> {
  const startedAt = ports.now();
  const isOver = () => ports.now() - startedAt > limits.patienceMs;
  await ports.store.reconcile(rules, startedAt, ports.drawSecret);
  if (rules.length === 0) return;
  const due = await ports.store.takeDue(startedAt, startedAt + LEASE_MS, limits.polls);
  await inLanes(due, (source) => pollSource(source, ports));
  await publishStaged(rules, limits, ports, isOver);
  const renewals = await ports.store.takeRenewals(startedAt, startedAt + RENEW_RETRY_MS, limits.renewals);
  await inLanes(renewals, (source) => renewSubscription(source, ports));
  if (!isOver()) await checkMissing(limits.pages, ports, isOver);
}

/** A few at a time: the platform allows six requests that wait for their headers. One that fails unforeseen holds up no other. */
async function inLanes(
  sources: readonly FollowedSource[],
  work: (source: FollowedSource) => Promise<void>,
): Promise<void> {
  const queue = [...sources];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await work(next).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  for (const failure of failures) console.error("A source cannot be followed:", failure);
}
