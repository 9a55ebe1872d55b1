import { UsageError } from "../src/lib/usage-error.ts";
import { type ApiClient, createApiClient } from "./api-client.ts";
import { findToken } from "./token.ts";
import { isLoopback } from "./transport.ts";

/** A client of the publication that `--to` and `--token` name. Throws a UsageError where there is no token, or none that may go there. */
export function connect({ to, token }: { readonly to: string; readonly token: string | undefined }): ApiClient {
  const base = to.replace(/\/+$/, "");
  const url = URL.parse(base);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--to must be an address that begins with https://, found "${to}"`);
  }
  if (url.protocol === "http:" && !isLoopback(base)) {
    throw new UsageError(`--to ${base} would send the token unencrypted; write --to https://${url.host}`);
  }
  return createApiClient(base, token ?? findToken(base));
}
