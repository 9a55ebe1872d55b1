import { RegExpRouter } from "hono/router/reg-exp-router";
import { getPath, tryDecodeURIComponent } from "hono/utils/url";
import { methodNotAllowed, optionsAnswer } from "../plain-responses.ts";
import type { GateBindings } from "./answer-counted.ts";

// Hono's router without its application, whose contexts, bodies and middleware the gate has no use for: they were a sixth of what
// an isolate reads at its start.

/** A request, and what its route found in the path. */
export interface Routed {
  readonly request: Request;
  readonly bindings: GateBindings;
  /** Decoded; empty where the route has none of that name. */
  readonly param: (name: string) => string;
}

type Handler = (asked: Routed) => Response | Promise<Response>;

interface Router {
  get(path: string, handler: Handler): void;
  /** RFC 9110 §9.3.2: HEAD is answered as GET, without the body. `answerOther` gets what no route matches. */
  route(request: Request, bindings: GateBindings, answerOther: Handler): Response | Promise<Response>;
}

export function createRouter(): Router {
  const router = new RegExpRouter<Handler>();

  function answerRead(request: Request, bindings: GateBindings, answerOther: Handler): Response | Promise<Response> {
    // Only one route matches any path.
    const [[matched], stash] = router.match("GET", getPath(request));
    if (matched === undefined) return answerOther({ request, bindings, param: () => "" });
    const [handler, params] = matched;
    const param = (name: string) => {
      const found = params[name];
      return tryDecodeURIComponent((typeof found === "number" ? stash?.[found] : found) ?? "");
    };
    return handler({ request, bindings, param });
  }

  return {
    get: (path, handler) => router.add("GET", path, handler),
    route(request, bindings, answerOther) {
      switch (request.method) {
        case "GET":
          return answerRead(request, bindings, answerOther);
        case "HEAD":
          return Promise.resolve(answerRead(request, bindings, answerOther)).then(
            (response) => new Response(null, response),
          );
        case "OPTIONS":
          return optionsAnswer();
        default:
          return methodNotAllowed();
      }
    },
  };
}
