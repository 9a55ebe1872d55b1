import { isInNetwork, type Network, readIpv4, readNetwork } from "../lib/networks.ts";
import { findHostFault } from "../lib/public-address.ts";
import { fail, type Result, succeed } from "../lib/result.ts";

/** Where the hub may send requests. Asked when a callback is named and again before every request to it. */
export interface CallbackPolicy {
  /** Host and port of PUBLIC_URL: a hub that calls itself could loop. */
  readonly ownHost: string;
  /** Besides 443. */
  readonly ports: readonly string[];
  /** Hosts and networks that everything but the form of an address is forgiven: tests, and people's own machines. */
  readonly privateHosts: readonly string[];
  readonly privateNetworks: readonly Network[];
}

export interface Callback {
  /** The host whose lease a request to it needs. */
  readonly host: string;
}

export interface PolicySettings {
  readonly publicUrl: string;
  /** Ports besides 443, parted by spaces. */
  readonly ports: string;
  /** Host names and IPv4 networks (`127.0.0.0/8`), parted by spaces. */
  readonly privateCallbacks: string;
}

export function createCallbackPolicy({ publicUrl, ports, privateCallbacks }: PolicySettings): CallbackPolicy {
  const named = listWords(privateCallbacks);
  return {
    ownHost: new URL(publicUrl).host,
    ports: listWords(ports),
    privateHosts: named.filter((word) => readNetwork(word) === undefined).map((word) => word.toLowerCase()),
    privateNetworks: named.map(readNetwork).filter((network) => network !== undefined),
  };
}

function listWords(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}

const MAX_CALLBACK_LENGTH = 2048;

/** Checks whether the hub may send requests to a callback; a problem is a sentence for the subscriber. */
export function checkCallback(address: string, policy: CallbackPolicy): Result<Callback, string> {
  const url = parseCallback(address);
  if (!url.ok) return url;
  const { hostname, host, protocol, port } = url.value;
  if (host === policy.ownHost) return fail("the callback must not be at the hub's own host");
  if (isForgiven(hostname, policy)) return succeed({ host: hostname });
  if (hostname === hostnameOf(policy.ownHost)) return fail("the callback must not be at the hub's own host");
  if (protocol !== "https:") return fail("the callback must be an https address");
  if (port !== "" && !policy.ports.includes(port)) return fail(`the callback must be at port 443, found ${port}`);
  const fault = findHostFault(hostname);
  return fault === undefined ? succeed({ host: hostname }) : fail(`the callback's host ${fault}`);
}

/** The form that every callback must have; the URL parser writes every spelling of an IPv4 address as four numbers. */
function parseCallback(address: string): Result<URL, string> {
  if (address.length > MAX_CALLBACK_LENGTH)
    return fail(`the callback must have at most ${MAX_CALLBACK_LENGTH} characters`);
  // The URL parser would remove or rewrite these, but a callback must be used as it was given.
  if (!/^https?:\/\/[!-~]+$/i.test(address) || /[\\<>"`{}|^]/.test(address)) {
    return fail("the callback must be an absolute http(s) address in ASCII");
  }
  const url = URL.parse(address);
  if (url === null) return fail("the callback cannot be read as an address");
  if (url.username !== "" || url.password !== "" || /^https?:\/\/[^/?#]*@/i.test(address)) {
    return fail("the callback must carry no user name or password");
  }
  if (address.includes("#")) return fail("the callback must have no fragment");
  return succeed(url);
}

/** Whether a host may be asked although it is private: the publisher has named it. */
export function isForgiven(hostname: string, { privateHosts, privateNetworks }: CallbackPolicy): boolean {
  if (privateHosts.includes(hostname)) return true;
  const ip = readIpv4(hostname);
  return ip !== undefined && privateNetworks.some((network) => isInNetwork(ip, network));
}

function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, "");
}
