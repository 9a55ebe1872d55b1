import { UsageError } from "../../src/lib/usage-error.ts";
import { type CloudflareApi, createCloudflareApi } from "./cloudflare-api.ts";
import { runWrangler } from "./run-wrangler.ts";

export interface CloudflareAccount {
  readonly id: string;
  readonly api: CloudflareApi;
}

interface NamedAccount {
  readonly id: string;
  readonly name: string;
}

/** The account to deploy to, by a token of the environment or by wrangler's login. */
export async function openAccount(wanted: string | undefined, version: string): Promise<CloudflareAccount> {
  const account = await findAccount(wanted, version);
  if (account !== undefined) return account;
  throw new UsageError(
    `You are not logged in to Cloudflare; ${LOGIN}. On a machine without a browser set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID`,
  );
}

/** How a person logs in. */
export const LOGIN = "run: npx wrangler login";

/** The same; undefined without a login. */
export async function findAccount(wanted: string | undefined, version: string): Promise<CloudflareAccount | undefined> {
  const token = process.env.CLOUDFLARE_API_TOKEN || (await readLoginToken());
  if (token === undefined) return undefined;
  const api = createCloudflareApi(token, version);
  if (wanted !== undefined) return { id: wanted, api };
  const accounts = await api.ask<readonly NamedAccount[]>("GET", "/accounts");
  if (!accounts.ok) {
    throw new UsageError(
      `Cloudflare refuses the token (${accounts.problem.message}); make one at https://dash.cloudflare.com/profile/api-tokens, or run: npx wrangler login`,
    );
  }
  const [first, ...others] = accounts.value;
  if (first === undefined) throw new UsageError("The token belongs to no account; set CLOUDFLARE_ACCOUNT_ID to yours");
  if (others.length === 0) return { id: first.id, api };
  const list = accounts.value.map(({ id, name }) => `${id} (${name})`).join(", ");
  throw new UsageError(`You have several accounts; write account: and the id of one into edgewire.yaml: ${list}`);
}

/** wrangler renews the token of its login where that has ended. */
async function readLoginToken(): Promise<string | undefined> {
  const { code, stdout } = await runWrangler(["auth", "token", "--json"]);
  return code === 0 ? /"token"\s*:\s*"([^"]+)"/.exec(stdout)?.[1] : undefined;
}
