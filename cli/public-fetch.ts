import { type LookupAddress, lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { promisify } from "node:util";
import { Agent, buildConnector, fetch as undiciFetch } from "undici";
import { findHostFault, isPublicIp } from "../src/lib/public-address.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Resolves a name as Node's `dns.lookup` with `all` does. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

const resolveAll: Resolve = (hostname) => promisify(lookup)(hostname, { all: true });

/**
 * A `fetch` for addresses that come from strangers. The name is judged by the policy, and what it resolves to at the moment of connecting:
 * the connection goes to the very address that was judged, so that a name whose answers change (DNS rebinding) gains nothing. Redirects
 * that `fetch` follows by itself connect in the same way.
 */
export function createPublicFetch(resolve: Resolve = resolveAll): Fetch {
  const connect = buildConnector({ lookup: createPublicLookup(resolve) });
  const dispatcher = new Agent({
    connect: (options, callback) => {
      // For an IP address there is no look-up.
      const fault = findHostFault(options.hostname);
      if (fault === undefined) return connect(options, callback);
      callback(new Error(`its host ${fault}, found "${options.hostname}"`), null);
    },
  });
  return (url, init) => undiciFetch(url, { ...init, dispatcher } as never) as unknown as Promise<Response>;
}

/** `fetch` as such where the user's own address leads to this machine or its network, else one that never goes there. */
export async function chooseFetch(address: string, resolve: Resolve = resolveAll): Promise<Fetch> {
  const { hostname } = new URL(address);
  const addresses = findHostFault(hostname) === undefined ? await resolve(hostname).catch(() => []) : undefined;
  const isPrivate = addresses === undefined || addresses.some((one) => !isPublicIp(one.address));
  return isPrivate ? (url, init) => fetch(url, init) : createPublicFetch(resolve);
}

function createPublicLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    const judge = (addresses: readonly LookupAddress[]) => {
      const hidden = addresses.find(({ address }) => isIP(address) === 0 || !isPublicIp(address));
      const [first] = addresses;
      if (hidden !== undefined || first === undefined) {
        return callback(new Error(`its host resolves to ${hidden?.address ?? "nothing"}, which is not public`), "", 0);
      }
      if (options.all) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    };
    resolve(hostname).then(judge, (error: NodeJS.ErrnoException) => callback(error, "", 0));
  };
}

/** The source may be on the user's own network; the addresses in it, such as images, are fetched from public hosts only. */
export async function createImportFetch(source: string): Promise<Fetch> {
  const fetchNamed = createPublicFetch();
  const fetchSource = URL.canParse(source) ? await chooseFetch(source) : fetchNamed;
  return (url, init) => (url === source ? fetchSource : fetchNamed)(url, init);
}
