import { fail, type Result, succeed } from "../lib/result.ts";
import type { Dialect } from "./push-store.ts";

/** The request in a form posted to the hub (WebSub §5.1). */
export type HubRequest = SubscriptionRequest | { readonly mode: "publish"; readonly topics: readonly string[] };

export interface SubscriptionRequest {
  readonly dialect: Dialect;
  readonly mode: "subscribe" | "unsubscribe";
  readonly topic: string;
  readonly callback: string;
  /** The requested value, clamped to the limits. */
  readonly leaseSeconds: number;
  readonly secret: string | undefined;
  /** PubSubHubbub 0.3: NewsBlur accepts no verification that does not repeat it. */
  readonly verifyToken: string | undefined;
}

const DEFAULT_LEASE_SECONDS = 864_000;
const MIN_LEASE_SECONDS = 3600;
const MAX_LEASE_SECONDS = 2_592_000;
/** WebSub §5.1: "less than 200 bytes in length". */
const MAX_SECRET_BYTES = 199;

type Fields = (name: string) => string;

/** Reads the form; a problem is a sentence that names the parameter. Unknown parameters are ignored. */
export function readHubRequest(form: URLSearchParams): Result<HubRequest, string> {
  const twice = ["hub.mode", "hub.callback", "hub.secret", "hub.lease_seconds"].find(
    (name) => form.getAll(name).length > 1,
  );
  if (twice !== undefined) return fail(`"${twice}" must be given once, found ${form.getAll(twice).length}`);
  const field: Fields = (name) => form.get(name) ?? "";
  const mode = field("hub.mode");
  switch (mode) {
    case "subscribe":
    case "unsubscribe":
      return readSubscription(mode, form, field);
    case "publish":
      return readAnnouncement(form);
    default:
      return fail(`"hub.mode" must be subscribe or unsubscribe, found "${mode.slice(0, 40)}"`);
  }
}

/** Some hubs read `hub.url`, some `hub.topic`, and either may come more than once. */
function readAnnouncement(form: URLSearchParams): Result<HubRequest, string> {
  const topics = [...form.getAll("hub.url"), ...form.getAll("hub.topic")];
  return topics.length === 0 ? fail('"hub.url" must name what was published') : succeed({ mode: "publish", topics });
}

function readSubscription(
  mode: SubscriptionRequest["mode"],
  form: URLSearchParams,
  field: Fields,
): Result<SubscriptionRequest, string> {
  const [topic, callback, secret] = [field("hub.topic"), field("hub.callback"), field("hub.secret")];
  if (form.getAll("hub.topic").length > 1) return fail('"hub.topic" must be given once');
  if (!/^https?:\/\//i.test(topic) || URL.parse(topic) === null) {
    return fail(`"hub.topic" must be an absolute http(s) address, found "${topic.slice(0, 200)}"`);
  }
  if (callback === "") return fail('"hub.callback" must be the address of the subscriber');
  if (new TextEncoder().encode(secret).length > MAX_SECRET_BYTES)
    return fail('"hub.secret" must be shorter than 200 bytes');
  const lease = readLease(field("hub.lease_seconds"));
  if (!lease.ok) return lease;
  return succeed({
    dialect: "websub",
    mode,
    topic,
    callback,
    leaseSeconds: lease.value,
    secret: secret || undefined,
    verifyToken: field("hub.verify_token") || undefined,
  });
}

/** WebSub §5.1: the hub may choose another lease, and says which when it verifies: any number is moved within the limits. */
function readLease(text: string): Result<number, string> {
  if (text === "") return succeed(DEFAULT_LEASE_SECONDS);
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(text)) {
    const found = text.slice(0, 40);
    return fail(`"hub.lease_seconds" must be a number of seconds, found "${found}"; e.g. ${DEFAULT_LEASE_SECONDS}`);
  }
  return succeed(Math.floor(Math.min(Math.max(Number(text), MIN_LEASE_SECONDS), MAX_LEASE_SECONDS)));
}
