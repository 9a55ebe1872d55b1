import { isLoopback } from "./is-loopback.ts";
import { PLACES } from "./project-places.ts";
import { isLocalToken } from "./token.ts";

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Asked {
  readonly base: string;
  readonly path: string;
  readonly token: string;
}

/** Explains that an address of this machine is not that of this folder's publication; undefined where nothing tells. */
export function recogniseStranger({ status, text }: Answer, { base, path, token }: Asked): string | undefined {
  if (!isLoopback(base) || !path.startsWith("/api/")) return undefined;
  const ways = 'start this folder\'s own with "npm start", or name another address with --to';
  if (status === 401 && isLocalToken(token))
    return `${base} is another publication: it refuses the token of this folder (${PLACES.tokenFile}); ${ways}`;
  // The API refuses in JSON, or without a word.
  const isStrange = [404, 405, 501].includes(status) && !/^\s*(?:\{|$)/.test(text);
  return isStrange ? `${base} is another program: it answers ${status} to ${path}; ${ways}` : undefined;
}
