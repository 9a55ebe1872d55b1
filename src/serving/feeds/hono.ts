import { serveFeed } from "./serve-feed.ts";
import type { ServingOptions } from "./serving-options.ts";

/** The package's entry `edgewire/hono`. */
export { serveFeed } from "./serve-feed.ts";
export type { ServingOptions } from "./serving-options.ts";

/** The part of Hono's context that is used, so that the types of this package name no other. */
interface FetchContext {
  readonly req: { readonly raw: Request };
}

/** Hono middleware: serves the feeds at their addresses, and calls `next` for all others. */
export function feeds(
  options: ServingOptions,
): (c: FetchContext, next: () => Promise<void>) => Promise<Response | undefined> {
  return async (c, next) => serveFeed(c.req.raw, options) ?? next().then(() => undefined);
}
