import type { Context, Env, Hono } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { type ApiProblem, answerProblem } from "./problems.ts";

/** In the order in which `Allow` lists them; HEAD goes with GET. */
const METHODS = ["GET", "POST", "PUT", "DELETE"];

/**
 * Adds the responses of the publishers' worker to requests that no route answers: another method (RFC 9110 §15.5.6), an unknown
 * address, and a failure. Called before the routes are added, because the middleware runs around them.
 */
export function addFallbacks<E extends Env>(app: Hono<E>): void {
  const onMethodNotAllowed = (c: Context, methods: readonly string[]) => {
    const allow = METHODS.filter((method) => methods.includes(method)).join(", ");
    return refuse(c, { reason: "method-not-allowed", allow }, `405: this address answers ${allow}`);
  };
  app.use(methodNotAllowed({ app, onMethodNotAllowed }));
  app.notFound((c) => refuse(c, { reason: "no-such-address" }, "404: there is no such address"));
  app.onError((error, c) => {
    console.error(`Cannot answer ${c.req.method} ${c.req.path}:`, error);
    return refuse(c, { reason: "internal-error" }, "500: the server failed, and its log says why");
  });
}

/** A problem for clients of the API, plain text for all others. */
function refuse(c: Context, problem: ApiProblem, text: string): Response {
  const answer = answerProblem(problem);
  if (c.req.path.startsWith("/api/")) return answer;
  const headers = new Headers(answer.headers);
  headers.set("Content-Type", "text/plain; charset=utf-8");
  headers.set("X-Content-Type-Options", "nosniff");
  return new Response(`${text}\n`, { status: answer.status, headers });
}
