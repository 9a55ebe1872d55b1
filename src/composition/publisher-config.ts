import type { PushMessage } from "../push/run-hosts.ts";

/** Bindings and variables as wrangler.publisher.toml gives them. */
export interface PublisherEnv {
  readonly DB: D1Database;
  readonly MEDIA: R2Bucket;
  readonly DELIVERIES: Queue<PushMessage>;
  /** Hosts and IPv4 networks that subscribers may be at although they are not public; parted by spaces. */
  readonly HUB_PRIVATE_CALLBACKS?: string;
  /** Ports besides 443 that subscribers may be at; parted by spaces. */
  readonly HUB_CALLBACK_PORTS?: string;
  /** How many callbacks are asked a minute for one client, and at one host; 10 if it is not set. */
  readonly HUB_VERIFICATIONS_PER_MINUTE?: string;
  /** How many requests one run of the consumer makes; 40 if it is not set, as Cloudflare's free plan allows 50. */
  readonly HUB_REQUESTS_PER_RUN?: string;
}
