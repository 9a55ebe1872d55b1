import { UsageError } from "../src/lib/usage-error.ts";
import { type ApiClient, createApiClient } from "./api-client.ts";
import { isLoopback } from "./is-loopback.ts";
import { findToken } from "./token.ts";

export interface Connection {
  /** Without a slash at its end. */
  readonly base: string;
  readonly token: string;
}

/** The address and token that `--to` and `--token` name. Throws a UsageError where there is no token, or none that may go there. */
export function resolveConnection({
  to,
  token,
}: {
  readonly to: string;
  readonly token: string | undefined;
}): Connection {
  const base = to.replace(/\/+$/, "");
  const url = URL.parse(base);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--to must be an address that begins with https://, found "${to}"`);
  }
  if (url.protocol === "http:" && !isLoopback(base)) {
    throw new UsageError(`--to ${base} would send the token unencrypted; write --to https://${url.host}`);
  }
  return { base, token: token ?? findToken(base) };
}

/** A client of the publication that the options name. */
export function connect(options: { readonly to: string; readonly token: string | undefined }): ApiClient {
  const { base, token } = resolveConnection(options);
  return createApiClient(base, token);
}
