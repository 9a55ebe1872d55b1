import { isLoopbackHost } from "../src/lib/public-address.ts";

/** Whether an address is a loopback address, by its spelling alone. */
export function isLoopback(address: string): boolean {
  return isLoopbackHost(URL.parse(address)?.hostname ?? "");
}
