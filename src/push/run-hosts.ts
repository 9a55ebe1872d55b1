import { type Pace, paceRules } from "./pace.ts";
import { type Budget, type HostPorts, workHost } from "./work-host.ts";

/** A message only says where to look; the store says what there is to do. */
export type PushMessage =
  /** A head has moved: find the subscriptions behind it. */
  { readonly kind: "plan" } | HostsMessage;

export interface HostsMessage {
  readonly kind: "hosts";
  /** Of all its hosts. Absent in messages of former versions. */
  readonly pace?: Pace;
  readonly hosts: readonly string[];
}

export interface PushQueue {
  /** All or none. */
  readonly send: (messages: readonly PushMessage[], delaySeconds: number) => Promise<void>;
}

export interface RunPorts extends HostPorts {
  readonly queue: PushQueue;
  /** How many requests one run may make: platforms count them. */
  readonly requestsPerRun: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Keeps the invocation alive for work that the run does not wait for. */
  readonly waitUntil: (work: Promise<void>) => void;
}

const MAX_RUN_MS = 30_000;
const BUSY_WAIT_SECONDS = 3;

/**
 * Works through the hosts of one message. A host that takes longer than the message's patience keeps its lane and is left to it:
 * the run ends without it, and hands the hosts that it has not begun to another run, so that none waits for a slow one.
 */
export async function runHosts({ hosts, pace = "untried" }: HostsMessage, ports: RunPorts): Promise<void> {
  const { lanes, patienceMs } = paceRules[pace];
  const budget = { requests: ports.requestsPerRun, until: ports.now() + MAX_RUN_MS };
  const pending = [...hosts];
  const lane = async () => {
    for (let host = pending.shift(); host !== undefined; host = pending.shift()) {
      const work = workAndReport(host, pace, ports, budget);
      const isLeft = await Promise.race([work.then(() => false), ports.sleep(patienceMs).then(() => true)]);
      if (!isLeft) continue;
      ports.waitUntil(work);
      return;
    }
  };
  const results = await Promise.allSettled(Array.from({ length: lanes }, lane));
  if (pending.length > 0) await ports.queue.send([{ kind: "hosts", pace, hosts: pending }], 0);
  // One lane's fault ends no other's work; the queue gives the message again, and it finds what is left.
  const failed = results.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/** Works at one host; what the budget or another consumer leaves undone goes back into the queue. */
async function workAndReport(host: string, pace: Pace, ports: RunPorts, budget: Budget): Promise<void> {
  const isSpent = budget.requests <= 0 || ports.now() >= budget.until;
  const result = isSpent ? "more" : await workHost(host, ports, budget);
  if (result === "done") return;
  await ports.queue.send([{ kind: "hosts", pace, hosts: [host] }], result === "busy" ? BUSY_WAIT_SECONDS : 0);
}
