import { Hono } from "hono";
import { addFallbacks } from "../../src/api/fallbacks.ts";

/** Routes as the publishers' worker mounts them: with its fallbacks, and with the variable that they read. */
export function mountRoutes<Variables extends object>(
  routes: Hono<{ Variables: Variables }>,
  provide: () => Variables,
): Hono<{ Variables: Variables }> {
  const app = new Hono<{ Variables: Variables }>();
  addFallbacks(app);
  app.use(async (c, next) => {
    const variables = provide();
    for (const name in variables) c.set(name, variables[name]);
    await next();
  });
  return app.route("/", routes);
}
