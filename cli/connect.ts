import { type ApiClient, createApiClient } from "./api-client.ts";
import { findToken } from "./token.ts";

/** A client of the publication that `--to` and `--token` name. Throws a UsageError where there is no token. */
export function connect({ to, token }: { readonly to: string; readonly token: string | undefined }): ApiClient {
  return createApiClient(to.replace(/\/+$/, ""), token ?? findToken());
}
