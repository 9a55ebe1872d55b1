import type { Context } from "hono";
import * as v from "valibot";
import { type AppToken, appScopes, isAppScope } from "../feed/publishing/app-tokens.ts";
import { sha256Hex } from "../lib/digest.ts";
import { answerProblem } from "./problems.ts";
import type { PublishingEnv } from "./publishing-inputs.ts";

type TokensContext = Context<PublishingEnv>;

const NOT_STORED = { "Cache-Control": "no-store" };
const NAME_WANTED = '"name" must be a name of 1 to 60 characters on one line';
const SCOPES_WANTED = `"scopes" must be a list of ${appScopes.join(", ")}`;

const REQUEST = v.object(
  {
    name: v.pipe(v.string(NAME_WANTED), v.trim(), v.regex(/^[^\p{Cc}]{1,60}$/u, NAME_WANTED)),
    scopes: v.pipe(
      v.array(
        v.pipe(
          v.string(SCOPES_WANTED),
          v.check(isAppScope, ({ input }) => `${SCOPES_WANTED}, found "${input}"`),
        ),
      ),
      v.minLength(1, SCOPES_WANTED),
    ),
  },
  `The body must be a JSON object: {"name": "Quill", "scopes": ["create"]}`,
);

export async function listTokens(c: TokensContext): Promise<Response> {
  const tokens = await c.var.publishing.tokens.list();
  return Response.json({ tokens: tokens.map(describe) }, { headers: NOT_STORED });
}

/** The answer is the only place where the token is ever shown. */
export async function postToken(c: TokensContext): Promise<Response> {
  const { tokens, ports } = c.var.publishing;
  const asked = v.safeParse(REQUEST, await c.req.json<unknown>().catch(() => undefined), { abortEarly: true });
  if (!asked.success) return answerProblem({ reason: "parameter-invalid", detail: asked.issues[0].message });
  const { name } = asked.output;
  const scopes = [...new Set(asked.output.scopes.filter(isAppScope))];
  const token = drawToken();
  const created = { name, scopes, createdAt: ports.now };
  if (!(await tokens.create(await sha256Hex(token), created)))
    return answerProblem({ reason: "token-name-taken", name });
  return Response.json({ ...describe({ ...created, usedAt: undefined }), token }, { status: 201, headers: NOT_STORED });
}

export async function deleteToken(c: TokensContext): Promise<Response> {
  const name = c.req.param("name") ?? "";
  if (await c.var.publishing.tokens.revoke(name)) return new Response(null, { status: 204, headers: NOT_STORED });
  return answerProblem({ reason: "token-not-found", name });
}

/** 256 bits that are drawn at random: no number of guesses finds one. */
function drawToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...bytes));
  return `ew_${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

function describe({ name, scopes, createdAt, usedAt }: AppToken) {
  const used = usedAt === undefined ? undefined : new Date(usedAt).toISOString().slice(0, 10);
  return { name, scopes, created: new Date(createdAt).toISOString(), used };
}
