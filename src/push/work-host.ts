import { formatHex } from "../lib/bytes.ts";
import { askIntent, type IntentPorts } from "./ask-intent.ts";
import { type DeliveryPorts, deliver } from "./deliver.ts";
import type { DeliveryOutcome } from "./delivery-outcome.ts";
import type { DueSubscription, HostLease, HostWork, Intent, PushStore } from "./push-store.ts";

export interface HostPorts extends IntentPorts, DeliveryPorts {
  readonly store: PushStore;
}

/** The remaining budget of one run, shared by all its hosts: platforms limit an invocation's requests and its time. */
export interface Budget {
  requests: number;
  readonly until: number;
}

/** `busy`: another consumer holds the host. `more`: the budget ended first. */
export type HostResult = "done" | "busy" | "more";

const LEASE_MS = 60_000;
/** A request that could outlast the lease is not started; the margin exceeds the longest request and its record. */
const LEASE_RESERVE_MS = 20_000;
/** How many results a kill may lose, and so send again. */
const OUTCOMES_PER_SAVE = 10;

/** Does everything due at one host, one request after the other, under its lease. */
export async function workHost(host: string, ports: HostPorts, budget: Budget): Promise<HostResult> {
  const { store, now, drawBytes } = ports;
  const lease = { host, lease: formatHex(drawBytes(12)) };
  for (let isFirst = true; ; isFirst = false) {
    const leasedUntil = now() + LEASE_MS;
    const work = await store.takeHost(lease, now(), leasedUntil);
    if (work === undefined) return isFirst ? "busy" : "done";
    const lane = createLane(lease, leasedUntil, ports, budget);
    const hasMore = await lane.work(work);
    if (hasMore && lane.hasBudget()) {
      await lane.save();
      continue;
    }
    await lane.release();
    return hasMore ? "more" : "done";
  }
}

function createLane(lease: HostLease, firstLeasedUntil: number, ports: HostPorts, budget: Budget) {
  const { store, now } = ports;
  const outcomes: DeliveryOutcome[] = [];
  let leasedUntil = firstLeasedUntil;
  let answers = { count: 0, totalMs: 0 };

  const hasBudget = () => budget.requests > 0 && now() < budget.until;

  async function saveUntil(until: number): Promise<boolean> {
    const answerMs = answers.count === 0 ? undefined : Math.round(answers.totalMs / answers.count);
    answers = { count: 0, totalMs: 0 };
    return store.saveOutcomes(lease, outcomes.splice(0), { until, answerMs });
  }

  function save(): Promise<boolean> {
    leasedUntil = now() + LEASE_MS;
    return saveUntil(leasedUntil);
  }

  async function measure<Value>(request: Promise<Value>): Promise<Value> {
    const begunAt = now();
    const value = await request;
    answers = { count: answers.count + 1, totalMs: answers.totalMs + now() - begunAt };
    return value;
  }

  /** Whether another request may begin: the lease lasts, and the budget. */
  async function mayGoOn(): Promise<boolean> {
    const isTimeToSave = outcomes.length >= OUTCOMES_PER_SAVE || now() > leasedUntil - LEASE_RESERVE_MS;
    if (isTimeToSave && !(await save())) return false;
    if (!hasBudget()) return false;
    budget.requests -= 1;
    return true;
  }

  async function askAll(intents: readonly Intent[]): Promise<void> {
    for (const intent of intents) {
      if (!(await mayGoOn())) return;
      await store.settleIntent(intent, await measure(askIntent(intent, ports)), now());
    }
  }

  /** How many there were that could be tried. */
  async function deliverAll(due: readonly DueSubscription[]): Promise<number> {
    let tried = 0;
    for (const subscription of due) {
      if (!(await mayGoOn())) break;
      const outcome = await measure(deliver(subscription, ports));
      if (outcome === undefined) continue;
      outcomes.push(outcome);
      tried += 1;
    }
    return tried;
  }

  /**
   * Whether there is more to do here: the budget ended first, or the host had more due than a round takes. A round that did nothing
   * would do nothing again; a head that moves meanwhile sends its own message.
   */
  async function work({ intents, due, isComplete }: HostWork): Promise<boolean> {
    await askAll(intents);
    const tried = await deliverAll(due);
    const count = intents.length + due.length;
    return isComplete ? count > 0 && !hasBudget() : intents.length + tried > 0 || !hasBudget();
  }

  return { hasBudget, work, save, release: () => saveUntil(now()) };
}
