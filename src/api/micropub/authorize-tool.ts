import type { AppScope, AppToken, AppTokenStore } from "../../feed/publishing/app-tokens.ts";
import { sha256Hex } from "../../lib/digest.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { invalid, type MicropubProblem } from "./micropub-problem.ts";

const REALM = 'Bearer realm="edgewire"';

const MISSING: MicropubProblem = {
  status: 401,
  error: "unauthorized",
  description: "Send the token of this tool: Authorization: Bearer … (`npx edgewire tokens create` makes one)",
  headers: { "WWW-Authenticate": REALM },
};

const UNKNOWN: MicropubProblem = {
  status: 401,
  error: "unauthorized",
  description: "The token is unknown here or was revoked; `npx edgewire tokens create` makes another",
  headers: { "WWW-Authenticate": `${REALM}, error="invalid_token"` },
};

/**
 * The token of a request, asked of the store each time: one that was revoked is refused from the next request on. Only a text that has
 * the form of a token is looked up.
 */
export async function authorizeTool(
  given: string | undefined,
  tokens: AppTokenStore,
  now: number,
): Promise<Result<AppToken, MicropubProblem>> {
  if (given === undefined) return fail(MISSING);
  if (!/^ew_[\w-]{43}$/.test(given)) return fail(UNKNOWN);
  const hash = await sha256Hex(given);
  const token = await tokens.find(hash);
  if (token === undefined) return fail(UNKNOWN);
  await tokens.noteUse(hash, now);
  return succeed(token);
}

/** RFC 6750 §2: a client uses one method in each request. */
export const TWO_TOKENS: MicropubProblem = invalid(
  "Send the token in the Authorization header or in the form as access_token, not in both",
);

/** Undefined where the token has all these scopes. */
export function findMissingScope(
  { name, scopes }: AppToken,
  ...wanted: readonly AppScope[]
): MicropubProblem | undefined {
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return undefined;
  const description = `The token "${name}" may ${scopes.join(", ")}; this needs ${missing.join(" and ")}`;
  const scope = `error="insufficient_scope", scope="${missing.join(" ")}"`;
  return {
    status: 403,
    error: "insufficient_scope",
    description,
    headers: { "WWW-Authenticate": `${REALM}, ${scope}` },
  };
}
