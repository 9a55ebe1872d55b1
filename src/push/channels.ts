import type { SiteProfile } from "../article/profile/site-profile.ts";
import { findHostFault } from "../lib/public-address.ts";

/** Somebody who wants to be told of changes, because site.yaml says so. Nobody else is ever asked. */
export type Channel =
  | { readonly kind: "hub"; readonly name: string; readonly address: string }
  | { readonly kind: "index-now"; readonly name: string; readonly address: string; readonly key: string };

/** What the engines share among themselves; any of them would do. */
const INDEX_NOW_ADDRESS = "https://api.indexnow.org/indexnow";

/**
 * What a publication speaks to. One that is served on this machine or inside a network speaks to nobody: its addresses mean
 * nothing to anybody else.
 */
export function listChannels(profile: SiteProfile | undefined, publicUrl: string): readonly Channel[] {
  if (profile === undefined || findHostFault(new URL(publicUrl).hostname) !== undefined) return [];
  const { hubs = [], indexNow } = profile;
  const pinged = [...new Set(hubs)].map((address): Channel => ({ kind: "hub", name: `hub ${address}`, address }));
  if (indexNow === undefined) return pinged;
  const { key, address } = indexNow;
  return [...pinged, { kind: "index-now", name: "index-now", address: address ?? INDEX_NOW_ADDRESS, key }];
}
