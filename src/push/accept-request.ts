import { fail, type Result, succeed } from "../lib/result.ts";
import { type CallbackPolicy, checkCallback } from "./callback-policy.ts";
import { clientOf, type HubClient, listCaps, listSlotLimits, type SubscriptionCaps } from "./fair-shares.ts";
import type { KnownSubscription, NewIntent, PushStore, Topic } from "./push-store.ts";
import type { SubscriptionRequest } from "./read-hub-request.ts";
import type { PushQueue } from "./run-hosts.ts";
import { findTopic } from "./topics.ts";

export interface AcceptPorts {
  readonly store: PushStore;
  readonly queue: PushQueue;
  readonly policy: CallbackPolicy;
  readonly publicUrl: string;
  /** How many callbacks are verified in a minute for one client, and at one host. */
  readonly verificationsPerMinute: number;
  readonly caps: SubscriptionCaps;
  /** The revision of a feed that readers can see now; undefined: there is no such feed. */
  readonly findRevision: (topic: Topic) => Promise<number | undefined>;
  /** The topic that has taken the place of one. */
  /** The address of a topic that has moved. */
  readonly findSuccessor: (topic: Topic) => Promise<string | undefined>;
  readonly now: () => number;
}

export type Refusal =
  | { readonly reason: "invalid"; readonly detail: string }
  | { readonly reason: "too-many"; readonly detail: string; readonly waitSeconds: number };

/** A re-subscription sooner than this takes a slot: otherwise strangers could make the hub request a callback without limit. */
const RENEWAL_AFTER_MS = 60_000;
const HOUR_MS = 3_600_000;
const SLOTS_WAIT_SECONDS = 600;
const FULL_WAIT_SECONDS = 86_400;

/** Accepts a request for verification (WebSub §5.1); nothing changes before the callback has confirmed it. */
export async function acceptRequest(
  request: SubscriptionRequest,
  client: HubClient,
  ports: AcceptPorts,
): Promise<Result<undefined, Refusal>> {
  const { store, policy, now } = ports;
  const callback = checkCallback(request.callback, policy);
  if (!callback.ok) return fail({ reason: "invalid", detail: callback.problem });
  const topic = findTopic(request.topic, ports.publicUrl);
  const revision = topic && (await ports.findRevision(topic));
  const isGone = revision === undefined && request.mode === "subscribe";
  if (topic === undefined || isGone)
    return fail(refuseTopic(request.topic, topic && (await ports.findSuccessor(topic)), ports));
  const known = await store.findSubscription(topic, request.callback, now());
  // WebSub §5.1: there is nothing to end, and asking the callback would only let strangers make us ask.
  if (known === undefined && request.mode === "unsubscribe") return succeed(undefined);
  const { host } = callback.value;
  const intent: NewIntent = { ...describeIntent(request, topic, host, client), cursor: revision ?? 0 };
  const isFree = known !== undefined && isFreeRenewal(request, known, now());
  if (isFree && (await store.saveRenewal(intent, now()))) return accept(host, now(), ports);
  return acceptWithSlot(intent, client, known, ports);
}

function describeIntent(
  { dialect, mode, topic: topicAddress, callback, leaseSeconds, secret, verifyToken }: SubscriptionRequest,
  topic: Topic,
  host: string,
  client: HubClient,
): Omit<NewIntent, "cursor"> {
  const common = { dialect, mode, topic, topicAddress, callback, host, leaseSeconds, verifyToken } as const;
  return { ...common, secret: mode === "subscribe" ? secret : undefined, client: clientOf(client) };
}

/** A topic that is not ours is refused in the answer: nothing is stored, and no callback hears of it. */
function refuseTopic(topic: string, successor: string | undefined, { publicUrl }: AcceptPorts): Refusal {
  const found = topic.slice(0, 200);
  if (successor !== undefined) {
    const detail = `"hub.topic" ${found} has moved for good; subscribe to ${successor}`;
    return { reason: "invalid", detail };
  }
  const detail = `"hub.topic" must be the address of a feed of this publication, found "${found}"; e.g. ${publicUrl}/rss.xml`;
  return { reason: "invalid", detail };
}

function changesSecret({ mode, secret }: Pick<NewIntent, "mode" | "secret">, known: KnownSubscription): boolean {
  return mode === "subscribe" && known.secret !== secret;
}

/**
 * A renewal of what was verified a minute ago or earlier needs no slot. For an hour after another secret was tried every
 * re-subscription takes one: the answers must not let a stranger guess the secret faster than slots come.
 */
function isFreeRenewal(request: SubscriptionRequest, known: KnownSubscription, now: number): boolean {
  const isQuiet = known.secretAskedAt === undefined || known.secretAskedAt <= now - HOUR_MS;
  return known.verifiedAt <= now - RENEWAL_AFTER_MS && isQuiet && !changesSecret(request, known);
}

async function acceptWithSlot(
  intent: NewIntent,
  client: HubClient,
  known: KnownSubscription | undefined,
  ports: AcceptPorts,
): Promise<Result<undefined, Refusal>> {
  const { store, now } = ports;
  const { host } = intent;
  if (known === undefined) {
    const full = await store.findFullParty(listCaps(intent.client, host, ports.caps));
    if (full !== undefined) return fail(refuseFull(full));
  }
  const dueAt = await store.takeSlots(listSlotLimits(client, host, ports.verificationsPerMinute), now());
  if (dueAt === undefined) {
    const detail = `Too many verifications wait for this client or for ${host}`;
    return fail({ reason: "too-many", detail, waitSeconds: SLOTS_WAIT_SECONDS });
  }
  if (known !== undefined && changesSecret(intent, known)) {
    const isFirst = await store.claimSecretChange(known.id, now() - HOUR_MS, now());
    if (!isFirst) return fail(SECRET_REFUSAL);
  }
  await store.saveIntent(intent, dueAt);
  return accept(host, dueAt, ports);
}

const SECRET_REFUSAL: Refusal = {
  reason: "too-many",
  detail: "The secret of a subscription may change once an hour",
  waitSeconds: HOUR_MS / 1000,
};

/** The party as {@link listCaps} names it. */
function refuseFull(party: string): Refusal {
  const whose = party === "all" ? "This hub" : party.startsWith("host ") ? "This callback's host" : "This client";
  const detail = `${whose} holds as many subscriptions as it may; end some, or ask the publisher for more`;
  return { reason: "too-many", detail, waitSeconds: FULL_WAIT_SECONDS };
}

async function accept(host: string, dueAt: number, { queue, now }: AcceptPorts): Promise<Result<undefined, Refusal>> {
  const delaySeconds = Math.max(0, Math.ceil((dueAt - now()) / 1000));
  await queue.send([{ kind: "hosts", pace: "untried", hosts: [host] }], delaySeconds);
  return succeed(undefined);
}
