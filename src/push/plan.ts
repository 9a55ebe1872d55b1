import { type Pace, paceOf } from "./pace.ts";
import type { DueHost, PushStore } from "./push-store.ts";
import type { HostsMessage, PushQueue } from "./run-hosts.ts";

export interface PlanPorts {
  readonly store: PushStore;
  readonly queue: PushQueue;
  readonly now: () => number;
}

/**
 * The delay from a commit to its delivery. Isolates use a head for 2 s (serving/gate/heads.ts), and the edge may have kept it
 * for 1 s before that (serving/origin/origin.ts); the last second is margin. A subscriber that fetches on receipt then gets the
 * announced revision.
 */
export const FRESH_AFTER_MS = 4000;

const HOSTS_PER_MESSAGE = 10;
const HOSTS_PER_ROUND = 1000;
/** Bounds one plan: the sweep continues it, so a backlog is not read at once. */
const MAX_ROUNDS = 20;

/** After a commit: once readers see it, finds subscriptions that are behind. A burst waits for its last commit. */
export async function noteCommit({ store, queue, now }: PlanPorts): Promise<void> {
  if (await store.noteHeads(now())) await queue.send([{ kind: "plan" }], FRESH_AFTER_MS / 1000);
}

/** Sends every host with something due on its way. */
export async function plan(ports: PlanPorts): Promise<void> {
  // A head without a note: the note after its publish was lost, or it fell due and a poll announced it.
  await noteCommit(ports);
  const { store, queue, now } = ports;
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const hosts = await store.claimDueHosts(now(), HOSTS_PER_ROUND);
    if (hosts.length > 0) await queue.send(splitHosts(hosts), 0);
    if (hosts.length < HOSTS_PER_ROUND) return;
  }
}

/** The cron's work: what the queue has lost, what is due again, what has expired. */
export async function sweep(ports: PlanPorts): Promise<void> {
  await ports.store.removeExpired(ports.now());
  await plan(ports);
}

const PACES: readonly Pace[] = ["quick", "untried", "slow"];

/** Hosts of one pace to a message, the quick ones first: no host shares a run with a slower one. */
function splitHosts(hosts: readonly DueHost[]): HostsMessage[] {
  return PACES.flatMap((pace) => {
    const own = hosts.filter((host) => paceOf(host) === pace).map(({ host }) => host);
    return Array.from({ length: Math.ceil(own.length / HOSTS_PER_MESSAGE) }, (_, index) => ({
      kind: "hosts" as const,
      pace,
      hosts: own.slice(index * HOSTS_PER_MESSAGE, (index + 1) * HOSTS_PER_MESSAGE),
    }));
  });
}
