import { fail, type Result, succeed } from "../lib/result.ts";
import type { SubscriptionRequest } from "./read-hub-request.ts";

/** rssCloud: a registration is good for 25 hours. */
const CLOUD_LEASE_SECONDS = 90_000;
const MAX_FEEDS = 10;

/**
 * Reads rssCloud's pleaseNotify: where to tell (`domain`, `port`, `path`, `protocol`), and of which feeds (`url1`, `url2`, …). A
 * registration without a domain means the address that it came from; an address in numbers is no callback of ours.
 */
export function readCloudRequest(form: URLSearchParams): Result<readonly SubscriptionRequest[], string> {
  const field = (name: string) => form.get(name)?.trim() ?? "";
  const protocol = field("protocol");
  if (protocol !== "http-post" && protocol !== "https-post") {
    return fail(`"protocol" must be https-post, found "${protocol.slice(0, 40)}"`);
  }
  if (!/^[a-z\d.-]+$/i.test(field("domain"))) return fail('"domain" must be the name of the host to tell');
  if (!/^\d{1,5}$/.test(field("port"))) return fail(`"port" must be a number, found "${field("port").slice(0, 40)}"`);
  const path = field("path").startsWith("/") ? field("path") : `/${field("path")}`;
  const scheme = protocol === "https-post" ? "https" : "http";
  const callback = `${scheme}://${field("domain")}:${field("port")}${path}`;
  const topics = Array.from({ length: MAX_FEEDS }, (_, index) => field(`url${index + 1}`)).filter(
    (topic) => topic !== "",
  );
  if (topics.length === 0) return fail('"url1" must be the address of a feed');
  const common = { dialect: "rsscloud", mode: "subscribe", leaseSeconds: CLOUD_LEASE_SECONDS } as const;
  return succeed(topics.map((topic) => ({ ...common, topic, callback, secret: undefined, verifyToken: undefined })));
}
