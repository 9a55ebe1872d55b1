import { isInNetwork, type Network, readIpv4, readNetwork } from "./networks.ts";

// Where the product may send a request that a stranger asked for: the hub to callbacks, publishing and import to images, the doctor to
// what a feed names. One policy for all; ports, schemes and credentials are each user's own affair.

/** Names that never lead to the public internet, with everything below them. */
const RESERVED: readonly string[] = [
  // RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476, and ICANN's reservation of 2024.
  "localhost",
  "test",
  "invalid",
  "local",
  "onion",
  "home.arpa",
  "arpa",
  "alt",
  "internal",
  // Common inside of companies and homes, and never delegated (ICANN's name collisions).
  "localdomain",
  "lan",
  "intranet",
  "corp",
  "home",
  "mail",
  "private",
  "workgroup",
  "i2p",
  // Container networks.
  "svc",
  "cluster",
  "docker",
  "consul",
  // Routers that answer under a public name.
  "fritz.box",
  "speedport.ip",
];

/** Public names that are made to lead to private addresses. */
const REBINDING: readonly string[] = [
  "nip.io",
  "sslip.io",
  "xip.io",
  "traefik.me",
  "rbndr.us",
  "1u.ms",
  "localtest.me",
  "lvh.me",
  "vcap.me",
  "lacolhost.com",
  "localhost.direct",
  "local.gd",
  "ddev.site",
  "lndo.site",
];

// Marked as free of effects, as the list of networks below: a worker that asks neither question does not carry them.
const REFUSED: ReadonlySet<string> = /* @__PURE__ */ new Set([...RESERVED, ...REBINDING]);

/** The objection to a host, as the end of the sentence "the host …"; undefined for a public name. `hostname` is as URL writes it. */
export function findHostFault(hostname: string): string | undefined {
  // URL has turned every spelling of an IPv4 address (2130706433, 0x7f.1, 0177.0.0.1, fullwidth digits) into four numbers.
  if (hostname.startsWith("[") || readIpv4(hostname.replace(/\.$/, "")) !== undefined)
    return "must be a name, not an IP address";
  if (hostname.endsWith(".")) return "must not end with a dot";
  if (!/^[a-z0-9._-]+$/.test(hostname) || hostname.includes(".."))
    return "must be a name of letters, digits and hyphens";
  if (!hostname.includes(".")) return "must be a public name with a dot";
  if (listParents(hostname).some((name) => REFUSED.has(name))) return "must be public";
  // RFC 3696 §2: no top-level domain is all digits, and no address hides behind one.
  return /\.[\d-]+$/.test(hostname) ? "must end with a name" : undefined;
}

/** `a.b.c` as `a.b.c`, `b.c`, `c`. */
function listParents(hostname: string): string[] {
  const labels = hostname.split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
}

/** This machine, where plain http has no one in between. `hostname` is as URL writes it. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(?:(?:.*\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** The networks of IANA's registry of special-purpose IPv4 addresses that are not globally reachable, multicast, and what is reserved. */
const PRIVATE_IPV4: readonly Network[] = /* @__PURE__ */ [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
].flatMap((text) => readNetwork(text) ?? []);

/** Prefixes within 2000::/3, the global unicast space, that are special: IETF protocols and Teredo, documentation. */
const PRIVATE_IPV6: readonly ((first: number, second: number) => boolean)[] = [
  (first, second) => first === 0x2001 && second < 0x0200,
  (first, second) => first === 0x2001 && second === 0x0db8,
  (first, second) => first === 0x3fff && second < 0x1000,
];

/** Whether a name's resolved address is on the public internet; IPv4, or IPv6 in any spelling, without brackets. */
export function isPublicIp(address: string): boolean {
  const ipv4 = readIpv4(address);
  if (ipv4 !== undefined) return !PRIVATE_IPV4.some((network) => isInNetwork(ipv4, network));
  const groups = readIpv6(address);
  if (groups === undefined) return false;
  const embedded = findEmbeddedIpv4(groups);
  if (embedded !== undefined) return isPublicIp(embedded);
  const [first = 0, second = 0] = groups;
  return first >> 13 === 1 && !PRIVATE_IPV6.some((isPrivate) => isPrivate(first, second));
}

/** Eight numbers, or undefined; URL knows every spelling. */
function readIpv6(address: string): number[] | undefined {
  const hostname = URL.parse(`http://[${address}]/`)?.hostname;
  if (hostname === undefined) return undefined;
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const read = (text: string) => (text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16)));
  if (tail === undefined) return read(head);
  const [start, end] = [read(head), read(tail)];
  return [...start, ...new Array<number>(8 - start.length - end.length).fill(0), ...end];
}

/** Mapped (RFC 4291 §2.5.5.2), NAT64 (RFC 6052 §2.1), 6to4 (RFC 3056 §2): such an address is as public as the IPv4 address in it. */
function findEmbeddedIpv4(groups: readonly number[]): string | undefined {
  const start = groups.map((group) => group.toString(16)).join(":");
  if (start.startsWith("0:0:0:0:0:ffff:") || start.startsWith("64:ff9b:0:0:0:0:")) return writeIpv4(groups, 6);
  return start.startsWith("2002:") ? writeIpv4(groups, 1) : undefined;
}

function writeIpv4(groups: readonly number[], from: number): string {
  const [high = 0, low = 0] = groups.slice(from, from + 2);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
