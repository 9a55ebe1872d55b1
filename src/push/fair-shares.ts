import type { SlotLimit, SubscriptionCap } from "./push-store.ts";

/** Who sent a request, as the platform saw it. */
export interface HubClient {
  /** The IPv4 address, or the /64 of the IPv6 address. */
  readonly network: string;
  /** The /48 of the IPv6 address: what one site is given (RFC 6177 §2), and so 65,536 networks of one client. */
  readonly site: string | undefined;
}

export interface SubscriptionCaps {
  readonly perClient: number;
  readonly perHost: number;
  readonly inAll: number;
}

/** The share of a host's slots that one network may take, and one site: several strangers fill a host, never one. */
const NETWORK_SHARE = 0.5;
const SITE_SHARE = 0.8;
/** A site may hold several honest clients. */
const SITE_FACTOR = 2;

/** The slots that a verification takes. */
export function listSlotLimits({ network, site }: HubClient, host: string, perMinute: number): SlotLimit[] {
  const share = (part: number) => Math.max(1, Math.floor(perMinute * part));
  const ofNetwork = [
    { party: `host ${host}`, perMinute },
    { party: `client ${network}`, perMinute },
    { party: `client ${network} at ${host}`, perMinute: share(NETWORK_SHARE) },
  ];
  if (site === undefined) return ofNetwork;
  return [
    ...ofNetwork,
    { party: `site ${site}`, perMinute: perMinute * SITE_FACTOR },
    { party: `site ${site} at ${host}`, perMinute: share(SITE_SHARE) },
  ];
}

/** A subscription counts for the site where there is one: a client with a /48 has 65,536 networks. */
export function clientOf({ network, site }: HubClient): string {
  return site ?? network;
}

/** Parties as the store's counts name them (migration 0009). */
export function listCaps(client: string, host: string, caps: SubscriptionCaps): SubscriptionCap[] {
  return [
    { party: `client ${client}`, most: caps.perClient },
    { party: `host ${host}`, most: caps.perHost },
    { party: "all", most: caps.inAll },
  ];
}
