import type { DeliveriesEnv } from "../api/deliveries-api.ts";
import type { PublishingEnv } from "../api/publishing-inputs.ts";
import type { AudienceEnv } from "../dashboard/routes.ts";
import type { HubEnv } from "../push/http/hub-routes.ts";
import type { PublisherEnv } from "./publisher-config.ts";

type RouteVariables = PublishingEnv["Variables"] &
  DeliveriesEnv["Variables"] &
  AudienceEnv["Variables"] &
  HubEnv["Variables"];

/** The publishers' worker as Hono sees it: its bindings, and a variable for each group of routes. */
export interface PublisherApp {
  Bindings: PublisherEnv;
  Variables: RouteVariables;
}
