import type { SiteProfile } from "../article/profile/site-profile.ts";
import { findHostFault } from "../lib/public-address.ts";

/** A service that is notified of changes because site.yaml names it. No other service is contacted. */
export type Channel =
  | { readonly kind: "hub"; readonly name: string; readonly address: string }
  | { readonly kind: "index-now"; readonly name: string; readonly address: string; readonly key: string };

/** The shared endpoint: search engines pass submissions on to each other, so any of theirs would do. */
const INDEX_NOW_ADDRESS = "https://api.indexnow.org/indexnow";

/** Lists the channels of a publication. One on a loopback or private address has none: its addresses mean nothing elsewhere. */
export function listChannels(profile: SiteProfile | undefined, publicUrl: string): readonly Channel[] {
  if (profile === undefined || findHostFault(new URL(publicUrl).hostname) !== undefined) return [];
  const { hubs = [], indexNow } = profile;
  const pinged = [...new Set(hubs)].map((address): Channel => ({ kind: "hub", name: `hub ${address}`, address }));
  if (indexNow === undefined) return pinged;
  const { key, address } = indexNow;
  return [...pinged, { kind: "index-now", name: "index-now", address: address ?? INDEX_NOW_ADDRESS, key }];
}
