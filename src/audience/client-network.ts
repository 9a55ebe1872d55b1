/**
 * The key that a client is counted by: its IPv4 address, or the /64 of its IPv6 address, which is one household (RFC 6177 §2); the
 * rest of it changes by the day (RFC 8981).
 */
export function networkOf(address: string): string {
  // As Cloudflare writes them, nearly all addresses need no more than a look.
  let colons = 0;
  for (let at = address.indexOf(":"); at !== -1; at = address.indexOf(":", at + 1)) {
    colons += 1;
    if (address.charCodeAt(at + 1) === COLON) return expand(address);
    if (colons === 4) return address.slice(0, at);
  }
  return address;
}

const COLON = 58;

function expand(address: string): string {
  // RFC 4291 §2.5.5: an IPv4 address inside an IPv6 one.
  if (address.includes(".")) return address.slice(address.lastIndexOf(":") + 1);
  const [head = "", tail] = address.split("::");
  const groups = head.split(":");
  const rest = tail ? tail.split(":") : [];
  while (tail !== undefined && groups.length + rest.length < 8) groups.push("0");
  const first = [...groups, ...rest].slice(0, 4);
  return first.map((group) => (Number.parseInt(group, 16) || 0).toString(16)).join(":");
}

/** The /48 of an IPv6 address, the usual assignment of one site (RFC 6177 §2); undefined for IPv4. */
export function siteOf(address: string): string | undefined {
  const network = networkOf(address);
  return network.includes(":") ? network.split(":").slice(0, 3).join(":") : undefined;
}
