import { findHostFault } from "../lib/public-address.ts";
import type { SiteProfile } from "./profile/site-profile.ts";

/** Stands in ids until the publication has an authority of its own; nothing that readers keep is minted under it. */
export const NO_AUTHORITY = "localhost";

/**
 * The domain under which ids are minted (RFC 4151 §2.1): the profile's, else the host at which the publication is public. Undefined
 * where there is neither.
 */
export function findAuthority({ domain }: Pick<SiteProfile, "domain">, publicUrl: string): string | undefined {
  if (domain !== undefined && domain !== NO_AUTHORITY) return domain;
  return isPublic(publicUrl) ? new URL(publicUrl).hostname : undefined;
}

/** Whether readers elsewhere can reach the publication. */
export function isPublic(publicUrl: string): boolean {
  return findHostFault(new URL(publicUrl).hostname) === undefined;
}

/** The tagging entity of feed ids: the domain, and the day since when it is the publication's. */
export function writeAuthority(profile: Pick<SiteProfile, "domain" | "since">, publicUrl: string): string {
  return `${findAuthority(profile, publicUrl) ?? NO_AUTHORITY},${profile.since}`;
}
