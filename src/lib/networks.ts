/** An IPv4 network: CIDR, e.g. `127.0.0.0/8`. */
export interface Network {
  readonly address: number;
  readonly prefixLength: number;
}

/** The number of an address in four decimal parts, which is how the URL parser writes every spelling. */
export function readIpv4(text: string): number | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split(".").map(Number);
  return parts.every((part) => part <= 255) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

/** `127.0.0.0/8`, or one address. */
export function readNetwork(text: string): Network | undefined {
  const [start = "", length = "32", ...rest] = text.split("/");
  const address = readIpv4(start);
  const prefixLength = Number(length);
  if (address === undefined || rest.length > 0 || !/^\d{1,2}$/.test(length) || prefixLength > 32) return undefined;
  return { address, prefixLength };
}

export function isInNetwork(address: number, { address: start, prefixLength }: Network): boolean {
  const size = 2 ** (32 - prefixLength);
  return Math.floor(address / size) === Math.floor(start / size);
}
