import { isPublic } from "../article/authority.ts";
import { SOURCES_PATH } from "../feed/feed-links.ts";
import { DAY_MS } from "../lib/dates.ts";
import { isForgiven } from "../push/callback-policy.ts";
import { SOURCE_TIMEOUT_MS } from "./fetch-source.ts";
import { checkSourceAddress } from "./source-address.ts";
import type { SourcePorts } from "./source-ports.ts";
import type { FollowedSource, HubSubscription } from "./source-store.ts";

// The publication as a WebSub subscriber (WebSub §5.1): its polls go on beside the subscription, since hubs fall silent.

const LEASE_SECONDS = 10 * 86_400;
const LONGEST_LEASE_SECONDS = 14 * 86_400;
const SHORTEST_LEASE_SECONDS = 300;
/** A hub that has not verified by then is asked again. */
const ASK_AGAIN_MS = DAY_MS;
const DENIED_MS = 7 * DAY_MS;
export const RENEW_RETRY_MS = 3_600_000;

export interface HubLinks {
  readonly hub: string;
  readonly topic: string;
}

/** Subscribes where a source names a hub for the first time, or another one. */
export async function considerSubscription(
  source: FollowedSource,
  links: HubLinks | undefined,
  ports: SourcePorts,
): Promise<void> {
  const { subscription } = source;
  const isSame = links !== undefined && subscription?.hub === links.hub && subscription.topic === links.topic;
  if (links === undefined || isSame || !canBeCalled(ports)) return;
  await askHub(source, { ...links, secret: ports.drawSecret(), token: ports.drawSecret(), phase: "asked" }, ports);
}

/** At half of its lease, and where a hub has not answered. */
export async function renewSubscription(source: FollowedSource, ports: SourcePorts): Promise<void> {
  if (source.subscription !== undefined && canBeCalled(ports)) await askHub(source, source.subscription, ports);
}

function canBeCalled({ publicUrl, client }: SourcePorts): boolean {
  return isPublic(publicUrl) || isForgiven(new URL(publicUrl).hostname, client.policy);
}

/** The request is stored first: the hub may verify before it answers. */
async function askHub({ name }: FollowedSource, wanted: HubSubscription, ports: SourcePorts): Promise<void> {
  const { client, store, publicUrl } = ports;
  if (!checkSourceAddress(wanted.hub, client.policy).ok) return;
  await store.saveSubscription(name, wanted, ports.now() + ASK_AGAIN_MS);
  const body = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.topic": wanted.topic,
    "hub.callback": `${publicUrl}${SOURCES_PATH}${name}?token=${wanted.token}`,
    "hub.lease_seconds": String(LEASE_SECONDS),
    "hub.secret": wanted.secret,
  });
  const init = {
    method: "POST",
    body: body.toString(),
    headers: { "Content-Type": "application/x-www-form-urlencoded", "User-Agent": client.userAgent },
    redirect: "manual",
    signal: client.startTimeout(SOURCE_TIMEOUT_MS),
  } as const;
  // A refusal changes nothing: the hub is asked again, and the polls go on.
  const response = await client.fetch(wanted.hub, init).catch(() => undefined);
  await response?.body?.cancel().catch(() => undefined);
}

/** The hub has verified the subscription: the lease that it grants, and when to renew it. */
export function grantLease(
  subscription: HubSubscription,
  leaseSeconds: number,
  now: number,
): { readonly subscription: HubSubscription; readonly renewAt: number } {
  const seconds = Math.min(Math.max(leaseSeconds, SHORTEST_LEASE_SECONDS), LONGEST_LEASE_SECONDS);
  const [leaseUntil, renewAt] = [now + seconds * 1000, now + seconds * 500];
  return { subscription: { ...subscription, phase: "active", leaseUntil, renewAt }, renewAt };
}

/** WebSub §5.2: the hub does not want it. */
export function acceptDenial(subscription: HubSubscription, now: number) {
  return { subscription: { ...subscription, phase: "denied" } as const, renewAt: now + DENIED_MS };
}
