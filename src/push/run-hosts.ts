import { type HostPorts, workHost } from "./work-host.ts";

/** What stands in the queue: where to look. What there is to do is asked of the store. */
export type PushMessage =
  /** A head has moved: see who is behind it. */
  { readonly kind: "plan" } | { readonly kind: "hosts"; readonly hosts: readonly string[] };

export interface PushQueue {
  /** All or none. */
  readonly send: (messages: readonly PushMessage[], delaySeconds: number) => Promise<void>;
}

export interface RunPorts extends HostPorts {
  readonly queue: PushQueue;
  /** How many requests one run may make: platforms count them. */
  readonly requestsPerRun: number;
}

/** The platform waits with a seventh request until one of six has its answer. */
const MAX_LANES = 6;
const MAX_RUN_MS = 30_000;
const BUSY_WAIT_SECONDS = 3;

/** Works through the hosts of one message; what is not finished goes back into the queue. */
export async function runHosts(hosts: readonly string[], ports: RunPorts): Promise<void> {
  const budget = { requests: ports.requestsPerRun, until: ports.now() + MAX_RUN_MS };
  const pending = [...hosts];
  const [busy, more]: [string[], string[]] = [[], []];
  const runLane = async () => {
    for (let host = pending.shift(); host !== undefined; host = pending.shift()) {
      const isSpent = budget.requests <= 0 || ports.now() >= budget.until;
      const result = isSpent ? "more" : await workHost(host, ports, budget);
      if (result === "busy") busy.push(host);
      if (result === "more") more.push(host);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: MAX_LANES }, runLane));
  if (more.length > 0) await ports.queue.send([{ kind: "hosts", hosts: more }], 0);
  if (busy.length > 0) await ports.queue.send([{ kind: "hosts", hosts: busy }], BUSY_WAIT_SECONDS);
  // One lane's fault ends no other's work; the queue gives the message again, and it finds what is left.
  const failed = lanes.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
