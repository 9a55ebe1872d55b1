import { findLeaving } from "../article/profile/find-leaving.ts";
import { HUB_PATH } from "../feed/feed-links.ts";
import { formats } from "../feed/formats.ts";
import type { ByteLru } from "../lib/byte-lru.ts";
import { type CallbackClient, callBack, type Reply } from "./callback-client.ts";
import type { DeliveryOutcome, DeliveryResult } from "./delivery-outcome.ts";
import type { DueSubscription, Topic } from "./push-store.ts";
import { findRetryWait } from "./retry-schedule.ts";
import { signBody } from "./signature.ts";
import { topicAddress } from "./topics.ts";

/** A topic's document, whole or with what came after a revision. */
export interface TopicRendering {
  readonly revision: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface DeliveryPorts {
  readonly publicUrl: string;
  readonly speaker: CallbackClient;
  /** Undefined: there is no such document, or no delta that could say what happened. */
  readonly render: (topic: Topic, after: number | undefined) => Promise<TopicRendering | undefined>;
  /** Renderings by topic, beginning and end: made once for all who have the same cursor. */
  readonly renderings: ByteLru<TopicRendering>;
  readonly now: () => number;
  /** 0 to 1. */
  readonly chance: () => number;
}

/**
 * Brings one subscription's cursor to the head: one request, and what became of it. Undefined: the head has moved on meanwhile,
 * and what it is now must not be sent before readers see it.
 */
export async function deliver(due: DueSubscription, ports: DeliveryPorts): Promise<DeliveryOutcome | undefined> {
  const { topic, successor } = due;
  const leaving = findLeaving(due.leaving, ports.publicUrl, ports.now());
  if (leaving !== undefined) return deliverLast(due, { topic, self: leaving.to[topic.format] }, ports);
  if (successor !== undefined)
    return deliverLast(due, placeTopic({ feed: successor, format: topic.format }, ports), ports);
  const rendering = await findRendering(due, ports);
  const { id, generation } = due;
  if (rendering === undefined) {
    const result = { kind: "nothing-to-send" } as const;
    return { id, generation, revision: due.headRevision, at: ports.now(), status: "nothing to send", result };
  }
  if (rendering.revision !== due.headRevision) return undefined;
  const reply =
    due.dialect === "rsscloud"
      ? await notify(due, ports)
      : await distribute(due, placeTopic(topic, ports), rendering, ports);
  const at = ports.now();
  const { revision } = rendering;
  return { id, generation, revision, at, status: reply.told, result: judge(due, reply, revision, at, ports.chance()) };
}

/** A topic's document, and the address that its delivery names as its own. */
interface PlacedTopic {
  readonly topic: Topic;
  readonly self: string;
}

function placeTopic(topic: Topic, { publicUrl }: DeliveryPorts): PlacedTopic {
  return { topic, self: topicAddress(topic, publicUrl) };
}

/**
 * WebSub §6 ("Subscription Migration"): subscribers of a topic that has moved get a last delivery, which names the new self and the
 * hub; its address answers 301 from then on. Of a feed that leaves, the document is the one that it has here.
 */
async function deliverLast(due: DueSubscription, placed: PlacedTopic, ports: DeliveryPorts): Promise<DeliveryOutcome> {
  const { id, generation, headRevision: revision } = due;
  const rendering = await ports.render(placed.topic, undefined);
  if (rendering === undefined) {
    const result = { kind: "nothing-to-send" } as const;
    return { id, generation, revision, at: ports.now(), status: "nothing to send", result };
  }
  const reply = due.dialect === "rsscloud" ? await notify(due, ports) : await distribute(due, placed, rendering, ports);
  const at = ports.now();
  const result = judge(due, reply, revision, at, ports.chance());
  const isOver = result.kind === "delivered";
  return { id, generation, revision, at, status: reply.told, result: isOver ? { kind: "ended" } : result };
}

/** The delta where there is one; JSON Feed has no rule for parts, and the first delivery is whole. */
async function findRendering(due: DueSubscription, ports: DeliveryPorts): Promise<TopicRendering | undefined> {
  const { topic, isWhole, cursor, headRevision } = due;
  const after = isWhole || topic.format === "json" || cursor >= headRevision ? undefined : cursor;
  const delta = after === undefined ? undefined : await renderOnce(topic, after, headRevision, ports);
  return delta ?? renderOnce(topic, undefined, headRevision, ports);
}

async function renderOnce(
  topic: Topic,
  after: number | undefined,
  headRevision: number,
  { publicUrl, render, renderings }: DeliveryPorts,
): Promise<TopicRendering | undefined> {
  const key = `${topicAddress(topic, publicUrl)} ${after ?? ""} ${headRevision}`;
  const kept = renderings.get(key);
  if (kept !== undefined) return kept;
  const made = await render(topic, after);
  // Under the revision it was asked for, it is true for ever.
  if (made?.revision === headRevision) renderings.set(key, made, made.bytes.byteLength);
  return made;
}

/** WebSub §7: the content as the topic serves it, with both links in one header, and signed if there is a secret. */
async function distribute(
  due: DueSubscription,
  { topic, self }: PlacedTopic,
  { bytes }: TopicRendering,
  ports: DeliveryPorts,
): Promise<Reply> {
  const { publicUrl, speaker } = ports;
  const headers = {
    "Content-Type": formats[topic.format].contentType,
    Link: `<${publicUrl}${HUB_PATH}>; rel="hub", <${self}>; rel="self"`,
    ...(due.secret !== undefined && { "X-Hub-Signature": await signBody(bytes, due.secret) }),
  };
  return callBack(due.callback, { method: "POST", headers, body: bytes }, speaker);
}

/** rssCloud tells that something changed, and where. */
async function notify({ callback, topic }: DueSubscription, { publicUrl, speaker }: DeliveryPorts): Promise<Reply> {
  const body = new URLSearchParams({ url: topicAddress(topic, publicUrl) });
  return callBack(callback, { method: "POST", body }, speaker);
}

/** WebSub §7: 2xx is success, 410 ends the subscription, everything else has failed. */
function judge(due: DueSubscription, { status }: Reply, revision: number, at: number, chance: number): DeliveryResult {
  if (status !== undefined && status >= 200 && status < 300) return { kind: "delivered" };
  if (status === 410) return { kind: "ended" };
  const attempts = due.target < revision ? 1 : due.attempts + 1;
  const waitMs = findRetryWait(attempts, chance);
  return waitMs === undefined ? { kind: "given-up", attempts } : { kind: "failed", attempts, nextTryAt: at + waitMs };
}
