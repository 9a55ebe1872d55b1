import { type HubSettings, readHubSettings } from "../push/hub-settings.ts";
import type { PushMessage } from "../push/run-hosts.ts";

/** Bindings as wrangler.publisher.toml gives them; the hub's variables are rows of `push/hub-settings.ts`. */
export interface PublisherEnv {
  readonly DB: D1Database;
  readonly MEDIA: R2Bucket;
  readonly DELIVERIES: Queue<PushMessage>;
}

const known = new WeakMap<PublisherEnv, HubSettings>();

/** An invalid variable disables the hub: subscribers get a 500, and the log names the variable. */
export function hubSettingsOf(env: PublisherEnv): HubSettings {
  const held = known.get(env);
  if (held !== undefined) return held;
  const settings = readHubSettings({ ...env });
  if (!settings.ok) throw new Error(settings.problem);
  known.set(env, settings.value);
  return settings.value;
}
