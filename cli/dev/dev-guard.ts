import type { IncomingMessage } from "node:http";

// A page of any site may send requests to this machine. Only the publication's own pages may read what is not public.

/** As in `localhost:8787`. A name that was rebound to 127.0.0.1 is none of them. */
function listOwnHosts(port: number): string[] {
  return ["localhost", "127.0.0.1", "[::1]"].map((name) => `${name}:${port}`);
}

export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/** Why a request is refused; undefined if it may pass. */
export function refuseRequest({ headers, method }: IncomingMessage, port: number): Refusal | undefined {
  const hosts = listOwnHosts(port);
  if (!hosts.includes(headers.host ?? "")) {
    return { status: 421, reason: `this is the local publication of ${hosts[0]}` };
  }
  const isSafe = method === "GET" || method === "HEAD";
  const isOwnOrigin = headers.origin === undefined || hosts.some((host) => headers.origin === `http://${host}`);
  if (!isSafe && !isOwnOrigin) return { status: 403, reason: "pages of other sites may change nothing here" };
  return undefined;
}

/** Whether the request comes from a page of the publication, or from a person who typed or followed an address (Fetch Metadata §2.4). */
export function isOwnRequest({ headers }: IncomingMessage, port: number): boolean {
  const site = headers["sec-fetch-site"] ?? "none";
  if (site === "cross-site" || site === "same-site") return isNavigation(headers);
  return headers.origin === undefined || listOwnHosts(port).some((host) => headers.origin === `http://${host}`);
}

/** A link on another site opens the page in a tab of its own, where that site cannot read it. */
function isNavigation(headers: IncomingMessage["headers"]): boolean {
  return headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
}
