import type { Env, Hono, MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { answerProblem } from "./problems.ts";

/** In the order in which `Allow` lists them; HEAD goes with GET. */
const METHODS = ["GET", "POST", "PUT", "DELETE"];

/** RFC 9110 §15.5.6: 405 with the methods that the app's routes take at the requested address. */
export function refuseOtherMethods<E extends Env>(app: Hono<E>): MiddlewareHandler {
  return methodNotAllowed({
    app,
    onMethodNotAllowed: (_c, methods) => {
      const allow = METHODS.filter((method) => methods.includes(method)).join(", ");
      return answerProblem({ reason: "method-not-allowed", allow });
    },
  });
}
