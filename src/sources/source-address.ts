import { findHostFault } from "../lib/public-address.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { type CallbackPolicy, isForgiven } from "../push/callback-policy.ts";

const MAX_LENGTH = 2048;

/**
 * Whether an address of a source, or one that a source names, may be asked: http or https at its usual port, a public name, no
 * credentials, and not this publication itself, which would follow its own articles round and round.
 */
export function checkSourceAddress(address: string, policy: CallbackPolicy): Result<URL, string> {
  const url = address.length > MAX_LENGTH ? null : URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    return fail(`its address must begin with https:// or http:// and name no user, found "${address.slice(0, 200)}"`);
  }
  if (url.host === policy.ownHost) return fail("a publication cannot follow itself");
  if (isForgiven(url.hostname, policy)) return succeed(url);
  if (url.port !== "") return fail(`its address must have no port, found "${url.host}"`);
  const fault = findHostFault(url.hostname);
  return fault === undefined ? succeed(url) : fail(`its host ${fault}, found "${url.hostname}"`);
}
