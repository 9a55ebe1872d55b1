import { fail, type Result, succeed } from "../lib/result.ts";
import { type CallbackPolicy, checkCallback } from "./callback-policy.ts";
import type { NewIntent, PushStore, Topic } from "./push-store.ts";
import type { SubscriptionRequest } from "./read-hub-request.ts";
import type { PushQueue } from "./run-hosts.ts";
import { findTopic } from "./topics.ts";

export interface AcceptPorts {
  readonly store: PushStore;
  readonly queue: PushQueue;
  readonly policy: CallbackPolicy;
  readonly publicUrl: string;
  /** How many callbacks are asked about a minute, for who asks and at the host that is asked. */
  readonly verificationsPerMinute: number;
  /** The revision of a feed that readers can see now; undefined: there is no such feed. */
  readonly findRevision: (topic: Topic) => Promise<number | undefined>;
  readonly now: () => number;
}

export type Refusal =
  | { readonly reason: "invalid"; readonly detail: string }
  | { readonly reason: "too-many"; readonly waitSeconds: number };

/** A renewal sooner than this is no renewal, but somebody else's game with the callback. */
const RENEWAL_AFTER_MS = 60_000;
const TOO_MANY_WAIT_SECONDS = 600;

/** Takes what a subscriber wants into the list of those to ask about it; nothing is believed before the callback says so. */
export async function acceptRequest(
  request: SubscriptionRequest,
  client: string,
  ports: AcceptPorts,
): Promise<Result<undefined, Refusal>> {
  const { store, policy, publicUrl, now, queue } = ports;
  const callback = checkCallback(request.callback, policy);
  if (!callback.ok) return fail({ reason: "invalid", detail: callback.problem });
  const { host } = callback.value;
  const topic = findTopic(request.topic, publicUrl);
  const revision = topic && (await ports.findRevision(topic));
  const verifiedAt = topic && (await store.findVerifiedAt(topic, request.callback, now()));
  // What is not there cannot be ended; asking the callback would only let strangers make us ask.
  if (request.mode === "unsubscribe" && verifiedAt === undefined) return succeed(undefined);
  const intent = describeIntent(request, host, topic, revision);
  const isRenewal = verifiedAt !== undefined && verifiedAt <= now() - RENEWAL_AFTER_MS && intent.mode !== "denied";
  const isFree = isRenewal && (await store.saveRenewal(intent, now()));
  const limits = { parties: [`client ${client}`, `host ${host}`], perMinute: ports.verificationsPerMinute };
  const dueAt = isFree ? now() : await store.saveIntent(intent, limits, now());
  if (dueAt === undefined) return fail({ reason: "too-many", waitSeconds: TOO_MANY_WAIT_SECONDS });
  await queue.send([{ kind: "hosts", hosts: [host] }], Math.max(0, Math.ceil((dueAt - now()) / 1000)));
  return succeed(undefined);
}

/** A topic that is none of ours, or is gone, is denied (WebSub §5.2). */
function describeIntent(
  request: SubscriptionRequest,
  host: string,
  topic: Topic | undefined,
  revision: number | undefined,
): NewIntent {
  const { dialect, callback, leaseSeconds, secret, verifyToken } = request;
  const common = { dialect, topicAddress: request.topic, callback, host, leaseSeconds, verifyToken } as const;
  if (request.mode === "unsubscribe") {
    return { ...common, mode: "unsubscribe", topic, secret: undefined, reason: undefined, cursor: 0 };
  }
  if (topic !== undefined && revision !== undefined) {
    return { ...common, mode: "subscribe", topic, secret, reason: undefined, cursor: revision };
  }
  const reason = "this hub serves the feeds of its own publication alone, and this is none of them";
  return { ...common, mode: "denied", topic: undefined, secret: undefined, reason, cursor: 0 };
}
