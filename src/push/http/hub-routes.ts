import { Hono } from "hono";
import { CLOUD_PATH, HUB_PATH } from "../../feed/feed-links.ts";
import { answerHub, type HubInputs } from "./hub.ts";
import { answerCloud } from "./rss-cloud.ts";

/** The variable that the worker sets before one of these routes runs. */
export type HubEnv = { Variables: { hub: HubInputs } };

/** The two addresses for subscribers: WebSub's and rssCloud's. */
export function createHubRoutes(): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post(HUB_PATH, (c) => answerHub(c.req.raw, c.var.hub));
  routes.post(CLOUD_PATH, (c) => answerCloud(c.req.raw, c.var.hub));
  return routes;
}
